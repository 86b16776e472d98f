/**
 * A request as it is shown: the time lens. Real hops take about a millisecond; here each takes long enough to be
 * followed by eye. Order and places are the trace's own; only the moments are stretched, and the trace is left as it is.
 */
import { after, micros, millis, type SimTime } from '../base/sim-time.ts';
import type { Layer, Place, RequestTrace } from '../simulation/trace.ts';

/** How much flights are stretched. */
export interface TimeLens {
  /** From one place to the next takes at least so long. */
  readonly minimumHop: SimTime;
  /** The outcome stays in view for so long. */
  readonly linger: SimTime;
}

/** The lens that the page looks through. */
export const DEFAULT_LENS: TimeLens = { minimumHop: millis(250), linger: millis(700) };

/** What travels: a question for the DNS and its answer, the request, or what comes back. */
export type Leg = 'dns' | 'request' | 'reply';

/** A place on a flight's way, and when it is reached as shown. */
export interface Waypoint {
  readonly at: SimTime;
  readonly place: Place;
  readonly layer: Layer;
  /** The leg that leads here. */
  readonly leg: Leg;
  /** Which hop this is, counting the way there and then the way back; undefined for a place that is only passed. */
  readonly hop: number | undefined;
}

/** A request's whole way as it is shown. */
export interface Flight {
  readonly request: RequestTrace;
  /** At least one: the client. */
  readonly waypoints: readonly Waypoint[];
  /** When the outcome is shown. */
  readonly end: SimTime;
  /** When it is out of view. */
  readonly until: SimTime;
}

const flights = new WeakMap<TimeLens, WeakMap<RequestTrace, Flight>>();

/** The request's flight; worked out once for each lens. */
export function flightOf(request: RequestTrace, lens: TimeLens): Flight {
  let known = flights.get(lens);
  if (known === undefined) {
    known = new WeakMap();
    flights.set(lens, known);
  }
  let flight = known.get(request);
  if (flight === undefined) {
    flight = stretch(request, lens);
    known.set(request, flight);
  }
  return flight;
}

/** When each hop (the way there, then the way back) is shown, and when the outcome is. */
export function presentedTimes(
  request: RequestTrace,
  lens: TimeLens,
): { readonly hops: readonly SimTime[]; readonly end: SimTime } {
  const flight = flightOf(request, lens);
  const hops = flight.waypoints.filter(({ hop }) => hop !== undefined).map(({ at }) => at);
  return { hops, end: flight.end };
}

function stretch(request: RequestTrace, lens: TimeLens): Flight {
  const client: Place = { type: 'client', name: request.client };
  const waypoints: Waypoint[] = [];
  let last: Waypoint | undefined;
  const reach = (place: Place, layer: Layer, leg: Leg, hop: number | undefined, notBefore: SimTime): void => {
    const isHere = last !== undefined && isSamePlace(last, place, layer);
    // What happens at one and the same place still takes a while to read.
    const least =
      last === undefined ? request.startedAt : after(last.at, isHere ? micros(lens.minimumHop / 2) : lens.minimumHop);
    last = { at: micros(Math.max(least, notBefore)), place, layer, leg, hop };
    waypoints.push(last);
  };

  if (request.hops[0]?.place.type !== 'client') reach(client, 'client', 'request', undefined, request.startedAt);
  request.hops.forEach(({ place, layer, at }, hop) => {
    const cameFromDns = last?.place.type === 'dns';
    if (cameFromDns && place.type !== 'client' && place.type !== 'dns') {
      reach(client, 'client', 'dns', undefined, request.startedAt);
    }
    const isDns = place.type === 'dns' || (cameFromDns && place.type === 'client');
    reach(place, layer, isDns ? 'dns' : 'request', hop, hop === 0 ? request.startedAt : at);
  });
  request.reply.forEach(({ place, layer, at }, index) => {
    reach(place, layer, 'reply', request.hops.length + index, at);
  });
  const hasCameBack = request.reply.length > 0 || request.outcome === 'answered' || request.outcome === 'wrongApp';
  if (hasCameBack && waypoints[waypoints.length - 1]?.place.type !== 'client') {
    reach(client, 'client', 'reply', undefined, request.startedAt);
  }
  const arrived = waypoints[waypoints.length - 1]?.at ?? request.startedAt;
  const end = micros(Math.max(request.finishedAt, arrived));
  return { request, waypoints, end, until: after(end, lens.linger) };
}

function isSamePlace(waypoint: Waypoint, place: Place, layer: Layer): boolean {
  return waypoint.layer === layer && JSON.stringify(waypoint.place) === JSON.stringify(place);
}
