import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../manifest/parse-manifest.ts';
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

  it('warns of what the network cannot be, and of nothing that it is anyway', () => {
    const networking = 'networking: {kubeProxyMode: ipvs, podSubnet: 10.244.0.0/16, serviceSubnet: 10.2.0.0/16}\n';
    const { nodes, diagnostics } = readCluster(parseManifest(HEAD + networking));
    expect(nodes).toHaveLength(3);
    expect(diagnostics.map(({ severity, path }) => [severity, path])).toEqual([
      ['warning', 'networking.kubeProxyMode'],
      ['warning', 'networking.serviceSubnet'],
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
