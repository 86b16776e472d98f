/**
 * Flights as plain numbers: what a painter needs to find every request at any moment of a stretch of time, without the
 * trace and without the picture. Arrays of numbers cross to a worker without being copied, and are walked without
 * making a single object.
 */
import type { SimTime } from '../base/sim-time.ts';
import type { Outcome } from '../simulation/trace.ts';
import type { Diagram, Point } from './diagram.ts';
import { flightPath } from './flight-path.ts';
import type { Flight, Leg } from './flight.ts';

/** The legs by their number in a batch. */
export const LEGS: readonly Leg[] = ['dns', 'request', 'reply'];
/** The outcomes by their number in a batch. */
export const OUTCOMES: readonly Outcome[] = ['answered', 'refused', 'timedOut', 'nameNotFound', 'reset', 'wrongApp'];

/** How a request is doing: under way, waiting where its packet was last seen, or over. */
export const STATES = ['moving', 'waiting', 'over'] as const;

/** How movement is shown: gliding, or (reduced motion) from place to place at once. */
export type Motion = 'smooth' | 'steps';

/** Numbers of a flight: start, out of view, outcome shown, first stop, stops, outcome, latest `out of view` up to here. */
const FLIGHT = 7;
/** Numbers of a stop: when it is reached, the leg that leads here, whether the DNS is here, first point and points of the line that leads on. */
const STOP = 5;
/** Numbers of a point: x, y, and how far it is from the start of its line. */
const POINT = 3;

/** Flights in order of their start, as numbers. */
export interface FlightBatch {
  readonly flights: Float64Array;
  readonly stops: Float64Array;
  readonly points: Float32Array;
}

/** Told of each request in view: its place in the batch, where it is, its leg, its outcome (-1: nobody knows yet) and its state, by number. */
export type Visit = (flight: number, x: number, y: number, leg: number, outcome: number, state: number) => void;

/** The flights in this picture, in the order given (by start). A flight in `lasting` stays in view where it ended. */
export function packFlights(flights: readonly Flight[], diagram: Diagram, lasting?: Flight): FlightBatch {
  const flightNumbers: number[] = [];
  const stops: number[] = [];
  const points: number[] = [];
  let latest = -Infinity;
  for (const flight of flights) {
    const { request, waypoints } = flight;
    const { segments, start } = flightPath(diagram, flight);
    const until = flight === lasting ? Infinity : flight.until;
    latest = Math.max(latest, until);
    flightNumbers.push(request.startedAt, until, flight.end, stops.length / STOP, waypoints.length);
    flightNumbers.push(OUTCOMES.indexOf(request.outcome), latest);
    waypoints.forEach((waypoint, index) => {
      // A request that never gets anywhere rests where it starts.
      const alone = waypoints.length === 1 && start !== undefined ? [start] : [];
      const line = segments[index] ?? alone;
      stops.push(waypoint.at, LEGS.indexOf(waypoint.leg), waypoint.place.type === 'dns' ? 1 : 0);
      stops.push(points.length / POINT, line.length);
      pushLine(points, line);
    });
  }
  return {
    flights: Float64Array.from(flightNumbers),
    stops: Float64Array.from(stops),
    points: Float32Array.from(points),
  };
}

/** Visits every request of the batch that is in view at `time`, in order of start. */
export function visitFlights(batch: FlightBatch, time: SimTime, motion: Motion, visit: Visit): void {
  const { flights } = batch;
  const started = countStarted(flights, time);
  let first = started;
  while (first > 0 && (flights[first * FLIGHT - 1] ?? 0) >= time) first--;
  for (let flight = first; flight < started; flight++) {
    if ((flights[flight * FLIGHT + 1] ?? 0) >= time) visitFlight(batch, flight, time, motion, visit);
  }
}

function visitFlight(batch: FlightBatch, flight: number, time: SimTime, motion: Motion, visit: Visit): void {
  const { flights, stops, points } = batch;
  const base = flight * FLIGHT;
  const first = flights[base + 3] ?? 0;
  const last = first + (flights[base + 4] ?? 0) - 1;
  const outcome = flights[base + 5] ?? -1;
  let here = first;
  while (here < last && (stops[(here + 1) * STOP] ?? Infinity) <= time) here++;
  if (here === last) {
    // At rest: at the end of the line that led here.
    const line = here === first ? here : here - 1;
    const count = stops[line * STOP + 4] ?? 0;
    if (count === 0) return;
    const point = ((stops[line * STOP + 3] ?? 0) + (here === first ? 0 : count - 1)) * POINT;
    const isOver = time >= (flights[base + 2] ?? 0);
    // Who waits has sent; only who hears nothing from the DNS still waits for that.
    const leg = isOver || stops[here * STOP + 2] === 1 ? (stops[here * STOP + 1] ?? 0) : 1;
    visit(flight, points[point] ?? 0, points[point + 1] ?? 0, leg, isOver ? outcome : -1, isOver ? 2 : 1);
    return;
  }
  const from = (stops[here * STOP + 3] ?? 0) * POINT;
  const count = stops[here * STOP + 4] ?? 0;
  if (count === 0) return;
  const leg = stops[(here + 1) * STOP + 1] ?? 0;
  const departed = stops[here * STOP] ?? 0;
  const arrives = stops[(here + 1) * STOP] ?? 0;
  const share = motion === 'steps' ? 0 : ease((time - departed) / (arrives - departed));
  const end = from + (count - 1) * POINT;
  const way = (points[end + 2] ?? 0) * share;
  let next = from;
  while (next < end && (points[next + 2] ?? 0) < way) next += POINT;
  const back = next === from ? from : next - POINT;
  const passed = points[back + 2] ?? 0;
  const length = (points[next + 2] ?? 0) - passed;
  const part = length > 0 ? (way - passed) / length : 0;
  const x = mix(points[back] ?? 0, points[next] ?? 0, part);
  const y = mix(points[back + 1] ?? 0, points[next + 1] ?? 0, part);
  visit(flight, x, y, leg, leg === 2 ? outcome : -1, 0);
}

function mix(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

/** Slow at both ends, so that each place is seen to be reached. */
function ease(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped * clamped * (3 - 2 * clamped);
}

function pushLine(points: number[], line: readonly Point[]): void {
  let passed = 0;
  let before: Point | undefined;
  for (const point of line) {
    if (before !== undefined) passed += Math.hypot(point.x - before.x, point.y - before.y);
    points.push(point.x, point.y, passed);
    before = point;
  }
}

function countStarted(flights: Float64Array, time: SimTime): number {
  let low = 0;
  let high = flights.length / FLIGHT;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((flights[middle * FLIGHT] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
