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
  const minutes = Number(/T00:(\d\d):00Z$/.exec(timestamp)?.[1]);
  return (60 - minutes) * 60e9;
}

/** A pod, ready since so many minutes past midnight. */
function readySince(name: string, minutes: string, parts: PodParts = {}): Pod {
  const pod = aPod(name, parts);
  const conditions = [{ type: 'Ready', status: 'True' as const, lastTransitionTime: `2026-01-01T00:${minutes}:00Z` }];
  return { ...pod, status: { ...pod.status, conditions } };
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
  ])('RS1: deletes %s first', (_rule, first, second) => {
    expect(names([aPod('zzz', second), aPod('aaa', first)])).toEqual(['aaa', 'zzz']);
  });

  it('RS2: deletes first where most of them are on one node', () => {
    const pods = [aPod('zzz', { node: 'node-2' }), aPod('a-1'), aPod('a-2'), aPod('a-3')];
    expect(names(pods)).toEqual(['a-3', 'a-2', 'a-1', 'zzz']);
  });

  it('RS3: puts cost before the crowd on a node', () => {
    const pods = [aPod('crowd-1'), aPod('crowd-2'), aPod('cheap', { node: 'node-2', annotations: { [COST]: '-1' } })];
    expect(names(pods)[0]).toBe('cheap');
  });

  it('orders equals by name and leaves its input alone', () => {
    const pods = [aPod('a'), aPod('c'), aPod('b')];
    expect(names(pods)).toEqual(['c', 'b', 'a']);
    expect(pods.map(({ metadata }) => metadata.name)).toEqual(['a', 'c', 'b']);
  });

  it('RS4: deletes first what has been ready for less time, and then what has restarted more', () => {
    expect(names([readySince('zzz', '10'), readySince('aaa', '50')])).toEqual(['aaa', 'zzz']);
    expect(names([readySince('zzz', '10', { restarts: 5 }), readySince('aaa', '50')])).toEqual(['aaa', 'zzz']);
  });

  it('RS5: takes times as equal that lie on the same power of two, and leaves the choice to the uids', () => {
    // 50 and 55 minutes ago: between 2^41 and 2^42 nanoseconds.
    expect(names([readySince('b', '05'), readySince('a', '10')])).toEqual(['a', 'b']);
    expect(names([readySince('b', '10'), readySince('a', '05')])).toEqual(['a', 'b']);
  });

  it('RS6: counts the pods of the whole Deployment on a node', () => {
    const pods = [aPod('zzz'), aPod('aaa', { node: 'node-2' })];
    const related = [...pods, aPod('other', { node: 'node-2' })];
    expect(orderVictims(pods, related, ageOf).map(({ metadata }) => metadata.name)).toEqual(['aaa', 'zzz']);
  });
});
