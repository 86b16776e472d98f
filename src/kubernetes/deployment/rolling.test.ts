import { describe, expect, it } from 'vitest';
import type { Deployment, DeploymentSpec, ReplicaSet } from '../api/workloads.ts';
import { resolveFenceposts } from './replica-sets.ts';
import { newReplicas, nextScales } from './rolling.ts';

const template = { spec: { containers: [{ name: 'web', image: 'nginx' }] } };
const selector = { matchLabels: { app: 'web' } };

function deployment(replicas: number, strategy?: DeploymentSpec['strategy']): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas, selector, template, ...(strategy === undefined ? {} : { strategy }) },
  };
}

function replicaSet(name: string, replicas: number, available = replicas, pods = replicas): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default' },
    spec: { replicas, selector, template },
    status: { replicas: pods, readyReplicas: available, availableReplicas: available },
  };
}

function rollingUpdate(maxSurge: number | string, maxUnavailable: number | string): DeploymentSpec['strategy'] {
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

/**
 * The sizes that a rollout goes through, `|` where it has to wait until all pods that are wanted by then are there and
 * ready (and those not wanted are gone).
 */
function rollout(of: Deployment, ...oldSizes: readonly number[]): string {
  let newest = replicaSet('new', 0);
  let old = oldSizes.map((size, index) => replicaSet(oldSizes.length === 1 ? 'old' : `old${index + 1}`, size));
  const steps: string[] = [];
  for (let wait = 0; wait < 40; wait++) {
    for (;;) {
      const scales = nextScales(of, newest, old);
      if (scales.length === 0) break;
      for (const { replicaSet: scaled, replicas } of scales) {
        const { name } = scaled.metadata;
        steps.push(`${name} ${scaled.spec.replicas}->${replicas}`);
        const resized = { ...scaled, spec: { ...scaled.spec, replicas } };
        if (name === 'new') newest = resized;
        else old = old.map((each) => (each.metadata.name === name ? resized : each));
      }
    }
    const settled = [newest, ...old].every(({ spec, status }) => spec.replicas === status?.replicas);
    if (settled) return steps.join(' ');
    steps.push('|');
    newest = replicaSet('new', newest.spec.replicas);
    old = old.map(({ metadata, spec }) => replicaSet(metadata.name, spec.replicas));
  }
  return `${steps.join(' ')} and so on for ever`;
}

describe('resolveFenceposts', () => {
  it.each([
    // replicas, maxSurge, maxUnavailable -> pods
    [1, '25%', '25%', 1, 0],
    [2, '25%', '25%', 1, 0],
    [3, '25%', '25%', 1, 0],
    [4, '25%', '25%', 1, 1],
    [10, '25%', '25%', 3, 2],
    [10, '100%', '50%', 10, 5],
    [10, 2, 3, 2, 3],
    [3, 0, '10%', 0, 1], // nothing at all would be no rollout
    [3, '0%', 0, 0, 1],
    [0, '25%', '25%', 0, 1],
  ] as const)(
    'DEPLOY1: of %d replicas, surge %s and unavailable %s, makes %d and %d pods',
    (replicas, surge, down, s, u) => {
      expect(resolveFenceposts(deployment(replicas, rollingUpdate(surge, down)))).toEqual({
        maxSurge: s,
        maxUnavailable: u,
      });
    },
  );

  it('DEPLOY2: takes 25% for both where the strategy says nothing', () => {
    expect(resolveFenceposts(deployment(10))).toEqual({ maxSurge: 3, maxUnavailable: 2 });
  });
});

describe('nextScales, played until nothing is left to do', () => {
  it.each<readonly [string, Deployment, number, string]>([
    ['1 replica', deployment(1), 1, 'new 0->1 | old 1->0 |'],
    ['2 replicas', deployment(2), 2, 'new 0->1 | old 2->1 new 1->2 | old 1->0 |'],
    ['3 replicas', deployment(3), 3, 'new 0->1 | old 3->2 new 1->2 | old 2->1 new 2->3 | old 1->0 |'],
    ['4 replicas', deployment(4), 4, 'new 0->1 old 4->3 new 1->2 | old 3->1 new 2->4 | old 1->0 |'],
    ['10 replicas', deployment(10), 10, 'new 0->3 old 10->8 new 3->5 | old 8->3 new 5->10 | old 3->0 |'],
    [
      'no surge and one unavailable',
      deployment(4, rollingUpdate(0, 1)),
      4,
      'old 4->3 new 0->1 | old 3->2 new 1->2 | old 2->1 new 2->3 | old 1->0 new 3->4 |',
    ],
    ['everything at once', deployment(3, rollingUpdate('100%', 0)), 3, 'new 0->3 | old 3->0 |'],
    ['a first rollout', deployment(3), 0, 'new 0->3 |'],
    ['no replicas', deployment(0), 0, ''],
  ])('DEPLOY3: rolls out %s as measured', (_rollout, of, old, expected) => {
    expect(rollout(of, old).trim()).toBe(expected);
  });

  it('DEPLOY4: empties the oldest ReplicaSet first', () => {
    expect(rollout(deployment(3), 1, 2)).toBe('new 0->1 | old1 1->0 new 1->2 | old2 2->1 new 2->3 | old2 1->0 |');
  });
});

describe('nextScales', () => {
  it('DEPLOY5: waits while new pods are not available', () => {
    expect(nextScales(deployment(3), replicaSet('new', 1, 0), [replicaSet('old', 3)])).toEqual([]);
  });

  it('DEPLOY6: removes old pods that are not available before the new ones are', () => {
    const old = replicaSet('old', 3, 1);
    expect(nextScales(deployment(3), replicaSet('new', 1, 0), [old])).toEqual([]);
    const broken = replicaSet('old', 3, 2);
    const roomy = deployment(3, rollingUpdate(1, 1));
    expect(nextScales(roomy, replicaSet('new', 1, 0), [broken])).toEqual([{ replicaSet: broken, replicas: 2 }]);
  });

  it('DEPLOY7: never leaves fewer available than maxUnavailable allows', () => {
    const old = replicaSet('old', 10);
    const [scale] = nextScales(deployment(10), replicaSet('new', 3, 0), [old]);
    expect(scale?.replicas).toBe(8);
  });

  it('DEPLOY8: shrinks the new ReplicaSet to what is wanted', () => {
    const newest = replicaSet('new', 5);
    expect(nextScales(deployment(2), newest, [])).toEqual([{ replicaSet: newest, replicas: 2 }]);
  });

  it('DEPLOY9: frees itself first of pods that are not available, oldest ReplicaSet first, then of others, in one go', () => {
    const old = [replicaSet('old1', 2, 0), replicaSet('old2', 4)];
    const scales = nextScales(deployment(4, rollingUpdate(1, 2)), replicaSet('new', 3), old);
    expect(scales.map((scale) => [scale.replicaSet.metadata.name, scale.replicas])).toEqual([
      ['old1', 0],
      ['old2', 0],
    ]);
    const one = nextScales(deployment(4, rollingUpdate(1, 2)), replicaSet('new', 1), [replicaSet('old', 4, 3)]);
    expect(one.map((scale) => scale.replicas)).toEqual([3, 1]);
  });

  it('DEPLOY10: waits while an old ReplicaSet reports pods that it no longer wants', () => {
    expect(nextScales(deployment(4), replicaSet('new', 3, 3), [replicaSet('old', 2, 3)])).toEqual([]);
  });
});

describe('newReplicas', () => {
  it('DEPLOY11: takes all at once under Recreate', () => {
    const newest = replicaSet('new', 0);
    expect(newReplicas(deployment(3, { type: 'Recreate' }), newest, [newest])).toBe(3);
  });
});
