import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

describe('createRandom', () => {
  // Shared links replay by seed: these numbers may never change.
  it.each([
    [
      1,
      'pod names',
      [
        3_705_021_747, 4_134_421_878, 1_423_457_145, 1_028_267_816, 2_358_546_939, 2_042_069_191, 373_713_572,
        435_516_215,
      ],
    ],
    [
      1_099_511_627_781, // a seed of more than 32 bits
      'kube-proxy',
      [
        2_295_475_526, 3_150_470_712, 3_799_003_849, 1_499_394_369, 243_199_541, 3_893_009_225, 1_380_813_140,
        3_072_087_588,
      ],
    ],
  ] as const)('gives for seed %d and purpose %j the numbers that it has always given', (seed, purpose, expected) => {
    const random = createRandom(seed, purpose);
    expect(Array.from({ length: 8 }, () => random.next() * 2 ** 32)).toEqual(expected);
  });

  it('gives each purpose a stream of its own', () => {
    const one = createRandom(1, 'dns');
    const other = createRandom(1, 'kube-proxy');
    expect(one.next()).not.toBe(other.next());
  });

  it('gives the same stream however often it is made', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.string(), (seed, purpose) => {
        const [left, right] = [createRandom(seed, purpose), createRandom(seed, purpose)];
        for (let i = 0; i < 4; i++) expect(left.next()).toBe(right.next());
      }),
    );
  });

  it('stays in [0, 1), and below its bound in whole numbers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1_000_000 }), (seed, bound) => {
        const random = createRandom(seed, 'bounds');
        for (let i = 0; i < 20; i++) {
          const share = random.next();
          expect(share >= 0 && share < 1).toBe(true);
          const number = random.below(bound);
          expect(Number.isInteger(number) && number >= 0 && number < bound).toBe(true);
        }
      }),
    );
  });

  it('draws every number about as often', () => {
    const random = createRandom(7, 'evenness');
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4_000; i++) {
      const drawn = random.below(4);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });
});
