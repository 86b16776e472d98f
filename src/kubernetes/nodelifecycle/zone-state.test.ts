import { describe, expect, it } from 'vitest';
import { aNode } from '../../testing/builders.ts';
import { computeZoneState, evictionRate, zoneOf, type ZoneState } from './zone-state.ts';

describe('computeZoneState', () => {
  it.each<readonly [string, ZoneState]>([
    ['+', 'Normal'],
    ['++-', 'Normal'],
    ['+--', 'Normal'],
    ['++---', 'PartialDisruption'],
    ['+++---', 'Normal'],
    ['+---', 'PartialDisruption'],
    ['-', 'FullDisruption'],
    ['---', 'FullDisruption'],
  ])('NODE20: of nodes that are ready (+) or not (-), %s: %s', (nodes, state) => {
    expect(computeZoneState(nodes.length, nodes.split('-').length - 1)).toBe(state);
  });
});

describe('evictionRate', () => {
  it.each<readonly [ZoneState, number, number]>([
    ['Normal', 3, 0.1],
    ['Normal', 500, 0.1],
    ['PartialDisruption', 50, 0],
    ['PartialDisruption', 51, 0.01],
    ['FullDisruption', 3, 0.1],
  ])('NODE21: in %s with %i nodes: %f nodes a second', (state, nodes, rate) => {
    expect(evictionRate(state, nodes)).toBe(rate);
  });
});

describe('zoneOf', () => {
  it('NODE22: tells zones of one name in two regions apart', () => {
    const node = (region: string) =>
      aNode('n', { labels: { 'topology.kubernetes.io/region': region, 'topology.kubernetes.io/zone': 'a' } });
    expect(zoneOf(node('east'))).not.toBe(zoneOf(node('west')));
    expect(zoneOf(aNode('n'))).toBe(zoneOf(aNode('m')));
  });
});
