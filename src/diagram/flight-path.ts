/** A flight's way through one picture: a line from each waypoint to the next. */
import type { Diagram, Point } from './diagram.ts';
import type { Flight } from './flight.ts';
import { route } from './route.ts';
import { findStop, whereabouts, type Stop } from './stops.ts';

/** The lines of a flight: `segments[i]` leads from waypoint i to waypoint i + 1. Boxes in the order they are visited. */
export interface FlightPath {
  readonly segments: readonly (readonly Point[])[];
  readonly boxes: readonly (string | undefined)[];
  /** Where the flight is before its first segment. */
  readonly start: Point | undefined;
}

const paths = new WeakMap<Diagram, WeakMap<Flight, FlightPath>>();

/** The flight's way in this picture; worked out once. A place that the picture lacks keeps the packet where it was. */
export function flightPath(diagram: Diagram, flight: Flight): FlightPath {
  let known = paths.get(diagram);
  if (known === undefined) {
    known = new WeakMap();
    paths.set(diagram, known);
  }
  let path = known.get(flight);
  if (path === undefined) {
    path = findWay(diagram, flight);
    known.set(flight, path);
  }
  return path;
}

function findWay(diagram: Diagram, { request, waypoints }: Flight): FlightPath {
  let previous: Stop | undefined;
  let start: Point | undefined;
  const segments: (readonly Point[])[] = [];
  const boxes: (string | undefined)[] = [];
  waypoints.forEach((waypoint, index) => {
    const found = findStop(diagram, whereabouts(waypoint, request), previous);
    const isReply = waypoint.leg === 'reply' || (waypoint.leg === 'dns' && waypoint.place.type === 'client');
    const stop = found ?? previous;
    boxes.push(stop?.box.id);
    if (index === 0) start = stop?.rest;
    else if (stop === undefined) segments.push([]);
    else if (previous === undefined) segments.push([stop.rest]);
    // What was lost stays where it was lost; the client sends another.
    else if (waypoint.place.type === 'client' && waypoint.leg === 'request') segments.push([previous.rest]);
    else if (isReply) segments.push(route(diagram, stop, previous, request.service).toReversed());
    else segments.push(route(diagram, previous, stop, request.service));
    previous = stop;
  });
  return { segments, boxes, start };
}
