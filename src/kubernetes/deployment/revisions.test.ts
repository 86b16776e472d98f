import { describe, expect, it } from 'vitest';
import { aDeployment, aReplicaSet } from '../../testing/workloads.ts';
import {
  findNewReplicaSet,
  maxRevision,
  newReplicaSetAnnotations,
  replicaSetsToCleanUp,
  REVISION,
} from './revisions.ts';

const HISTORY = 'deployment.kubernetes.io/revision-history';

describe('findNewReplicaSet', () => {
  it('DEPLOY30: finds the one with the same template, hash or no hash', () => {
    const same = aReplicaSet('same', 1);
    const { template } = same.spec;
    const labels = { ...template.metadata?.labels, 'pod-template-hash': 'abc' };
    const hashed = { ...same, spec: { ...same.spec, template: { ...template, metadata: { labels } } } };
    expect(findNewReplicaSet(aDeployment(3), [aReplicaSet('other', 3, { image: 'other' }), hashed])).toBe(hashed);
    expect(findNewReplicaSet(aDeployment(3), [aReplicaSet('other', 3, { image: 'other' })])).toBeUndefined();
  });

  it('DEPLOY31: takes the oldest where several have it', () => {
    const late = aReplicaSet('a', 1, { createdAt: '2026-01-01T00:00:09Z' });
    const early = aReplicaSet('b', 1, { createdAt: '2026-01-01T00:00:01Z' });
    expect(findNewReplicaSet(aDeployment(3), [late, early])).toBe(early);
  });
});

describe('newReplicaSetAnnotations', () => {
  const copied = { owner: 'me', [REVISION]: '9', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  const deployment = aDeployment(4, {}, undefined, { annotations: copied });

  it("DEPLOY32: gives a new ReplicaSet the Deployment's annotations but for the controller's own and kubectl's, and its size", () => {
    expect(newReplicaSetAnnotations(deployment, undefined, 3)).toEqual({
      owner: 'me',
      [REVISION]: '3',
      'deployment.kubernetes.io/desired-replicas': '4',
      'deployment.kubernetes.io/max-replicas': '5',
    });
  });

  it.each([
    ['keeps a revision that is higher', { [REVISION]: '5' }, { [REVISION]: '5' }],
    ['takes the next revision and remembers its own', { [REVISION]: '1' }, { [REVISION]: '3', [HISTORY]: '1' }],
    ['adds to what it remembers', { [REVISION]: '2', [HISTORY]: '1' }, { [REVISION]: '3', [HISTORY]: '1,2' }],
    ['takes a revision where it has none', {}, { [REVISION]: '3' }],
  ])('DEPLOY33: %s', (_rule, annotations, expected) => {
    const existing = aReplicaSet('a', 1, { annotations });
    expect(newReplicaSetAnnotations(deployment, existing, 3)).toEqual({ owner: 'me', ...expected });
  });
});

describe('maxRevision', () => {
  it('DEPLOY34: is 0 where there are none', () => {
    expect(maxRevision([])).toBe(0);
    expect(maxRevision([aReplicaSet('a', 0, { annotations: { [REVISION]: '12' } }), aReplicaSet('b', 0)])).toBe(12);
  });
});

describe('replicaSetsToCleanUp', () => {
  const old = [3, 1, 2].map((revision) =>
    aReplicaSet(`rs${revision}`, 0, { annotations: { [REVISION]: `${revision}` } }),
  );
  it.each([
    [10, []],
    [2, ['rs1']],
    [0, ['rs1', 'rs2', 'rs3']],
  ])('DEPLOY35: leaves %d, dropping the lowest revisions: %j', (revisionHistoryLimit, expected) => {
    const dropped = replicaSetsToCleanUp(aDeployment(1, { revisionHistoryLimit }), old);
    expect(dropped.map(({ metadata }) => metadata.name)).toEqual(expected);
  });

  it('DEPLOY36: never drops one that has pods, wants some, or has not been looked after', () => {
    const unseen = aReplicaSet('unseen', 0);
    const busy = [
      aReplicaSet('has', 0, { pods: 1 }),
      aReplicaSet('wants', 1, { pods: 0 }),
      { ...unseen, metadata: { ...unseen.metadata, generation: 2 } },
    ];
    expect(replicaSetsToCleanUp(aDeployment(1, { revisionHistoryLimit: 0 }), busy)).toEqual([]);
  });
});
