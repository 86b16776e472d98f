import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { buildRequest } from '../timeline/build-request.ts';
import { binWidth, latencyBins } from './latency.ts';

const requests = [
  buildRequest('r1', 100, [110]),
  buildRequest('r2', 200, [230]),
  buildRequest('r3', 300, [390]),
  buildRequest('r4', 1_500, [6_500], 'timedOut'),
];

describe('latencyBins', () => {
  it('gives the middle and the longest of what was answered, and every outcome', () => {
    const bins = latencyBins(requests, seconds(7), 1_000_000);
    expect(bins).toHaveLength(8);
    const longest = Math.max(...requests.slice(0, 3).map(({ startedAt, finishedAt }) => finishedAt - startedAt));
    expect(bins[0]?.longest).toBe(longest);
    expect(bins[0]?.median).toBeLessThan(longest);
    expect(bins[0]?.outcomes.get('answered')).toBe(3);
    expect(bins.find(({ outcomes }) => outcomes.has('timedOut'))?.median).toBeUndefined();
  });

  it('leaves out what has not ended yet', () => {
    expect(latencyBins(requests, seconds(0), 1_000_000)[0]?.outcomes.size).toBe(0);
  });
});

describe('binWidth', () => {
  it.each([
    [0, 0.1],
    [40, 1],
    [600, 20],
    [86_400, 2_160],
  ])('of %d s in forty stretches is %d s', (until, width) => {
    expect(binWidth(seconds(until), 40)).toBe(width * 1_000_000);
  });
});
