/** A flight's way through one picture: a line from each waypoint to the next. */
import type { RequestTrace } from '../simulation/trace.ts';
import { nodeBoxId, placeBoxId, serviceBoxId } from './box-id.ts';
import type { Diagram, DiagramBox, Point } from './diagram.ts';
import type { Flight, Waypoint } from './flight.ts';
import { side, toPod } from './path.ts';

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
    path = trace(diagram, flight);
    known.set(flight, path);
  }
  return path;
}

/** A waypoint in the picture: its box, and for a Service's strip the height at which it is crossed. */
interface Stop {
  readonly box: DiagramBox;
  readonly rest: Point;
}

function trace(diagram: Diagram, { request, waypoints }: Flight): FlightPath {
  let previous: Stop | undefined;
  const segments: (readonly Point[])[] = [];
  const boxes: (string | undefined)[] = [];
  let start: Point | undefined;
  waypoints.forEach((waypoint, index) => {
    const stop: Stop | undefined = findStop(diagram, waypoint, request, previous) ?? previous;
    boxes.push(stop?.box.id);
    if (index === 0) start = stop?.rest;
    else if (previous === undefined || stop === undefined) segments.push(stop === undefined ? [] : [stop.rest]);
    else if (waypoint.leg === 'reply') segments.push(between(diagram, stop, previous, request).toReversed());
    else segments.push(between(diagram, previous, stop, request));
    previous = stop;
  });
  return { segments, boxes, start };
}

/** The box of a waypoint, or what stands in for it: a group for its pod, the bare machine for a door that is not there. */
export function resolveBox(diagram: Diagram, waypoint: Waypoint, request: RequestTrace): DiagramBox | undefined {
  const { place, layer } = waypoint;
  if (place.type === 'pod') {
    const id = diagram.boxOfPod.get(`${place.namespace}/${place.name}`);
    return id === undefined ? undefined : diagram.byId.get(id);
  }
  const box = diagram.byId.get(placeBoxId(place, layer, request.service));
  if (place.type !== 'node') return box;
  return box === undefined || (box.kind === 'service' && box.layer !== 'clusterIP')
    ? diagram.byId.get(nodeBoxId(place.name))
    : box;
}

function findStop(
  diagram: Diagram,
  waypoint: Waypoint,
  request: RequestTrace,
  previous: Stop | undefined,
): Stop | undefined {
  const box = resolveBox(diagram, waypoint, request);
  if (box === undefined) return undefined;
  if (box.kind === 'service' && waypoint.place.type === 'node') {
    const door = previous?.box.kind === 'nodePort' ? previous.box : undefined;
    const lane = door ?? diagram.byId.get(nodeBoxId(waypoint.place.name)) ?? box;
    return { box, rest: { x: box.x + box.width / 2, y: lane.y + lane.height / 2 } };
  }
  return { box, rest: box.kind === 'client' ? side(box, 'right') : side(box, 'left') };
}

function between(diagram: Diagram, from: Stop, to: Stop, request: RequestTrace): readonly Point[] {
  const isPod = to.box.kind === 'pod' || to.box.kind === 'podGroup';
  if (isPod && from.box.kind === 'service') return [from.rest, ...alongStrip(diagram, from.box, to.box)];
  if (isPod && from.box.kind === 'nodePort') {
    const service = request.service;
    const strip =
      service === undefined ? undefined : diagram.byId.get(serviceBoxId(`${service.namespace}/${service.name}`));
    const exit = side(from.box, 'right');
    if (strip !== undefined && strip.layer === 'clusterIP') {
      return [from.rest, exit, { x: strip.x + strip.width / 2, y: exit.y }, ...alongStrip(diagram, strip, to.box)];
    }
  }
  if (from.box === to.box) return [from.rest, to.rest];
  const isForward = to.rest.x >= from.box.x + from.box.width;
  const exit = isForward ? side(from.box, 'right') : from.rest;
  const leaves = from.box.kind === 'service' || from.box.kind === 'node' ? { x: exit.x, y: from.rest.y } : exit;
  return to.box.kind === 'service'
    ? [from.rest, leaves, { x: to.box.x, y: to.rest.y }, to.rest]
    : [from.rest, leaves, to.rest];
}

/** Within the strip to the pod's height and out to it. */
function alongStrip(diagram: Diagram, strip: DiagramBox, pod: DiagramBox): readonly Point[] {
  const out = toPod(strip, pod, diagram.columnOf.get(pod.id) ?? 0);
  return [{ x: strip.x + strip.width / 2, y: out[0]?.y ?? pod.y }, ...out, side(pod, 'left')];
}
