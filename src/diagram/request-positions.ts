/** Where every request in view is at a moment: a pure function of trace, picture, time and lens. Called once a frame. */
import type { SimTime } from '../base/sim-time.ts';
import type { Outcome, Trace } from '../simulation/trace.ts';
import type { Diagram, Point } from './diagram.ts';
import { flightPath } from './flight-path.ts';
import { flightsAt } from './flight-schedule.ts';
import { flightOf, type Flight, type Leg, type TimeLens } from './flight.ts';
import { pointAt } from './path.ts';

/** One request in view. */
export interface RequestPosition extends Point {
  readonly id: string;
  readonly leg: Leg;
  /** What comes back shows how it went; so does the end. Undefined while nobody can know yet. */
  readonly outcome: Outcome | undefined;
  /** Under way, waiting at the place where its packet was last seen, or over. */
  readonly state: 'moving' | 'waiting' | 'over';
}

/** How movement is shown: gliding, or (reduced motion) from place to place at once. */
export type Motion = 'smooth' | 'steps';

/** Every request in view at `time`, by start; the `chosen` one stays in view where it ended. */
export function requestPositions(
  trace: Trace,
  diagram: Diagram,
  time: SimTime,
  lens: TimeLens,
  motion: Motion,
  chosen?: string,
): readonly RequestPosition[] {
  const positions: RequestPosition[] = [];
  for (const flight of flightsAt(trace.requests, time, lens)) {
    const position = positionOf(flight, diagram, time, motion);
    if (position !== undefined) positions.push(position);
  }
  const lasting = chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen);
  if (lasting !== undefined && flightOf(lasting, lens).until < time) {
    const position = positionOf(flightOf(lasting, lens), diagram, time, motion);
    if (position !== undefined) positions.push(position);
  }
  return positions;
}

/** The place of one flight at `time`, or undefined when the picture has none of its places. */
export function positionOf(
  flight: Flight,
  diagram: Diagram,
  time: SimTime,
  motion: Motion,
): RequestPosition | undefined {
  const { request, waypoints } = flight;
  const path = flightPath(diagram, flight);
  let reached = 0;
  while (reached + 1 < waypoints.length && (waypoints[reached + 1]?.at ?? Infinity) <= time) reached++;
  const here = waypoints[reached];
  const next = waypoints[reached + 1];
  if (here === undefined) return undefined;
  if (next === undefined) {
    const point = reached === 0 ? path.start : path.segments[reached - 1]?.at(-1);
    const isOver = time >= flight.end;
    if (point === undefined) return undefined;
    return {
      ...point,
      id: request.id,
      // Who waits has sent; only who hears nothing from the DNS still waits for that.
      leg: isOver || here.place.type === 'dns' ? here.leg : 'request',
      outcome: isOver ? request.outcome : undefined,
      state: isOver ? 'over' : 'waiting',
    };
  }
  const segment = path.segments[reached] ?? [];
  const share = motion === 'steps' ? 0 : ease((time - here.at) / (next.at - here.at));
  const point = pointAt(segment, share);
  if (point === undefined) return undefined;
  return {
    ...point,
    id: request.id,
    leg: next.leg,
    outcome: next.leg === 'reply' ? request.outcome : undefined,
    state: 'moving',
  };
}

/** Slow at both ends, so that each place is seen to be reached. */
function ease(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped * clamped * (3 - 2 * clamped);
}
