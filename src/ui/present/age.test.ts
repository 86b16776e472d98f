import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { ageOf, humanDuration } from './age.ts';

describe('humanDuration', () => {
  it.each([
    [-3, '0s'],
    [0.9, '0s'],
    [119, '119s'],
    [120, '2m'],
    [190, '3m10s'],
    [660, '11m'],
    [3 * 3_600 + 300, '3h5m'],
    [9 * 3_600 + 300, '9h'],
    [49 * 3_600, '2d1h'],
  ])('tells %d seconds as %s', (time, text) => {
    expect(humanDuration(time * 1_000_000)).toBe(text);
  });
});

describe('ageOf', () => {
  it('counts from the start of the session’s clock, and knows no age without a timestamp', () => {
    expect(ageOf('2026-01-01T00:00:05Z', seconds(40))).toBe('35s');
    expect(ageOf('2026-01-01T00:00:05.500000Z', seconds(7))).toBe('1s');
    expect(ageOf(undefined, seconds(7))).toBeUndefined();
  });
});
