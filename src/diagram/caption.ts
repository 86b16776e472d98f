/** What one request is doing at a moment, as the simulation itself says it. */
import type { SimTime } from '../base/sim-time.ts';
import type { Message } from '../simulation/message.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import { followedAt } from './flight-schedule.ts';
import { flightOf, type Leg, type TimeLens } from './flight.ts';

/** The request that the caption tells of, and what there is to tell. */
export interface Caption {
  readonly request: RequestTrace;
  /** The reason of the last hop that was reached, or the cause once it is over. */
  readonly message: Message | undefined;
  readonly isOver: boolean;
  /** What is on its way. */
  readonly leg: Leg;
}

/** The caption at `time`: of the `chosen` request where there is one, else of the one that is followed. */
export function captionAt(
  trace: Trace,
  time: SimTime,
  lens: TimeLens,
  chosen: string | undefined,
): Caption | undefined {
  const picked = chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen);
  const flight = picked === undefined ? followedAt(trace.requests, time, lens) : flightOf(picked, lens);
  if (flight === undefined) return undefined;
  const { request, waypoints, end } = flight;
  if (time >= end || time < request.startedAt) {
    return { request, message: request.cause, isOver: true, leg: 'reply' };
  }
  const hops = [...request.hops, ...request.reply];
  const reached = waypoints.findLast(({ at, hop }) => at <= time && hop !== undefined);
  const next = waypoints.find(({ at }) => at > time);
  return {
    request,
    message: reached?.hop === undefined ? undefined : hops[reached.hop]?.reason,
    isOver: false,
    leg: next?.leg ?? 'request',
  };
}
