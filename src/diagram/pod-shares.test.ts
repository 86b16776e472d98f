import { describe, expect, it } from 'vitest';
import { after, millis, seconds } from '../base/sim-time.ts';
import { answeredRequest, SAMPLE_TRACE } from '../testing/sample-trace.ts';
import { podShares } from './pod-shares.ts';

const requests = Array.from({ length: 30 }, (_, index) =>
  answeredRequest(`r${index}`, after(seconds(1), millis(index * 10)), index % 3 === 0 ? 'shop-b' : 'shop-a'),
);
const trace = { ...SAMPLE_TRACE, requests };

describe('podShares', () => {
  it('counts who answered, and expects an even part from each endpoint that was ready', () => {
    const [shop] = podShares(trace, seconds(5));
    expect(shop).toMatchObject({ service: 'default/shop', total: 30 });
    const ready = shop?.pods.filter(({ expected }) => expected > 0) ?? [];
    expect(ready.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(30);
    expect(shop?.pods.find(({ pod }) => pod === 'default/shop-a')?.answered).toBe(20);
    for (const { expected, low, high } of ready) {
      expect(low).toBeLessThanOrEqual(expected);
      expect(high).toBeGreaterThanOrEqual(expected);
    }
  });

  it('leaves nothing to chance in the mode ipvs', () => {
    const network = { ...SAMPLE_TRACE.network, kubeProxyMode: 'ipvs' as const };
    expect(podShares({ ...trace, network }, seconds(5))[0]?.isByChance).toBe(false);
    expect(podShares(trace, seconds(5))[0]?.isByChance).toBe(true);
  });

  it('counts a request only when it has ended', () => {
    expect(podShares(trace, seconds(1))).toEqual([]);
    expect(podShares(trace, after(seconds(1), millis(5)))[0]?.total).toBe(1);
  });
});
