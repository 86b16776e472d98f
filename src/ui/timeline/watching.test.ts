import { describe, expect, it } from 'vitest';
import { millis, seconds } from '../../base/sim-time.ts';
import { buildRequest } from './build-request.ts';
import type { Mark } from './marks.ts';
import { presentedEnd } from './presented.ts';
import { indexRequests } from './request-index.ts';
import { endOfIdle, nextStopOfWatch, type Watch } from './watching.ts';

const OFF: Watch = { skipsIdle: false, stopsOnFailure: false, stopsOnNotReady: false, loop: undefined };
const failed = buildRequest('r2', 3_000, [3_010], 'refused');
const index = indexRequests([buildRequest('r1', 1_000, [1_010]), failed, buildRequest('r3', 60_000, [60_010])]);
const lost: Mark = { at: seconds(20), type: 'notReady', what: ['node-2'] };

describe('what playing stops at', () => {
  it.each<readonly [string, Partial<Watch>, number | undefined]>([
    ['nothing by itself', {}, undefined],
    ['the moment at which a failure is shown', { stopsOnFailure: true }, presentedEnd(failed)],
    ['a node that is lost', { stopsOnNotReady: true }, lost.at],
    ['whichever comes first', { stopsOnFailure: true, stopsOnNotReady: true }, presentedEnd(failed)],
  ])('is %s', (_, watch, expected) => {
    expect(nextStopOfWatch({ ...OFF, ...watch }, index, [lost], seconds(1), seconds(30))).toBe(expected);
  });

  it('is not what lies before or after', () => {
    const watch = { ...OFF, stopsOnFailure: true };
    expect(nextStopOfWatch(watch, index, [], presentedEnd(failed), seconds(99))).toBeUndefined();
    expect(nextStopOfWatch(watch, index, [], 0, seconds(3))).toBeUndefined();
  });
});

describe('an idle stretch', () => {
  it('ends a little before the next request or mark', () => {
    expect(endOfIdle(index, [], seconds(10))).toBe(seconds(60) - millis(250));
    expect(endOfIdle(index, [lost], seconds(10))).toBe(seconds(20) - millis(250));
  });

  it.each([
    ['a request is under way', 1.2],
    ['something comes soon', 59],
    ['nothing ever comes', 70],
  ])('is none while %s', (_, at) => {
    expect(endOfIdle(index, [], seconds(at))).toBeUndefined();
  });
});
