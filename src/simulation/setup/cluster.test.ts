import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { testCluster } from '../../testing/test-cluster.ts';
import { replicas, service } from '../../testing/traffic-text.ts';
import { createSimulation } from '../simulation.ts';
import { isClusterDocument, readCluster } from './cluster.ts';

const HEAD = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';

/** The nodes as `name podCIDR InternalIP`. */
function nodesOf(text: string): readonly string[] {
  return readCluster(parseManifest(text)).nodes.map(
    ({ metadata, spec, status }) => `${metadata.name} ${spec.podCIDR} ${status.addresses?.[0]?.address}`,
  );
}

const three = [
  'node-1 10.244.1.0/24 192.168.0.11',
  'node-2 10.244.2.0/24 192.168.0.12',
  'node-3 10.244.3.0/24 192.168.0.13',
];

describe('readCluster', () => {
  it.each([
    ['no Cluster document', '', three],
    ['a Cluster document without nodes', HEAD, three],
    ['one control plane, which then runs the pods itself', `${HEAD}nodes:\n- role: control-plane\n`, three.slice(0, 1)],
    ['a node without a role', `${HEAD}nodes:\n- {}\n`, three.slice(0, 1)],
    [
      'a control plane and two workers',
      `${HEAD}nodes:\n- role: control-plane\n- role: worker\n- role: worker\n`,
      three.slice(0, 2),
    ],
    [
      'a Cluster of another API',
      'kind: Cluster\napiVersion: cluster.x-k8s.io/v1beta1\nnodes: [{role: worker}]\n',
      three,
    ],
  ])('with %s has these nodes', (_case, text, expected) => {
    expect(nodesOf(text)).toEqual(expected);
    expect(readCluster(parseManifest(text)).diagnostics).toEqual([]);
  });

  it('puts the usual three into zones', () => {
    const zones = readCluster([]).nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
    expect(zones).toEqual(['zone-a', 'zone-a', 'zone-b']);
  });

  it('labels each node with its name, and as the document says', () => {
    const text = `${HEAD}nodes:\n- role: worker\n  labels: {disk: ssd, rack: 7, kubernetes.io/os: plan9}\n`;
    expect(readCluster(parseManifest(text)).nodes[0]?.metadata.labels).toEqual({
      'beta.kubernetes.io/arch': 'amd64',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': 'node-1',
      'kubernetes.io/os': 'plan9',
      disk: 'ssd',
      rack: '7',
    });
  });

  it.each([
    ['nodes', 'nodes: three\n', 'nodes: must be a list', 3],
    ['nodes', 'nodes: []\n', 'nodes: must not be empty', 3],
    ['nodes', `nodes:\n${'- role: worker\n'.repeat(101)}`, 'nodes: at most 100', 4],
    ['nodes[1].role', 'nodes:\n- role: worker\n- role: boss\n', 'nodes[1].role: must be control-plane or worker', 5],
    ['nodes[0].role', 'nodes:\n- role: 7\n', 'nodes[0].role: must be control-plane or worker', 4],
    ['nodes[0].role', 'nodes:\n- worker\n', 'nodes[0].role: must be control-plane or worker', 4],
    ['nodez', 'nodez: 3\n', 'nodez: unknown field', 3],
    ['nodes[0].label', 'nodes:\n- role: worker\n  label: {a: b}\n', 'nodes[0].label: unknown field', 5],
  ])('points at %s in %j', (path, nodes, detail, line) => {
    const { nodes: made, diagnostics } = readCluster(parseManifest(HEAD + nodes));
    expect(made).toHaveLength(3);
    expect(diagnostics).toMatchObject([
      { severity: 'error', source: 'kubehops', path, message: { id: 'manifest.badCluster', params: { detail } } },
    ]);
    expect(diagnostics[0]?.range.startLine).toBe(line);
  });

  it('warns that there are no IPv6 addresses', () => {
    const networking = 'networking: {ipFamily: dual, podSubnet: 10.244.0.0/16}\n';
    const { nodes, diagnostics } = readCluster(parseManifest(HEAD + networking));
    expect(nodes).toHaveLength(3);
    expect(diagnostics.map(({ severity, path }) => [severity, path])).toEqual([['warning', 'networking.ipFamily']]);
  });

  it.each<readonly [string, string, string, string, readonly string[]]>([
    [
      'what kind does',
      '{}',
      '10.244.0.0/16',
      '10.96.0.0/16',
      ['10.244.1.0/24 192.168.0.11', '10.244.2.0/24 192.168.0.12'],
    ],
    [
      'another pod range',
      '{podSubnet: 10.10.0.0/16}',
      '10.10.0.0/16',
      '10.96.0.0/16',
      ['10.10.1.0/24 192.168.0.11', '10.10.2.0/24 192.168.0.12'],
    ],
    [
      'a range that is just large enough',
      '{podSubnet: 10.10.8.0/23}',
      '10.10.8.0/23',
      '10.96.0.0/16',
      ['10.10.9.0/24 192.168.0.11', '10.10.8.0/24 192.168.0.12'],
    ],
    [
      'bits beyond the prefix',
      '{podSubnet: 10.10.3.7/16}',
      '10.10.0.0/16',
      '10.96.0.0/16',
      ['10.10.1.0/24 192.168.0.11', '10.10.2.0/24 192.168.0.12'],
    ],
    [
      'pods where the nodes would be',
      '{podSubnet: 192.168.0.0/16}',
      '192.168.0.0/16',
      '10.96.0.0/16',
      ['192.168.1.0/24 172.18.0.11', '192.168.2.0/24 172.18.0.12'],
    ],
    [
      'another Service range',
      '{serviceSubnet: 172.20.0.0/24}',
      '10.244.0.0/16',
      '172.20.0.0/24',
      ['10.244.1.0/24 192.168.0.11', '10.244.2.0/24 192.168.0.12'],
    ],
  ])('gives the nodes their addresses with %s', (_case, networking, podCIDR, serviceCIDR, nodes) => {
    const text = `${HEAD}nodes: [{role: worker}, {role: worker}]\nnetworking: ${networking}\n`;
    const cluster = readCluster(parseManifest(text));
    expect(cluster).toMatchObject({ podCIDR, serviceCIDR, kubeProxyMode: 'iptables', diagnostics: [] });
    expect(nodesOf(text)).toEqual(nodes.map((each, index) => `node-${index + 1} ${each}`));
  });

  it.each(['iptables', 'nftables', 'ipvs', 'none'])('takes the mode of kube-proxy: %s', (mode) => {
    const text = `${HEAD}networking: {kubeProxyMode: ${mode}}\n`;
    expect(readCluster(parseManifest(text))).toMatchObject({ kubeProxyMode: mode, diagnostics: [] });
  });

  it.each([
    ['{kubeProxyMode: ebpf}', 'networking.kubeProxyMode: must be iptables, nftables, ipvs, none'],
    ['{podSubnet: 10.244.0.0}', 'networking.podSubnet: must be a range of IPv4 addresses such as 10.244.0.0/16'],
    ['{podSubnet: "fd00::/48"}', 'networking.podSubnet: must be a range of IPv4 addresses such as 10.244.0.0/16'],
    ['{podSubnet: 10.244.0.0/26}', 'networking.podSubnet: must be between /8 and /24'],
    ['{serviceSubnet: 10.0.0.0/8}', 'networking.serviceSubnet: must be between /12 and /28'],
    ['{serviceSubnet: 10.244.3.0/24}', 'networking.serviceSubnet: must not overlap the podSubnet'],
    ['{podSubnet: 10.1.0.0/24}', 'networking.podSubnet: has room for 1 nodes, a /24 for each, and there are 3'],
    ['{podsubnet: 10.1.0.0/16}', 'networking.podsubnet: unknown field'],
    ['fast', 'networking: must be an object'],
  ])('refuses networking: %s', (networking, detail) => {
    const { nodes, podCIDR, diagnostics } = readCluster(parseManifest(`${HEAD}networking: ${networking}\n`));
    expect([nodes.length, podCIDR]).toEqual([3, '10.244.0.0/16']);
    expect(diagnostics).toMatchObject([
      { severity: 'error', message: { id: 'manifest.badCluster', params: { detail } } },
    ]);
  });

  it('says what the machines have and that all is well with them', () => {
    const status = readCluster([]).nodes[0]?.status;
    expect(status?.allocatable).toEqual({ cpu: '4', memory: '8Gi', 'ephemeral-storage': '40Gi', pods: '110' });
    expect(status?.conditions?.map(({ type, status: is }) => `${type}=${is}`)).toEqual([
      'MemoryPressure=False',
      'DiskPressure=False',
      'PIDPressure=False',
      'Ready=True',
    ]);
  });

  it('goes by the first of two Clusters, and says so at the second', () => {
    const text = `${HEAD}nodes: [{role: worker}]\n---\n${HEAD}nodes: [{role: worker}, {role: worker}]\n`;
    const { nodes, diagnostics } = readCluster(parseManifest(text));
    expect(nodes).toHaveLength(1);
    expect(diagnostics.map(({ severity, range }) => [severity, range.startLine])).toEqual([['error', 5]]);
  });

  it('takes a hundred nodes', () => {
    expect(nodesOf(`${HEAD}nodes:\n${'- role: worker\n'.repeat(100)}`)).toHaveLength(100);
  });
});

