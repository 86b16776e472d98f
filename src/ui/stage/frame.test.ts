/** What a frame that is smaller than the picture shows of it. */
import { describe, expect, it } from 'vitest';
import { after, micros, seconds, START, type SimTime } from '../../base/sim-time.ts';
import { DEFAULT_OPTIONS } from '../../diagram/diagram.ts';
import { DEFAULT_LENS, flightOf } from '../../diagram/flight.ts';
import { diagramAt } from '../../diagram/project-diagram.ts';
import { answeredRequest, SAMPLE_TRACE } from '../../testing/sample-trace.ts';
import { offsetToward, whereToLook } from './frame.ts';

describe('offsetToward', () => {
  it.each<[string, number | undefined, number, number]>([
    ['is in the middle where all of it fits', 50, 100, 150],
    ['keeps the room at the start where it just fits', 50, 330, 52],
    ['shows the start while there is nothing to follow', undefined, 1_000, 52],
    ['brings what matters to the middle', 500, 1_000, -300],
    ['goes no further than the start', 100, 1_000, 52],
    ['goes no further than the end', 990, 1_000, -608],
  ])('%s', (_says, focus, picture, offset) => {
    expect(offsetToward(focus, picture, 400, 52, 8)).toBe(offset);
  });
});

describe('whereToLook', () => {
  const request = answeredRequest('r1', seconds(1), 'shop-1');
  const trace = { ...SAMPLE_TRACE, requests: [request] };
  const diagram = diagramAt(trace, seconds(1), DEFAULT_OPTIONS);
  const look = (time: SimTime, isPlaying: boolean): string | undefined => {
    const point = whereToLook(trace, diagram, time, undefined, isPlaying);
    return point && `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
  };
  const [, , second, third] = flightOf(request, DEFAULT_LENS).waypoints.map(({ at }) => at);
  const reached = second ?? START;
  const next = third ?? START;

  it('is nowhere before there is a request', () => {
    expect(look(START, true)).toBeUndefined();
  });

  it('is ahead of the request while time runs, and with it while time stands still', () => {
    expect(look(after(reached, micros(1)), true)).toBe(look(next, false));
    expect(look(reached, false)).not.toBe(look(next, false));
  });

  it('keeps both the place that is told of and a request on its way from there in the frame', () => {
    const halfWay = after(reached, micros((next - reached) / 2));
    const [place, between, end] = [reached, halfWay, next].map((at) => look(at, false));
    expect(new Set([place, between, end]).size).toBe(3);
  });
});
