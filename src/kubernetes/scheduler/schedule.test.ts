import { describe, expect, it } from 'vitest';
import { aNode, aPod, type PodParts } from '../../testing/builders.ts';
import type { Node, Taint } from '../api/node.ts';
import type { Toleration } from '../api/pod.ts';
import { MAX_PODS_PER_NODE, schedule, toleratesTaint, type Decision, type NodeLoad } from './schedule.ts';

const empty: NodeLoad = { pods: 0, siblings: 0 };

function place(nodes: readonly Node[], loads: Readonly<Record<string, NodeLoad>> = {}, parts: PodParts = {}): Decision {
  return schedule(aPod('web-1', { node: undefined, ...parts }), nodes, (name) => loads[name] ?? empty);
}

const three = ['node-1', 'node-2', 'node-3'].map((name) => aNode(name));
const dedicated: Taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' };

/** The words for a pod that no number of deletions would help. */
function helpless(count: number, why: string): string {
  return (
    `0/${count} nodes are available: ${why}. no new claims to deallocate, ` +
    `preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`
  );
}

describe('schedule', () => {
  it.each<readonly [string, Readonly<Record<string, NodeLoad>>, string]>([
    ['the first by name among equals', {}, 'node-1'],
    ['the node with the fewest siblings', { 'node-1': { pods: 1, siblings: 1 } }, 'node-2'],
    [
      'fewer siblings before fewer pods',
      { 'node-1': { pods: 1, siblings: 1 }, 'node-2': { pods: 9, siblings: 0 }, 'node-3': { pods: 2, siblings: 1 } },
      'node-2',
    ],
    [
      'fewer pods among equal siblings',
      { 'node-1': { pods: 3, siblings: 1 }, 'node-2': { pods: 2, siblings: 1 }, 'node-3': { pods: 4, siblings: 1 } },
      'node-2',
    ],
    ['another than a full one', { 'node-1': { pods: MAX_PODS_PER_NODE, siblings: 0 } }, 'node-2'],
  ])('takes %s', (_rule, loads, node) => {
    expect(place(three, loads)).toEqual({ node });
  });

  it('spreads one by one', () => {
    const loads: Record<string, NodeLoad> = {};
    for (let count = 0; count < 9; count++) {
      const decision = place(three, loads);
      const node = 'node' in decision ? decision.node : '';
      const { pods, siblings } = loads[node] ?? empty;
      loads[node] = { pods: pods + 1, siblings: siblings + 1 };
    }
    expect(Object.values(loads).map(({ pods }) => pods)).toEqual([3, 3, 3]);
  });

  it('goes by the node selector, all of it', () => {
    const nodes = [
      aNode('node-1', { labels: { disk: 'hdd' } }),
      aNode('node-2', { labels: { disk: 'ssd', zone: 'a' } }),
    ];
    expect(place(nodes, {}, { spec: { nodeSelector: { disk: 'ssd' } } })).toEqual({ node: 'node-2' });
    expect(place(nodes, {}, { spec: { nodeSelector: { disk: 'hdd', zone: 'a' } } })).toEqual({
      failure: helpless(2, "2 node(s) didn't match Pod's node affinity/selector"),
    });
  });

  it('keeps pods off a tainted node, unless they tolerate it or the taint only prefers so', () => {
    const tainted = aNode('node-1', { taints: [dedicated] });
    expect(place([tainted])).toEqual({ failure: helpless(1, '1 node(s) had untolerated taint(s)') });
    const tolerations: readonly Toleration[] = [{ key: 'dedicated', operator: 'Exists' }];
    expect(place([tainted], {}, { spec: { tolerations } })).toEqual({ node: 'node-1' });
    const soft = aNode('node-1', { taints: [{ ...dedicated, effect: 'PreferNoSchedule' }] });
    expect(place([soft])).toEqual({ node: 'node-1' });
  });

  it('keeps pods off a cordoned node, unless they tolerate that', () => {
    const cordoned = aNode('node-1', {
      unschedulable: true,
      taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
    });
    expect(place([cordoned])).toEqual({ failure: helpless(1, '1 node(s) were unschedulable') });
    const tolerations: readonly Toleration[] = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }];
    expect(place([cordoned], {}, { spec: { tolerations } })).toEqual({ node: 'node-1' });
  });

  it('says why of every node, the reasons sorted', () => {
    const nodes = [
      aNode('node-1', { unschedulable: true }),
      aNode('node-2', { taints: [dedicated] }),
      aNode('node-3'),
      aNode('node-4', { unschedulable: true }),
    ];
    expect(place(nodes, {}, { spec: { nodeSelector: { disk: 'ssd' } } })).toEqual({
      failure: helpless(
        4,
        "1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 2 node(s) were unschedulable",
      ),
    });
  });

  it('says of full nodes that nobody there has to make way', () => {
    const full = { pods: MAX_PODS_PER_NODE, siblings: 0 };
    const nodes = [aNode('node-1'), aNode('node-2', { unschedulable: true }), aNode('node-3')];
    expect(place(nodes, { 'node-1': full, 'node-3': full })).toEqual({
      failure:
        '0/3 nodes are available: 1 node(s) were unschedulable, 2 Too many pods. no new claims to deallocate, ' +
        'preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, ' +
        '2 No preemption victims found for incoming pod.',
    });
  });

  it('says so when there are no nodes', () => {
    expect(place([])).toEqual({ failure: 'no nodes available to schedule pods' });
  });
});

describe('toleratesTaint', () => {
  it.each<readonly [string, Toleration, boolean]>([
    ['the same key, value and effect', { key: 'dedicated', value: 'db', effect: 'NoSchedule' }, true],
    ['Equal said outright', { key: 'dedicated', operator: 'Equal', value: 'db' }, true],
    ['any effect', { key: 'dedicated', value: 'db' }, true],
    ['any value with Exists', { key: 'dedicated', operator: 'Exists' }, true],
    ['every taint with a bare Exists', { operator: 'Exists' }, true],
    ['every taint of an effect', { operator: 'Exists', effect: 'NoSchedule' }, true],
    ['another value', { key: 'dedicated', value: 'web' }, false],
    ['no value where the taint has one', { key: 'dedicated' }, false],
    ['another key', { key: 'gpu', operator: 'Exists' }, false],
    ['another effect', { key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false],
  ])('of a toleration for %s: %j -> %s', (_toleration, toleration, expected) => {
    expect(toleratesTaint([toleration], dedicated)).toEqual(expected ? toleration : undefined);
  });

  it('finds none where there is none', () => {
    expect(toleratesTaint(undefined, dedicated)).toBeUndefined();
  });
});
