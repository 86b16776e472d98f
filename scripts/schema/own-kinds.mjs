// The documents that are not Kubernetes objects: kind's Cluster, and the Client and Scenario of Kubehops.

const text = { type: 'string' };
const translated = { oneOf: [text, { type: 'object', additionalProperties: text }] };
const labels = { type: 'object', additionalProperties: text };
const duration = { type: 'string', pattern: '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$' };

const named = {
  type: 'object',
  properties: { name: { description: 'The name, unique among its kind.', ...text }, labels, annotations: labels },
  required: ['name'],
};

const cluster = {
  description:
    "kind's own cluster configuration: which nodes there are. The same file creates a real cluster with kind.",
  type: 'object',
  properties: {
    apiVersion: { const: 'kind.x-k8s.io/v1alpha4' },
    kind: { const: 'Cluster' },
    name: { description: 'The name of the cluster.', ...text },
    nodes: {
      description: 'The nodes, in order. Without this document there are three: node-1, node-2 and node-3.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          role: { description: 'A control-plane node runs no ordinary pods.', enum: ['control-plane', 'worker'] },
          labels: { description: 'Labels of the Node, for example topology.kubernetes.io/zone.', ...labels },
        },
      },
    },
    networking: {
      description: 'The networks of the cluster and how kube-proxy works.',
      type: 'object',
      properties: {
        podSubnet: { description: 'The range that pod addresses come from, as CIDR.', ...text },
        serviceSubnet: { description: 'The range that cluster IPs come from, as CIDR.', ...text },
        kubeProxyMode: {
          description: 'How kube-proxy writes its rules.',
          enum: ['iptables', 'ipvs', 'nftables', 'none'],
        },
      },
    },
  },
  required: ['apiVersion', 'kind'],
};

const client = {
  description:
    'Who sends requests, from where, and to what. Without any Client, Kubehops makes some for your Services.',
  type: 'object',
  properties: {
    apiVersion: { const: 'kubehops.dev/v1' },
    kind: { const: 'Client' },
    metadata: { description: "The client's name.", ...named },
    spec: {
      type: 'object',
      properties: {
        from: {
          description: 'Where the client stands: on the internet, on a node, or in a pod.',
          type: 'object',
          minProperties: 1,
          maxProperties: 1,
          additionalProperties: false,
          properties: {
            internet: {
              description: 'Outside the cluster.',
              type: 'object',
              additionalProperties: false,
              properties: {
                ip: { description: 'The address of the client.', ...text },
                nat: {
                  description: 'The address that the world sees, when the client is behind address translation.',
                  ...text,
                },
              },
            },
            node: {
              description: 'A process on a node of the cluster.',
              type: 'object',
              additionalProperties: false,
              properties: { name: { description: 'The name of the node.', ...text } },
              required: ['name'],
            },
            pod: {
              description: 'A pod in the cluster.',
              type: 'object',
              additionalProperties: false,
              properties: {
                namespace: { description: 'The namespace that short Service names are looked up in.', ...text },
                node: { description: 'The node to run on; the first one when it is left out.', ...text },
              },
            },
          },
        },
        requests: {
          description: 'What to send.',
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            properties: {
              url: {
                description:
                  'Where to: http://shop:80. Also tcp://, udp://, ping:// and dns://. From outside, http://node-1:30080 names a node and http://shop.default.lb:80 a load balancer.',
                ...text,
              },
              every: { description: 'One request each time this long has passed, for example 500ms.', ...duration },
              count: { description: 'How many to send; without it they do not end.', type: 'integer', minimum: 1 },
              keepAlive: { description: 'Whether all requests go over one connection.', type: 'boolean' },
            },
            required: ['url'],
          },
        },
      },
      required: ['from', 'requests'],
    },
  },
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
};

const scenario = {
  description: 'A lesson: its story, what to try, and how to know that it worked. Texts may be given by language.',
  type: 'object',
  properties: {
    apiVersion: { const: 'kubehops.dev/v1' },
    kind: { const: 'Scenario' },
    metadata: named,
    title: { description: 'What the gallery shows.', ...translated },
    story: { description: 'What this is about.', ...translated },
    steps: { description: 'What to do, in order.', type: 'array' },
    checks: { description: 'What must be true in the end.', type: 'array' },
    hints: { description: 'Help, from little to much.', type: 'array' },
    solution: { description: 'Manifests that solve it.', ...text },
  },
  required: ['apiVersion', 'kind'],
};

/** Definition name -> schema. */
export const ownKinds = { KindCluster: cluster, KubehopsClient: client, KubehopsScenario: scenario };
