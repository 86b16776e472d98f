/** Which flights are in view at a moment, without looking at all of them; and which one the caption follows. */
import type { SimTime } from '../base/sim-time.ts';
import { after } from '../base/sim-time.ts';
import type { RequestTrace } from '../simulation/trace.ts';
import { flightOf, type Flight, type TimeLens } from './flight.ts';

interface Schedule {
  /** By start. */
  readonly flights: readonly Flight[];
  /** For each of them, the latest `until` of it and all before: how far back one must look. */
  readonly latest: Float64Array;
  /** The flights that the caption follows, one after another. */
  readonly followed: readonly Flight[];
}

const schedules = new WeakMap<readonly RequestTrace[], WeakMap<TimeLens, Schedule>>();

/** The flights in view at `time`, in order of their start. */
export function flightsAt(requests: readonly RequestTrace[], time: SimTime, lens: TimeLens): readonly Flight[] {
  const { flights, latest } = scheduleOf(requests, lens);
  const found: Flight[] = [];
  for (let place = countStarted(flights, time) - 1; place >= 0 && (latest[place] ?? 0) >= time; place--) {
    const flight = flights[place];
    if (flight !== undefined && flight.until >= time) found.push(flight);
  }
  return found.reverse();
}

/** The flights in view at `time` and the next `most` that start after it, and the moment up to which nothing else comes into view. */
export function flightsFrom(
  requests: readonly RequestTrace[],
  time: SimTime,
  lens: TimeLens,
  most: number,
): { readonly flights: readonly Flight[]; readonly until: number } {
  const { flights } = scheduleOf(requests, lens);
  const started = countStarted(flights, time);
  const coming = flights.slice(started, started + most);
  const until = flights[started + most]?.request.startedAt ?? Infinity;
  return { flights: [...flightsAt(requests, time, lens), ...coming], until };
}

/** The flight that the caption tells of at `time`: one from its start until the next one followed; undefined before the first. */
export function followedAt(requests: readonly RequestTrace[], time: SimTime, lens: TimeLens): Flight | undefined {
  const { followed } = scheduleOf(requests, lens);
  return followed[countStarted(followed, time) - 1];
}

function scheduleOf(requests: readonly RequestTrace[], lens: TimeLens): Schedule {
  let byLens = schedules.get(requests);
  if (byLens === undefined) {
    byLens = new WeakMap();
    schedules.set(requests, byLens);
  }
  let schedule = byLens.get(lens);
  if (schedule === undefined) {
    schedule = plan(requests, lens);
    byLens.set(lens, schedule);
  }
  return schedule;
}

function plan(requests: readonly RequestTrace[], lens: TimeLens): Schedule {
  const flights = requests
    .map((request) => flightOf(request, lens))
    .toSorted(
      (a, b) =>
        a.request.startedAt - b.request.startedAt || Number(a.request.id.slice(1)) - Number(b.request.id.slice(1)),
    );
  const latest = new Float64Array(flights.length);
  const followed: Flight[] = [];
  let latestSoFar = -Infinity;
  let free = -Infinity;
  flights.forEach((flight, place) => {
    latestSoFar = Math.max(latestSoFar, flight.until);
    latest[place] = latestSoFar;
    if (flight.request.startedAt < free) return;
    followed.push(flight);
    // A request that waits long for its time-out does not keep the caption from the others.
    const arrived = flight.waypoints[flight.waypoints.length - 1]?.at ?? flight.end;
    free = after(arrived, lens.linger);
  });
  return { flights, latest, followed };
}

function countStarted(flights: readonly Flight[], time: SimTime): number {
  let low = 0;
  let high = flights.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const flight = flights[middle];
    if (flight !== undefined && flight.request.startedAt <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
