import { describe, expect, it } from 'vitest';
import { aPod, type PodParts } from '../../testing/builders.ts';
import { aStatefulSet } from '../../testing/workloads.ts';
import { isPodReady, type Pod } from '../api/pod.ts';
import type { StatefulSet } from '../api/workloads.ts';
import { withIdentity } from './identity.ts';
import { planStatefulSet } from './plan.ts';
import { statefulSetStatus } from './status.ts';

const NAMES = { current: 'db-old', update: 'db-new' };
const PARALLEL = { podManagementPolicy: 'Parallel' as const };

/** `0` a ready pod of the new revision, `0o` of the old one, `0-` not ready, `0t` terminating, `0f` failed, `0c` completed. */
function pods(text: string): readonly Pod[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const { groups = {} } = /^(?<ordinal>\d+)(?<marks>.*)$/.exec(word) ?? {};
      const { ordinal = '', marks = '' } = groups;
      const parts: PodParts = {
        labels: { app: 'web', 'controller-revision-hash': marks.includes('o') ? 'db-old' : 'db-new' },
        isReady: !/[-fc]/.test(marks),
        isTerminating: marks.includes('t'),
        phase: marks.includes('f') ? 'Failed' : marks.includes('c') ? 'Succeeded' : 'Running',
      };
      return aPod(`db-${ordinal}`, parts);
    });
}

function plan(set: StatefulSet, text: string): string {
  const steps = planStatefulSet(set, pods(text), NAMES, isPodReady).map((action) =>
    action.type === 'create'
      ? `+${action.ordinal}${action.revision === 'db-old' ? 'o' : ''}`
      : `-${action.pod.metadata.name.slice(3)}`,
  );
  return steps.join(' ');
}

function updating(partition: number): Partial<StatefulSet['spec']> {
  return { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } };
}

describe('planStatefulSet', () => {
  it.each<readonly [string, StatefulSet, string, string]>([
    ['makes the first pod first', aStatefulSet(3), '', '+0'],
    ['waits until it is ready', aStatefulSet(3), '0-', ''],
    ['then makes the next', aStatefulSet(3), '0', '+1'],
    ['fills a gap before anything else', aStatefulSet(3), '0 2', '+1'],
    ['waits while a pod of that name is going', aStatefulSet(3), '0 1t 2', ''],
    ['does nothing when all is well', aStatefulSet(3), '0 1 2', ''],
    ['deletes the highest first', aStatefulSet(1), '0 1 2', '-2'],
    ['waits until it is gone', aStatefulSet(1), '0 1 2t', ''],
    ['does not shrink while a pod before is not ready', aStatefulSet(1), '0- 1 2', ''],
    ['deletes the first that is not healthy, in its turn', aStatefulSet(1), '0 1-', '-1'],
    ['waits for one beyond that is not healthy and not in its turn', aStatefulSet(1), '0 1- 2-', ''],
    ['replaces a failed pod', aStatefulSet(2), '0f 1', '-0'],
    ['replaces a completed one', aStatefulSet(2), '0 1c', '-1'],
    ['updates from the highest number down', aStatefulSet(3), '0o 1o 2o', '-2'],
    ['goes on when the new one is ready', aStatefulSet(3), '0o 1o 2', '-1'],
    ['waits while the new one is not', aStatefulSet(3), '0o 1o 2-', ''],
    ['updates nothing below the partition', aStatefulSet(3, updating(2)), '0o 1o 2', ''],
    ['makes a pod below the partition as it was', aStatefulSet(3, updating(2)), '1o 2', '+0o'],
    [
      'leaves updates to whoever deletes, under OnDelete',
      aStatefulSet(2, { updateStrategy: { type: 'OnDelete' } }),
      '0o 1o',
      '',
    ],
    ['and makes the new one then', aStatefulSet(2, { updateStrategy: { type: 'OnDelete' } }), '0o', '+1'],
    ['makes all at once under Parallel', aStatefulSet(3, PARALLEL), '', '+0 +1 +2'],
    ['deletes all at once under Parallel', aStatefulSet(1, PARALLEL), '0 1- 2', '-2 -1'],
    ['updates one by one under Parallel, ready or not', aStatefulSet(3, PARALLEL), '0o 1o- 2o-', '-2'],
    ['waits for the new one under Parallel, too', aStatefulSet(3, PARALLEL), '0o 1o 2-', ''],
    ['starts where it is told to', aStatefulSet(2, { ordinals: { start: 5 } }), '5', '+6'],
    ['condemns what is before its start', aStatefulSet(1, { ordinals: { start: 5 } }), '4 5', '-4'],
  ])('STS1: %s', (_rule, set, text, expected) => {
    expect(plan(set, text)).toBe(expected);
  });

  it('STS2: ignores pods that are not of its names, and does nothing while it is being deleted', () => {
    const set = aStatefulSet(1);
    expect(planStatefulSet(set, [aPod('db-x'), aPod('other-0')], NAMES, isPodReady)).toHaveLength(1);
    const going = { ...set, metadata: { ...set.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    expect(planStatefulSet(going, [], NAMES, isPodReady)).toEqual([]);
  });
});

describe('withIdentity', () => {
  it('STS3: names the pod, its host, its domain and its labels', () => {
    const pod = withIdentity(aPod('', { labels: { app: 'web' } }), aStatefulSet(3), 2, 'db-new');
    expect(pod.metadata).toMatchObject({
      name: 'db-2',
      labels: {
        app: 'web',
        'controller-revision-hash': 'db-new',
        'statefulset.kubernetes.io/pod-name': 'db-2',
        'apps.kubernetes.io/pod-index': '2',
      },
    });
    expect([pod.spec.hostname, pod.spec.subdomain]).toEqual(['db-2', 'db']);
  });
});

describe('statefulSetStatus', () => {
  it('STS4: counts, and makes the new revision the current one when all pods are of it and ready', () => {
    const set = aStatefulSet(3);
    expect(statefulSetStatus(set, pods('0o 1o 2-'), NAMES, isPodReady, 0)).toEqual({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 2,
      currentReplicas: 2,
      updatedReplicas: 1,
      currentRevision: 'db-old',
      updateRevision: 'db-new',
      collisionCount: 0,
      availableReplicas: 2,
    });
    const done = statefulSetStatus(set, pods('0 1 2'), NAMES, isPodReady, 0);
    expect([done.currentRevision, done.currentReplicas, done.updatedReplicas]).toEqual(['db-new', 3, 3]);
  });
});
