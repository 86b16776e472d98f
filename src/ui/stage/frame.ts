/** Where the frame lies over a picture that is larger than it, and what there it looks at. */
import { after, type SimTime } from '../../base/sim-time.ts';
import type { Diagram, Point } from '../../diagram/diagram.ts';
import type { Motion } from '../../diagram/flight-batch.ts';
import { followedAt } from '../../diagram/flight-schedule.ts';
import { DEFAULT_LENS, flightOf, type Flight } from '../../diagram/flight.ts';
import { positionsOf } from '../../diagram/request-positions.ts';
import type { Trace } from '../../simulation/trace.ts';

/**
 * How far the picture is moved along one side of the frame, in the frame's measure: so that `focus` (in the frame's
 * measure too) comes to its middle, but no further than to the picture's ends, which keep `start` and `end` of air.
 */
export function offsetToward(
  focus: number | undefined,
  picture: number,
  frame: number,
  start: number,
  end: number,
): number {
  const furthest = frame - end - picture;
  if (furthest >= start) return Math.max(start, (frame - picture) / 2);
  return focus === undefined ? start : Math.min(start, Math.max(furthest, frame / 2 - focus));
}

/**
 * The point that matters of the chosen (or followed) request; undefined where there is none. While time runs that is
 * where it rests next, so that the frame is there before it. At rest it is the place that the caption tells of, or
 * half-way on to a request that has left it.
 */
export function whereToLook(
  trace: Trace,
  diagram: Diagram,
  time: SimTime,
  chosen: string | undefined,
  isPlaying: boolean,
): Point | undefined {
  const request = chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen);
  const flight =
    request === undefined ? followedAt(trace.requests, time, DEFAULT_LENS) : flightOf(request, DEFAULT_LENS);
  if (flight === undefined) return undefined;
  if (isPlaying) return positionAt(flight, diagram, after(time, DEFAULT_LENS.minimumHop), 'steps');
  const place = positionAt(flight, diagram, time, 'steps');
  const sign = positionAt(flight, diagram, time, 'smooth');
  if (place === undefined || sign === undefined) return place;
  return { x: (place.x + sign.x) / 2, y: (place.y + sign.y) / 2 };
}

function positionAt(flight: Flight, diagram: Diagram, time: SimTime, motion: Motion): Point | undefined {
  return positionsOf([flight], diagram, time, motion, flight)[0];
}
