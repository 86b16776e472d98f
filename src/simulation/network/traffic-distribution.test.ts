/** Whose pods answer a client where a Service prefers those of its zone or node, in each mode of kube-proxy. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { PROXY_MODES } from '../../testing/traffic-text.ts';

const NODES = ['node-1', 'node-2', 'node-3', 'node-4'] as const;

/** node-1 and node-2 are in zone-a, the other two in zone-b; a Service with the preference, and a client on each node. */
function manifests(mode: string, distribution: string, pods: readonly string[]): string {
  const worker = (zone: string): string => `{role: worker, labels: {topology.kubernetes.io/zone: ${zone}}}`;
  const nodes = ['zone-a', 'zone-a', 'zone-b', 'zone-b'].map(worker).join(', ');
  return [
    `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking: {kubeProxyMode: ${mode}}
nodes: [{role: control-plane}, ${nodes}]
`,
    `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.100.1, trafficDistribution: ${distribution}, selector: {app: web}, ports: [{port: 80}]}
`,
    ...pods.map(
      (node) => `
apiVersion: v1
kind: Pod
metadata: {name: on-${node}, labels: {app: web}}
spec: {nodeName: ${node}, containers: [{name: web, image: nginx}]}
`,
    ),
    ...NODES.map(
      (node, index) => `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: from-${node}}
spec: {from: {node: {name: ${node}}}, requests: [{url: "http://10.96.100.1", every: ${String(100 + 7 * index)}ms}]}
`,
    ),
  ].join('---');
}

/** Which nodes' pods answered the client of each node in that stretch. */
function servers(cluster: TestCluster, from: string, to: string): readonly string[] {
  return NODES.map((node) => {
    const requests = cluster.requests(`from-${node}`, from, to);
    const names = requests.map(({ answeredBy = 'nobody' }) => answeredBy.replace('default/on-node-', ''));
    return [...new Set(names)].toSorted().join('');
  });
}

describe.each(PROXY_MODES)('in %s mode trafficDistribution', (mode) => {
  it.each([
    ['NET223', 'PreferSameZone', ['node-1', 'node-2', 'node-3', 'node-4'], ['12', '12', '34', '34']],
    ['NET223', 'PreferClose', ['node-1', 'node-2', 'node-3', 'node-4'], ['12', '12', '34', '34']],
    ['NET224', 'PreferSameZone', ['node-1', 'node-2'], ['12', '12', '12', '12']],
    ['NET225', 'PreferSameNode', ['node-1', 'node-2', 'node-3', 'node-4'], ['1', '2', '3', '4']],
    ['NET226', 'PreferSameNode', ['node-1', 'node-3'], ['1', '1', '3', '3']],
    ['NET226', 'PreferSameNode', ['node-1', 'node-2'], ['1', '2', '12', '12']],
  ])(
    '%s: %s with pods on %j leads the clients of the nodes to those on %j',
    (_number, distribution, pods, expected) => {
      const cluster = testCluster(manifests(mode, distribution, pods)).run('10s');
      expect(servers(cluster, '5s', '10s')).toEqual(expected);
    },
  );

  it('NET227: keeps to the zone when pods fail there, and leaves it with the last', () => {
    const cluster = testCluster(manifests(mode, 'PreferSameZone', ['node-1', 'node-2', 'node-3']))
      .delete('pod/on-node-1', '8s')
      .delete('pod/on-node-2', '14s')
      .run('20s');
    expect(servers(cluster, '10s', '14s')).toEqual(['2', '2', '3', '3']);
    expect(servers(cluster, '17s', '20s')).toEqual(['3', '3', '3', '3']);
  });
});
