import { describe, expect, it } from 'vitest';
import { after, seconds, START } from '../../base/sim-time.ts';
import { backOffUntil, nextBackOff, type BackOff } from './back-off.ts';
import { goDuration } from './go-duration.ts';

describe('nextBackOff', () => {
  it('KUBELET1: doubles from 10 s to five minutes', () => {
    const delays: string[] = [];
    let backOff: BackOff | undefined;
    let now = START;
    for (let i = 0; i < 8; i++) {
      backOff = nextBackOff(backOff, now, now);
      delays.push(goDuration(backOff.delay));
      now = after(now, backOff.delay);
    }
    expect(delays).toEqual(['10s', '20s', '40s', '1m20s', '2m40s', '5m0s', '5m0s', '5m0s']);
  });

  it('KUBELET2: begins anew when all went well for more than ten minutes', () => {
    const old: BackOff = { delay: seconds(160), setAt: START };
    expect(nextBackOff(old, seconds(600), seconds(600)).delay).toBe(seconds(300));
    expect(nextBackOff(old, seconds(601), seconds(601)).delay).toBe(seconds(10));
  });
});

describe('backOffUntil', () => {
  it.each([
    [undefined, 5, undefined],
    [{ delay: seconds(20), setAt: START }, 5, 25],
    [{ delay: seconds(20), setAt: START }, 700, undefined],
  ])('KUBELET3: of %j after a failure at %d s is %s', (backOff, failedAt, expected) => {
    expect(backOffUntil(backOff, seconds(failedAt))).toBe(expected === undefined ? undefined : seconds(expected));
  });
});

describe('goDuration', () => {
  it.each([
    [0, '0s'],
    [250, '250µs'],
    [812_000, '812ms'],
    [1_500_000, '1.5s'],
    [80_000_000, '1m20s'],
    [300_000_000, '5m0s'],
    [3_600_000_000, '1h0m0s'],
  ])('of %d µs is %s', (micros, expected) => {
    expect(goDuration(after(START, seconds(micros / 1_000_000)))).toBe(expected);
  });
});
