/** A small trace made by hand: three nodes, a LoadBalancer, a headless Service and an ExternalName; for tests of the picture. */
import { after, millis, seconds, START, type SimTime } from '../base/sim-time.ts';
import type { EndpointSlice } from '../kubernetes/api/endpointslice.ts';
import type { Node } from '../kubernetes/api/node.ts';
import { objectKey, type KubernetesObject } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Service, ServiceSpec } from '../kubernetes/api/service.ts';
import type { ClusterNetwork, Hop, Layer, ObjectRevision, Place, RequestTrace, Trace } from '../simulation/trace.ts';

/** A node with an address, Ready unless said otherwise. */
export function sampleNode(name: string, address: string, isReady = true): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: {},
    status: {
      addresses: [{ type: 'InternalIP', address }],
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'Unknown' }],
    },
  };
}

/** A running pod of an app on a node. */
export function samplePod(name: string, node: string | undefined, podIP: string, app = 'shop', isReady = true): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app, 'pod-template-hash': '7d9c' } },
    spec: { containers: [{ name: app }], ...(node !== undefined && { nodeName: node }) },
    status: {
      phase: node === undefined ? 'Pending' : 'Running',
      ...(node !== undefined && { podIP }),
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    },
  };
}

/** A Service in the default namespace. */
export function sampleService(name: string, spec: ServiceSpec, ip?: string): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec,
    ...(ip !== undefined && { status: { loadBalancer: { ingress: [{ ip }] } } }),
  };
}

/** The slice of a Service with these pods. */
export function sampleSlice(service: string, pods: readonly Pod[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${service}-abcde`,
      namespace: 'default',
      labels: { 'kubernetes.io/service-name': service },
    },
    addressType: 'IPv4',
    endpoints: pods.map((pod) => ({
      addresses: [pod.status.podIP ?? ''],
      conditions: { ready: pod.status.conditions?.[0]?.status === 'True' },
      targetRef: { kind: 'Pod', name: pod.metadata.name, namespace: 'default' },
    })),
    ports: [{ port: 8080 }],
  };
}

/** The revision that stores an object. */
export function stored(at: SimTime, object: KubernetesObject): ObjectRevision {
  return { at, kind: object.kind, key: objectKey(object.metadata), object };
}

/** A hop with addresses that matter to nobody. */
export function sampleHop(at: SimTime, place: Place, layer: Layer): Hop {
  const addresses = { source: '10.244.1.9:40000', destination: '10.96.0.20:80' };
  return {
    at,
    place,
    layer,
    before: addresses,
    after: addresses,
    rule: '-A KUBE-SERVICES',
    reason: { id: 'hop.reply', params: { place: place.type } },
  };
}

const shop = { namespace: 'default', name: 'shop' };

/** A request of the inside client `alice` by way of DNS and the cluster IP to a pod and back. */
export function answeredRequest(id: string, startedAt: SimTime, pod: string): RequestTrace {
  const client: Place = { type: 'client', name: 'alice' };
  const at = (ms: number): SimTime => after(startedAt, millis(ms));
  return {
    id,
    client: 'alice',
    url: 'http://shop',
    startedAt,
    finishedAt: at(5),
    outcome: 'answered',
    cause: { id: 'cause.answered', params: { pod: `default/${pod}`, source: '10.244.1.9' } },
    answeredBy: `default/${pod}`,
    service: shop,
    hops: [
      sampleHop(at(0), client, 'client'),
      sampleHop(at(1), { type: 'dns', server: 'cluster' }, 'dns'),
      sampleHop(at(2), { type: 'node', name: 'node-2' }, 'clusterIP'),
      sampleHop(at(3), { type: 'pod', namespace: 'default', name: pod }, 'pod'),
    ],
    reply: [sampleHop(at(4), { type: 'node', name: 'node-2' }, 'clusterIP'), sampleHop(at(5), client, 'client')],
  };
}

/** A request from outside that node-1 refuses because no pod is ready. */
export function refusedRequest(id: string, startedAt: SimTime): RequestTrace {
  const at = (ms: number): SimTime => after(startedAt, millis(ms));
  return {
    id,
    client: 'carol',
    url: 'http://node-1:30080',
    startedAt,
    finishedAt: at(2),
    outcome: 'refused',
    cause: { id: 'cause.noEndpoints', params: { service: 'default/shop' } },
    service: shop,
    hops: [
      sampleHop(at(0), { type: 'client', name: 'carol' }, 'client'),
      sampleHop(at(1), { type: 'node', name: 'node-1' }, 'nodePort'),
    ],
    reply: [],
  };
}

const pods = [
  samplePod('shop-a', 'node-1', '10.244.1.5'),
  samplePod('shop-b', 'node-2', '10.244.2.5'),
  samplePod('shop-c', 'node-3', '10.244.3.5', 'shop', false),
] as const;

/** The objects of the sample cluster. */
export const SAMPLE_OBJECTS: readonly KubernetesObject[] = [
  sampleNode('node-1', '172.18.0.2'),
  sampleNode('node-2', '172.18.0.3'),
  sampleNode('node-3', '172.18.0.4'),
  sampleService(
    'shop',
    {
      type: 'LoadBalancer',
      clusterIP: '10.96.0.20',
      selector: { app: 'shop' },
      ports: [{ protocol: 'TCP', port: 80, targetPort: 8080, nodePort: 30080 }],
    },
    '192.0.2.10',
  ),
  sampleService('shop-pods', {
    type: 'ClusterIP',
    clusterIP: 'None',
    selector: { app: 'shop' },
    ports: [{ protocol: 'TCP', port: 80, targetPort: 8080 }],
  }),
  sampleService('weather', { type: 'ExternalName', externalName: 'api.weather.example.' }),
  ...pods,
  sampleSlice('shop', pods),
  sampleSlice('shop-pods', pods),
];

/** kind's own ranges. */
export const SAMPLE_NETWORK: ClusterNetwork = {
  kubeProxyMode: 'iptables',
  podCIDR: '10.244.0.0/16',
  serviceCIDR: '10.96.0.0/16',
};

/** The sample run: 30 s, node-3 loses its power at 10 s, requests every half second. */
export const SAMPLE_TRACE: Trace = {
  until: seconds(30),
  apply: { exit: 0, stdout: '', stderr: '' },
  applied: [],
  diagnostics: [],
  selections: [],
  network: SAMPLE_NETWORK,
  clients: [
    {
      name: 'alice',
      from: { type: 'pod', namespace: 'default', node: 'node-2' },
      urls: ['http://shop'],
      automatic: false,
    },
    { name: 'carol', from: { type: 'internet', ip: '203.0.113.7' }, urls: ['http://node-1:30080'], automatic: false },
  ],
  revisions: SAMPLE_OBJECTS.map((object) => stored(START, object)),
  events: [
    {
      type: 'command',
      at: seconds(10),
      command: { type: 'powerOff', at: seconds(10), node: 'node-3' },
    },
    { type: 'hostChanged', at: seconds(10), node: 'node-3', isOn: false, isConnected: true },
  ],
  requests: Array.from({ length: 40 }, (_, index) => {
    const startedAt = millis(500 + index * 500);
    const id = `r${String(index + 1)}`;
    if (index % 4 === 3) return refusedRequest(id, startedAt);
    return answeredRequest(id, startedAt, index % 2 === 0 ? 'shop-a' : 'shop-b');
  }),
};
