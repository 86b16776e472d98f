import { describe, expect, it } from 'vitest';
import { millis } from '../../base/sim-time.ts';
import { buildRequest as request } from './build-request.ts';
import { presentedEnd, presentedHops } from './presented.ts';
import { indexRequests } from './request-index.ts';
import { nextRequest, nextStop, nextStopOf, previousRequest, previousStop, previousStopOf, stopsOf } from './step.ts';

// r2 begins while r1 is under way; r3 long after both.
const r1 = request('r1', 1_000, [1_010, 1_020, 1_500]);
const r2 = request('r2', 1_015, [1_030]);
const r3 = request('r3', 5_000, [5_001]);
const index = indexRequests([r2, r1, r3]);
const all = [r1, r2, r3].flatMap(stopsOf).toSorted((a, b) => a - b);

describe('stopsOf', () => {
  it('holds the presented hops and the end, each moment once and in order', () => {
    const stops = stopsOf(r1);
    expect(stops).toEqual(Array.from(new Set(stops)).toSorted((a, b) => a - b));
    for (const at of presentedHops(r1)) expect(stops).toContain(at);
    expect(stops.at(-1)).toBe(presentedEnd(r1));
  });
});

describe('nextStop and previousStop', () => {
  it('visit every hop of every request forward, also of requests that overlap', () => {
    const visited: number[] = [];
    for (let stop = nextStop(index, millis(0)); stop !== undefined; stop = nextStop(index, stop.time))
      visited.push(stop.time);
    expect(visited).toEqual(Array.from(new Set(all)));
  });

  it('visit the same moments backward', () => {
    const visited: number[] = [];
    for (let stop = previousStop(index, millis(99_000)); stop !== undefined; stop = previousStop(index, stop.time))
      visited.push(stop.time);
    expect(visited).toEqual(Array.from(new Set(all)).toReversed());
  });

  it('say whose hop it is', () => {
    expect(nextStop(index, millis(1_014))?.request.id).toBeDefined();
    expect(nextStop(index, millis(4_000))).toEqual({ time: millis(5_000), request: r3 });
    expect(previousStop(index, millis(1_000))).toBeUndefined();
  });
});

describe('the stops of one request', () => {
  it('pass over the others and end with it', () => {
    expect(nextStopOf(r2, millis(0))?.time).toBe(millis(1_015));
    expect(nextStopOf(r2, presentedEnd(r2))).toBeUndefined();
    expect(previousStopOf(r2, millis(1_015))).toBeUndefined();
    expect(previousStopOf(r2, millis(9_000))?.time).toBe(presentedEnd(r2));
  });
});

describe('nextRequest and previousRequest', () => {
  it('go from start to start', () => {
    expect(nextRequest(index, millis(1_000))?.request.id).toBe('r2');
    expect(nextRequest(index, millis(5_000))).toBeUndefined();
    expect(previousRequest(index, millis(5_000))?.request.id).toBe('r2');
    expect(previousRequest(index, millis(1_000))).toBeUndefined();
  });
});
