/** Where a step leads: to the start of the next or previous hop as it is shown; a request's end counts as a step too. */
import type { SimTime } from '../../base/sim-time.ts';
import type { RequestTrace } from '../../simulation/trace.ts';
import { presentedEnd, presentedHops } from './presented.ts';
import type { RequestIndex } from './request-index.ts';
import { countBefore, countUpTo } from './sorted.ts';

/** A moment to stop at, and whose moment it is. */
export interface Stop {
  readonly time: SimTime;
  readonly request: RequestTrace;
}

/** The moments of one request in order: its start, each hop, its end; each moment once. */
export function stopsOf(request: RequestTrace): readonly SimTime[] {
  const all = [request.startedAt, ...presentedHops(request), presentedEnd(request)];
  return Array.from(new Set(all)).toSorted((a, b) => a - b);
}

/** The next stop of this one request after `now`, or undefined when it is over by then. */
export function nextStopOf(request: RequestTrace, now: SimTime): Stop | undefined {
  const time = stopsOf(request).find((stop) => stop > now);
  return time === undefined ? undefined : { time, request };
}

/** The last stop of this one request before `now`, or undefined when it has not begun by then. */
export function previousStopOf(request: RequestTrace, now: SimTime): Stop | undefined {
  const time = stopsOf(request).findLast((stop) => stop < now);
  return time === undefined ? undefined : { time, request };
}

/** The next stop of any request after `now`. */
export function nextStop(index: RequestIndex, now: SimTime): Stop | undefined {
  const begun = countUpTo(index.starts, now);
  const fresh = index.byStart[begun];
  let best: Stop | undefined = fresh === undefined ? undefined : { time: fresh.startedAt, request: fresh };
  // Of those that have begun, only the ones still under way have a stop ahead.
  for (let place = begun - 1; place >= 0 && (index.latestEnds[place] ?? 0) > now; place--) {
    const request = index.byStart[place];
    const stop = request === undefined ? undefined : nextStopOf(request, now);
    if (stop !== undefined && (best === undefined || stop.time <= best.time)) best = stop;
  }
  return best;
}

/** The last stop of any request before `now`. */
export function previousStop(index: RequestIndex, now: SimTime): Stop | undefined {
  let best: Stop | undefined;
  for (let place = countBefore(index.starts, now) - 1; place >= 0; place--) {
    if (best !== undefined && (index.latestEnds[place] ?? 0) <= best.time) break;
    const request = index.byStart[place];
    const stop = request === undefined ? undefined : previousStopOf(request, now);
    if (stop !== undefined && (best === undefined || stop.time > best.time)) best = stop;
  }
  return best;
}

/** The start of the next request after `now`. */
export function nextRequest(index: RequestIndex, now: SimTime): Stop | undefined {
  const request = index.byStart[countUpTo(index.starts, now)];
  return request === undefined ? undefined : { time: request.startedAt, request };
}

/** The start of the last request before `now`. */
export function previousRequest(index: RequestIndex, now: SimTime): Stop | undefined {
  const request = index.byStart[countBefore(index.starts, now) - 1];
  return request === undefined ? undefined : { time: request.startedAt, request };
}
