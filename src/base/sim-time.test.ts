import { describe, expect, it } from 'vitest';
import { after, micros, millis, parseDuration, seconds, START, toSeconds } from './sim-time.ts';

describe('SimTime', () => {
  it('counts whole microseconds, whatever it is made from', () => {
    expect([micros(1.4), millis(0.5), seconds(2), after(START, millis(3))]).toEqual([1, 500, 2_000_000, 3_000]);
    expect(toSeconds(millis(250))).toBe(0.25);
  });
});

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['250us', 250],
    ['250µs', 250],
    ['500ms', 500_000],
    ['1.5s', 1_500_000],
    ['90s', 90_000_000],
    ['10m', 600_000_000],
    ['1h', 3_600_000_000],
    ['1h2m3s', 3_723_000_000],
    ['1m1m', 120_000_000], // as Go adds them
    ['1s500ms', 1_500_000],
    ['0.4us', 0],
    ['9007199254740991us', Number.MAX_SAFE_INTEGER],
  ] as const)('reads %s as %d microseconds', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    [''],
    ['5'],
    ['s'],
    ['-1s'],
    ['+1s'],
    ['1 s'],
    [' 1s'],
    ['1s '],
    ['1S'],
    ['1e3s'],
    ['1d'],
    ['1s5'],
    ['1,5s'],
    ['1ns'],
    ['9007199254740992us'],
    ['99999999999999999999h'],
    [`${'9'.repeat(400)}s`],
  ] as const)('finds no duration in %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
