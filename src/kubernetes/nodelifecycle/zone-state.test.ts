import { describe, expect, it } from 'vitest';
import type { Node } from '../api/node.ts';
import { aNode } from '../../testing/builders.ts';
import { computeZoneState, evictableNodes } from './zone-state.ts';

/** Nodes of a zone, one letter each: `+` ready, `-` not. */
function zone(name: string, nodes: string): readonly Node[] {
  return nodes.split('').map((letter, index) => {
    const node = aNode(`${name}-${index}`, { labels: { 'topology.kubernetes.io/zone': name } });
    return letter === '+' ? node : { ...node, status: { conditions: [{ type: 'Ready', status: 'Unknown' as const }] } };
  });
}

describe('computeZoneState', () => {
  it.each([
    ['+', 'Normal'],
    ['++-', 'Normal'],
    ['+--', 'Normal'],
    ['++---', 'PartialDisruption'],
    ['+++---', 'Normal'],
    ['+---', 'PartialDisruption'],
    ['-', 'FullDisruption'],
    ['---', 'FullDisruption'],
  ])('%s: %s', (nodes, state) => {
    expect(computeZoneState(zone('a', nodes))).toBe(state);
  });
});

describe('evictableNodes', () => {
  it.each<readonly [string, readonly Node[], number]>([
    ['all nodes of a cluster that is well', zone('a', '+++'), 3],
    ['all nodes where one of a few is down', zone('a', '++-'), 3],
    ['none where the only zone is down', zone('a', '---'), 0],
    ['none where every zone is down', [...zone('a', '--'), ...zone('b', '-')], 0],
    ['all nodes where one whole zone is down and another is well', [...zone('a', '++'), ...zone('b', '-')], 3],
    ['those of the other zone where a small zone has lost most', [...zone('a', '+---'), ...zone('b', '+')], 1],
    ['all nodes where a large zone has lost most', zone('a', `+${'-'.repeat(59)}`), 60],
  ])('are %s', (_rule, nodes, count) => {
    expect(evictableNodes(nodes)).toHaveLength(count);
  });
});
