import { describe, expect, it } from 'vitest';
import { aPod, type PodParts } from '../../testing/builders.ts';
import type { Pod } from '../api/pod.ts';
import { orderVictims } from './victims.ts';

const COST = 'controller.kubernetes.io/pod-deletion-cost';

function names(pods: readonly Pod[]): readonly string[] {
  return orderVictims(pods, pods, ageOf).map(({ metadata }) => metadata.name);
}

/** Nanoseconds till an hour after the builders' midnight. */
function ageOf(timestamp: string): number {
  return (Date.parse('2026-01-01T01:00:00Z') - Date.parse(timestamp)) * 1e6;
}

describe('orderVictims', () => {
  // `zzz` is named so that it would come first among equals: each rule has to beat that.
  it.each<readonly [string, PodParts, PodParts]>([
    ['a pod without a node', { node: undefined, phase: 'Pending' }, { phase: 'Pending' }],
    ['a pending pod', { phase: 'Pending' }, { phase: 'Running' }],
    ['a pending pod before an unknown one', { phase: 'Pending' }, { phase: 'Unknown' }],
    ['an unknown pod before a running one', { phase: 'Unknown' }, { phase: 'Running' }],
    ['a pod that is not ready', { isReady: false }, { isReady: true }],
    ['the cheaper pod', { annotations: { [COST]: '-5' } }, {}],
    ['the cheaper pod, by number', { annotations: { [COST]: '9' } }, { annotations: { [COST]: '10' } }],
    ['the pod that restarted more often', { restarts: 3 }, { restarts: 1 }],
    ['the newer pod', { createdAt: '2026-01-01T00:01:00Z' }, { createdAt: '2026-01-01T00:00:00Z' }],
    ['readiness before cost', { isReady: false, annotations: { [COST]: '100' } }, {}],
    ['the phase before readiness', { phase: 'Pending', isReady: true }, { isReady: false }],
  ])('deletes %s first', (_rule, first, second) => {
    expect(names([aPod('zzz', second), aPod('aaa', first)])).toEqual(['aaa', 'zzz']);
  });

  it('deletes first where most of them are on one node', () => {
    const pods = [aPod('zzz', { node: 'node-2' }), aPod('a-1'), aPod('a-2'), aPod('a-3')];
    expect(names(pods)).toEqual(['a-3', 'a-2', 'a-1', 'zzz']);
  });

  it('puts cost before the crowd on a node', () => {
    const pods = [aPod('crowd-1'), aPod('crowd-2'), aPod('cheap', { node: 'node-2', annotations: { [COST]: '-1' } })];
    expect(names(pods)[0]).toBe('cheap');
  });

  it('orders equals by name and leaves its input alone', () => {
    const pods = [aPod('a'), aPod('c'), aPod('b')];
    expect(names(pods)).toEqual(['c', 'b', 'a']);
    expect(pods.map(({ metadata }) => metadata.name)).toEqual(['a', 'c', 'b']);
  });
});
