import { describe, expect, it } from 'vitest';
import { aDeployment, aReplicaSet, type ReplicaSetParts } from '../../testing/workloads.ts';
import { isScalingEvent, scaleDeployment } from './proportional.ts';
import { DESIRED_REPLICAS, MAX_REPLICAS } from './revisions.ts';

const surge = (maxSurge: number): object => ({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } });

/** Sized when the Deployment wanted so many, and might have had so many. */
function sized(desired: number, max: number): ReplicaSetParts {
  return { annotations: { [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(max) } };
}

describe('isScalingEvent', () => {
  it.each([
    ['a ReplicaSet sized for another number', aReplicaSet('a', 3, sized(3, 4)), true],
    ['one sized for this number', aReplicaSet('a', 2, sized(5, 7)), false],
    ['an empty one, whatever it was sized for', aReplicaSet('a', 0, sized(3, 4)), false],
    ['one that does not say', aReplicaSet('a', 3), false],
  ])('DEPLOY20: %s: %#', (_what, replicaSet, expected) => {
    expect(isScalingEvent(aDeployment(5), [replicaSet])).toBe(expected);
  });
});

describe('scaleDeployment', () => {
  it('DEPLOY21: gives all to the only active ReplicaSet, be it an old one', () => {
    const [scale] = scaleDeployment(aDeployment(6), aReplicaSet('new', 0), [aReplicaSet('old', 4)]);
    expect([scale?.replicaSet.metadata.name, scale?.replicas]).toEqual(['old', 6]);
  });

  it('DEPLOY22: gives all to the new one where none is active', () => {
    const [scale] = scaleDeployment(aDeployment(6), aReplicaSet('new', 0), [aReplicaSet('old', 0)]);
    expect([scale?.replicaSet.metadata.name, scale?.replicas]).toEqual(['new', 6]);
  });

  it('DEPLOY23: empties the old ones where the new one has all it should', () => {
    const scales = scaleDeployment(aDeployment(5), aReplicaSet('new', 5, sized(5, 7)), [aReplicaSet('old', 2)]);
    expect(scales.map((scale) => [scale.replicaSet.metadata.name, scale.replicas])).toEqual([['old', 0]]);
  });

  // The new ReplicaSet first; each was sized for 10 of at most 10, unless said otherwise.
  it.each<readonly [string, number, number, readonly number[], readonly number[]]>([
    ['grows each by its share', 20, 0, [5, 5], [10, 10]],
    ['shrinks each by its share', 5, 0, [6, 4], [3, 2]],
    ['rounds halves up and gives the rest to the biggest', 11, 0, [4, 3, 3], [5, 3, 3]],
    ['counts the surge in', 10, 2, [6, 4], [7, 5]],
    ['takes the surge back', 4, 1, [8, 3], [4, 1]],
    ['goes down to nothing', 0, 0, [6, 4], [0, 0]],
  ])('DEPLOY24: %s', (_rule, wanted, maxSurge, sizes, expected) => {
    const [newest, ...old] = sizes.map((size, index) => {
      const createdAt = `2026-01-01T00:00:0${9 - index}Z`;
      return aReplicaSet(`rs${index}`, size, {
        ...sized(
          10,
          sizes.reduce((sum, each) => sum + each),
        ),
        createdAt,
      });
    });
    const after = new Map(sizes.map((size, index) => [`rs${index}`, size]));
    for (const { replicaSet, replicas } of scaleDeployment(aDeployment(wanted, surge(maxSurge)), newest, old)) {
      after.set(replicaSet.metadata.name, replicas);
    }
    expect([...after.values()]).toEqual(expected);
  });

  it('DEPLOY25: scales nothing in proportion under Recreate', () => {
    const recreate = aDeployment(5, { strategy: { type: 'Recreate' } });
    expect(scaleDeployment(recreate, aReplicaSet('new', 2), [aReplicaSet('old', 2)])).toEqual([]);
  });
});
