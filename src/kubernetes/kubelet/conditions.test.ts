import { describe, expect, it } from 'vitest';
import type { Condition } from '../api/meta.ts';
import type { ContainerStatus } from '../api/pod.ts';
import { aPod } from '../../testing/builders.ts';
import { podConditions, type ConditionsInput } from './conditions.ts';

const NOW = '2026-01-01T00:00:09Z';
const RUNNING: ContainerStatus = {
  name: 'main',
  image: 'nginx',
  ready: true,
  started: true,
  restartCount: 0,
  state: { running: { startedAt: NOW } },
};

function conditions(parts: Partial<ConditionsInput>, gates: readonly string[] = []): readonly Condition[] {
  const pod = aPod('web', { spec: { readinessGates: gates.map((conditionType) => ({ conditionType })) } });
  return podConditions({
    pod,
    phase: 'Running',
    statuses: [RUNNING],
    initStatuses: [],
    hasSandbox: true,
    now: NOW,
    ...parts,
  });
}

function readyOf(all: readonly Condition[]): string {
  const { status, reason = '', message = '' } = all.find(({ type }) => type === 'Ready') ?? { status: 'none' };
  return `${status} ${reason} ${message}`.trim();
}

describe('podConditions', () => {
  it.each<readonly [string, Partial<ConditionsInput>, string]>([
    ['a container that is ready', {}, 'True'],
    [
      'one that is not',
      { statuses: [{ ...RUNNING, ready: false }] },
      'False ContainersNotReady containers with unready status: [main]',
    ],
    ['a pod that has failed', { phase: 'Failed' }, 'False PodFailed'],
    ['a pod that has succeeded', { phase: 'Succeeded' }, 'False PodCompleted'],
  ])('KUBELET10: are Ready with %s: %s', (_, parts, expected) => {
    expect(readyOf(conditions(parts))).toBe(expected);
  });

  it.each<readonly [readonly Condition[], string]>([
    [[], 'False ReadinessGatesNotReady corresponding condition of pod readiness gate "a/b" does not exist.'],
    [
      [{ type: 'a/b', status: 'False' }],
      'False ReadinessGatesNotReady the status of pod readiness gate "a/b" is not "True", but False',
    ],
    [[{ type: 'a/b', status: 'True' }], 'True'],
  ])('KUBELET11: wait for a readiness gate that stands at %j: %s', (told, expected) => {
    const pod = aPod('web', { spec: { readinessGates: [{ conditionType: 'a/b' }] } });
    const stored = { ...pod, status: { ...pod.status, conditions: told } };
    expect(readyOf(conditions({ pod: stored }))).toBe(expected);
  });

  it('KUBELET12: keep those of others in front, and the time of what stays as it was', () => {
    const pod = aPod('web');
    const told: readonly Condition[] = [
      { type: 'Ready', status: 'True', lastTransitionTime: 'then' },
      { type: 'DisruptionTarget', status: 'True' },
      { type: 'ContainersReady', status: 'False', lastTransitionTime: 'then' },
    ];
    const all = conditions({ pod: { ...pod, status: { ...pod.status, conditions: told } } });
    expect(all.map(({ type, lastTransitionTime }) => `${type} ${lastTransitionTime ?? ''}`.trim())).toEqual([
      'DisruptionTarget',
      `PodReadyToStartContainers ${NOW}`,
      `Initialized ${NOW}`,
      'Ready then',
      `ContainersReady ${NOW}`,
      `PodScheduled ${NOW}`,
    ]);
  });
});
