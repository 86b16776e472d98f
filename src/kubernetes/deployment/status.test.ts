import { describe, expect, it } from 'vitest';
import { aDeployment, aReplicaSet } from '../../testing/workloads.ts';
import type { DeploymentCondition, DeploymentStatus } from '../api/workloads.ts';
import { calculateStatus, isComplete, progressingOf, rolloutStatus, withPause } from './status.ts';

const THEN = '2026-01-01T00:00:00Z';
const NOW = '2026-01-01T00:01:00Z';

function progressing(reason: string, status: 'True' | 'False' | 'Unknown' = 'True'): readonly DeploymentCondition[] {
  return [{ type: 'Progressing', status, reason, lastUpdateTime: THEN, lastTransitionTime: THEN }];
}

function progressOf(status: DeploymentStatus): readonly (string | undefined)[] {
  const found = progressingOf(status);
  return [found?.status, found?.reason, found?.message, found?.lastUpdateTime, found?.lastTransitionTime];
}

describe('calculateStatus', () => {
  it('DEPLOY40: adds up what the ReplicaSets report, leaving zeros out', () => {
    const status = calculateStatus(
      aDeployment(4),
      aReplicaSet('new', 2, { available: 1 }),
      [aReplicaSet('old', 3)],
      NOW,
    );
    expect(status).toEqual({
      observedGeneration: 1,
      replicas: 5,
      updatedReplicas: 2,
      readyReplicas: 4,
      availableReplicas: 4,
      unavailableReplicas: 1,
      terminatingReplicas: 0,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          lastUpdateTime: NOW,
          lastTransitionTime: NOW,
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        },
      ],
    });
    expect(calculateStatus(aDeployment(0), undefined, [], NOW).replicas).toBeUndefined();
  });

  it.each([
    [4, 3, 'True'],
    [4, 2, 'False'],
    [0, 0, 'True'],
    [1, 0, 'False'],
  ])('DEPLOY41: of %d replicas with %d available is Available=%s', (replicas, available, expected) => {
    const status = calculateStatus(aDeployment(replicas), aReplicaSet('new', replicas, { available }), [], NOW);
    expect(status.conditions?.[0]?.status).toBe(expected);
  });

  it('DEPLOY42: does not know how many terminate while a ReplicaSet does not say', () => {
    const { status: said, ...replicaSet } = aReplicaSet('new', 1);
    const silent = { ...replicaSet, status: { replicas: 1, observedGeneration: 1 } };
    expect(calculateStatus(aDeployment(1), silent, [], NOW).terminatingReplicas).toBeUndefined();
    expect(calculateStatus(aDeployment(1), { ...silent, status: { replicas: 1 } }, [], NOW).terminatingReplicas).toBe(
      0,
    );
    expect(said?.terminatingReplicas).toBe(0);
  });
});

describe('rolloutStatus', () => {
  const newest = aReplicaSet('web-abc', 3, { available: 1 });
  const before: DeploymentStatus = { replicas: 3, updatedReplicas: 3, readyReplicas: 1, availableReplicas: 1 };

  it.each<readonly [string, DeploymentStatus, number, boolean, readonly (string | undefined)[]]>([
    [
      'succeeds when all is there',
      { conditions: progressing('ReplicaSetUpdated') },
      3,
      false,
      ['True', 'NewReplicaSetAvailable', 'ReplicaSet "web-abc" has successfully progressed.', NOW, THEN],
    ],
    [
      'notes progress each time',
      { ...before, availableReplicas: 0, conditions: progressing('ReplicaSetUpdated') },
      1,
      false,
      ['True', 'ReplicaSetUpdated', 'ReplicaSet "web-abc" is progressing.', NOW, THEN],
    ],
    [
      'stays as it was while nothing moves',
      { ...before, conditions: progressing('ReplicaSetUpdated') },
      1,
      false,
      ['True', 'ReplicaSetUpdated', undefined, THEN, THEN],
    ],
    [
      'times out when nothing has moved for too long',
      { ...before, conditions: progressing('ReplicaSetUpdated') },
      1,
      true,
      ['False', 'ProgressDeadlineExceeded', 'ReplicaSet "web-abc" has timed out progressing.', NOW, NOW],
    ],
    [
      'stays timed out',
      { ...before, conditions: progressing('ProgressDeadlineExceeded', 'False') },
      1,
      false,
      ['False', 'ProgressDeadlineExceeded', undefined, THEN, THEN],
    ],
    [
      'does not time out once it has succeeded',
      { ...before, conditions: progressing('NewReplicaSetAvailable') },
      1,
      true,
      ['True', 'NewReplicaSetAvailable', undefined, THEN, THEN],
    ],
    [
      'progresses again after it has timed out',
      { ...before, availableReplicas: 0, conditions: progressing('ProgressDeadlineExceeded', 'False') },
      1,
      false,
      ['True', 'ReplicaSetUpdated', 'ReplicaSet "web-abc" is progressing.', NOW, NOW],
    ],
  ])('DEPLOY43: %s', (_rule, status, available, isOverdue, expected) => {
    const made = rolloutStatus(
      aDeployment(3, {}, status),
      { ...newest, status: aReplicaSet('x', 3, { available }).status ?? { replicas: 3 } },
      [],
      {
        now: NOW,
        isOverdue,
      },
    );
    expect(progressOf(made)).toEqual(expected);
  });

  it('DEPLOY44: says nothing of progress where there is no deadline', () => {
    const endless = aDeployment(3, { progressDeadlineSeconds: 2_147_483_647 }, { conditions: progressing('Anything') });
    expect(progressingOf(rolloutStatus(endless, newest, [], { now: NOW, isOverdue: false }))).toBeUndefined();
  });
});

describe('withPause', () => {
  it.each<readonly [string, boolean, string | undefined, string | undefined]>([
    ['a Deployment that is paused', true, 'NewReplicaSetAvailable', 'DeploymentPaused'],
    ['one that is paused still', true, 'DeploymentPaused', undefined],
    ['one that goes on', false, 'DeploymentPaused', 'DeploymentResumed'],
    ['one that was never paused', false, 'ReplicaSetUpdated', undefined],
    ['one that has timed out', true, 'ProgressDeadlineExceeded', undefined],
  ])('DEPLOY45: %s: %#', (_what, paused, reason, expected) => {
    const status = reason === undefined ? {} : { conditions: progressing(reason) };
    expect(progressingOf(withPause(aDeployment(3, { paused }, status), NOW))?.reason).toBe(expected);
  });
});

describe('isComplete', () => {
  it('DEPLOY46: wants the generation observed as well', () => {
    const status = { replicas: 3, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 1 };
    expect(isComplete(aDeployment(3), status)).toBe(true);
    expect(isComplete(aDeployment(3, {}, undefined, { generation: 2 }), status)).toBe(false);
    expect(isComplete(aDeployment(3), { ...status, replicas: 4 })).toBe(false);
  });
});
