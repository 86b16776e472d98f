/** Where every request in view is at a moment: a pure function of trace, picture, time and lens. */
import type { SimTime } from '../base/sim-time.ts';
import type { Outcome, Trace } from '../simulation/trace.ts';
import type { Diagram, Point } from './diagram.ts';
import { LEGS, OUTCOMES, packFlights, STATES, visitFlights, type Motion } from './flight-batch.ts';
import { flightsAt } from './flight-schedule.ts';
import { flightOf, type Flight, type Leg, type TimeLens } from './flight.ts';

/** One request in view. */
export interface RequestPosition extends Point {
  readonly id: string;
  readonly leg: Leg;
  /** What comes back shows how it went; so does the end. Undefined while nobody can know yet. */
  readonly outcome: Outcome | undefined;
  /** Under way, waiting at the place where its packet was last seen, or over. */
  readonly state: (typeof STATES)[number];
}

/** Every request in view at `time`, by start; the `chosen` one stays in view where it ended. */
export function requestPositions(
  trace: Trace,
  diagram: Diagram,
  time: SimTime,
  lens: TimeLens,
  motion: Motion,
  chosen?: string,
): readonly RequestPosition[] {
  const flights = flightsAt(trace.requests, time, lens);
  const request = chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen);
  const lasting = request && flightOf(request, lens);
  const isGone = lasting !== undefined && lasting.until < time;
  return positionsOf(isGone ? [lasting, ...flights] : flights, diagram, time, motion, lasting);
}

/** Where these flights are at `time`; those of whose places the picture has none are left out. */
export function positionsOf(
  flights: readonly Flight[],
  diagram: Diagram,
  time: SimTime,
  motion: Motion,
  lasting?: Flight,
): readonly RequestPosition[] {
  const positions: RequestPosition[] = [];
  visitFlights(packFlights(flights, diagram, lasting), time, motion, (flight, x, y, leg, outcome, state) => {
    const id = flights[flight]?.request.id ?? '';
    positions.push({
      x,
      y,
      id,
      leg: LEGS[leg] ?? 'request',
      outcome: OUTCOMES[outcome],
      state: STATES[state] ?? 'moving',
    });
  });
  return positions;
}
