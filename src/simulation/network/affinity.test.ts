import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { client, replicas, service } from '../../testing/traffic-text.ts';
import { Affinity } from './affinity.ts';

/** Pods on node-2 and node-3, a Service that keeps a client where it was, and a client on node-1. */
const MANIFESTS = `${replicas('web', 3)}
${service('web', '{selector: {app: web}, sessionAffinity: ClientIP, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 500ms')}`;

/** The nodes whose pods answered in that stretch, in order, each run of one only once. */
function servedFrom(cluster: TestCluster, from: string, to: string): readonly string[] {
  const nodes = new Map(
    cluster.objects('Pod').map(({ metadata, spec }) => [`default/${metadata.name}`, spec.nodeName]),
  );
  const served = cluster.requests('alice', from, to).flatMap(({ answeredBy }) => nodes.get(answeredBy ?? '') ?? []);
  return served.filter((node, index) => node !== served[index - 1]);
}

describe('Affinity', () => {
  it('NET160: remembers a source for so many seconds after it was last marked', () => {
    const affinity = new Affinity();
    affinity.mark('node-1', 'KUBE-SEP-A', '10.0.0.1', seconds(1));
    affinity.mark('node-1', 'KUBE-SEP-A', '10.0.0.1', seconds(4));
    const isRecent = (node: string, list: string, source: string, now: number): boolean =>
      affinity.isRecent(node, list, source, 3, seconds(now));
    expect(isRecent('node-1', 'KUBE-SEP-A', '10.0.0.1', 7)).toBe(true);
    expect(isRecent('node-1', 'KUBE-SEP-A', '10.0.0.1', 7.1)).toBe(false);
    expect(isRecent('node-2', 'KUBE-SEP-A', '10.0.0.1', 5)).toBe(false);
    expect(isRecent('node-1', 'KUBE-SEP-B', '10.0.0.1', 5)).toBe(false);
    expect(isRecent('node-1', 'KUBE-SEP-A', '10.0.0.2', 5)).toBe(false);
  });

  it('NET161: forgets the lists that no rule names any more, and a machine that lost power', () => {
    const affinity = new Affinity();
    for (const list of ['KUBE-SEP-A', 'KUBE-SEP-B']) affinity.mark('node-1', list, '10.0.0.1', seconds(1));
    affinity.keepLists('node-1', (list) => list === 'KUBE-SEP-B');
    expect(affinity.isRecent('node-1', 'KUBE-SEP-A', '10.0.0.1', 9, seconds(2))).toBe(false);
    expect(affinity.isRecent('node-1', 'KUBE-SEP-B', '10.0.0.1', 9, seconds(2))).toBe(true);
    affinity.forget('node-1');
    expect(affinity.hasLists('node-1')).toBe(false);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'NET162: does not lead a client back to a pod that was away and is there again (seed %i)',
    (seed) => {
      const [first = ''] = servedFrom(testCluster(MANIFESTS, seed).run('20s'), '0s', '20s');
      const cluster = testCluster(MANIFESTS, seed).run('200s');
      // The client's own machine stays on.
      if (first !== 'node-1') cluster.powerOff(first, '20s').powerOn(first, '100s');
      const after = servedFrom(cluster, '90s', '200s');
      expect(servedFrom(cluster, '0s', '20s')).toEqual([first]);
      expect(after).toHaveLength(1);
      expect(after[0] === first).toBe(first === 'node-1');
    },
  );
});