describe('isClusterDocument', () => {
  it('goes by kind and API version', () => {
    expect(parseManifest(HEAD).map(isClusterDocument)).toEqual([true]);
    expect(parseManifest('kind: Cluster\napiVersion: v1\n---\n- 1\n').map(isClusterDocument)).toEqual([false, false]);
  });
});

describe('the ranges of a cluster', () => {
  const text = `${HEAD}networking: {podSubnet: 10.10.0.0/16, serviceSubnet: 172.20.0.0/24}
---${replicas('web', 3)}${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}`;

  it('give the first Service address to the API server', () => {
    const { api } = createSimulation({ documents: parseManifest(text), seed: 1, commands: [] });
    expect(api.store.get('Service', 'default/kubernetes')?.spec.clusterIP).toBe('172.20.0.1');
  });

  it('are where pods and Services have their addresses', () => {
    const cluster = testCluster(text);
    expect(cluster.objects('Pod').map(({ status }) => status.podIP?.split('.').slice(0, 2).join('.'))).toEqual([
      '10.10',
      '10.10',
      '10.10',
    ]);
    expect(cluster.objects('Service').map(({ spec }) => spec.clusterIP)).toEqual([
      expect.stringMatching(/^172\.20\.0\.\d+$/),
    ]);
    cluster.expectAll('inside-web', 'answered', '8s');
  });
});
