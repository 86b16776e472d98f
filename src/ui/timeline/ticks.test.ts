import { expect, it } from 'vitest';
import { axisTicks } from './ticks.ts';

it.each([
  [90, [0, 15, 30, 45, 60, 75]],
  [120, [0, 30, 60, 90]],
  [5, [0, 1, 2, 3, 4]],
  [0, []],
])('axisTicks of %d s are round and leave the end free', (end, ticks) => {
  expect(axisTicks(end)).toEqual(ticks);
});

it('axisTicks stays readable for a very long session', () => {
  expect(axisTicks(500_000).length).toBeLessThanOrEqual(8);
});
