/** The lines between boxes: what exists by the objects (doors, endpoints, records), and the ways that requests take. */
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import { DNS_BOX_ID, externalBoxId, loadBalancerBoxId, serviceBoxId } from './box-id.ts';
import { hasClusterIP } from './box-status.ts';
import type { DiagramBox, DiagramEdge, Point } from './diagram.ts';
import { calledPods, INGRESS_BOX_ID } from './ingress-box.ts';
import { side, toPod } from './path.ts';
import { hasNodePort, type DrawnService } from './project-boxes.ts';
import { route } from './route.ts';
import { findStop, reachedAt, whereabouts, type Ground, type Whereabouts } from './stops.ts';

/** What lines are drawn between. */
export interface EdgeInput {
  readonly trace: Trace;
  readonly services: readonly DrawnService[];
  readonly ground: Ground;
}

type Add = (
  from: string,
  to: string,
  kind: DiagramEdge['kind'],
  draw: (from: DiagramBox, to: DiagramBox) => readonly Point[],
) => void;

/** Every line, each once, in a fixed order; lines to boxes that are not in the picture are left out. */
export function projectEdges({ trace, services, ground }: EdgeInput): readonly DiagramEdge[] {
  const edges = new Map<string, DiagramEdge>();
  for (const { from, to } of stepsOf(trace.requests)) {
    const start = findStop(ground, from, undefined);
    const goal = findStop(ground, to, start);
    // Between rules, doors and pods the objects say what lines there are; see below.
    if (start === undefined || goal === undefined || (start.box.kind !== 'client' && start.box.kind !== 'node'))
      continue;
    const way = route(ground, start, goal, from.service);
    // A strip begins at its edge: what happens within it is not the client's line any more.
    const points =
      goal.box.kind === 'service'
        ? [...way.slice(0, -1), { x: goal.box.x, y: goal.rest.y }]
        : [...way, reachedAt(goal)];
    const layer = goal.box.kind === 'node' ? 'client' : goal.box.layer;
    const id = `${start.box.id}>${goal.box.id}@${String(points[points.length - 1]?.y)}`;
    edges.set(id, { id, from: start.box.id, to: goal.box.id, layer, kind: 'route', points });
  }
  const add: Add = (from, to, kind, draw) => {
    const source = ground.byId.get(from);
    const target = ground.byId.get(to);
    const id = `${from}>${to}`;
    if (source === undefined || target === undefined || edges.get(id)?.kind === 'route') return;
    edges.set(id, { id, from, to, kind, layer: source.layer, points: draw(source, target) });
  };
  for (const drawn of services) addService(drawn, ground, add);
  for (const { pod, isReady } of calledPods(ground.byId.get(INGRESS_BOX_ID), services)) {
    const target = ground.boxOfPod.get(pod);
    if (target === undefined) continue;
    add(INGRESS_BOX_ID, target, isReady ? 'route' : 'idle', (from, to) => [
      ...routeOut(ground, from, to),
      side(to, 'left'),
    ]);
  }
  return Array.from(edges.values());
}

function addService(drawn: DrawnService, ground: Ground, add: Add): void {
  const { service, key, endpoints } = drawn;
  const box = serviceBoxId(key);
  if (hasNodePort(drawn)) {
    for (const { id: door, kind, object } of ground.byId.values()) {
      if (kind !== 'nodePort' || object?.key !== key) continue;
      add(loadBalancerBoxId(key), door, 'route', (from, to) => routeOut(ground, from, to));
      add(door, box, 'route', (from, to) => {
        const { x, y } = side(from, 'right');
        return [
          { x, y },
          { x: to.x, y },
        ];
      });
    }
  }
  if (!hasClusterIP(service)) add(DNS_BOX_ID, box, 'name', (from, to) => besides(from, to, drawn.place));
  if (service.spec.type === 'ExternalName') {
    add(box, externalBoxId(service.spec.externalName ?? ''), 'name', (head, host) => toHost(head, host));
    return;
  }
  const isName = !hasClusterIP(service);
  for (const { pod, isReady } of endpoints) {
    const target = pod === undefined ? undefined : ground.boxOfPod.get(pod);
    if (target === undefined) continue;
    const column = ground.columnOf.get(target) ?? 0;
    add(box, target, isName ? 'name' : isReady ? 'route' : 'idle', (from, to) => [
      ...(isName ? fromHead(from, to, column) : toPod(from, to, column)),
      side(to, 'left'),
    ]);
  }
}

/** The way from a box's right side to another, through no rules. */
function routeOut(ground: Ground, from: DiagramBox, to: DiagramBox): readonly Point[] {
  const goal = { box: to, rest: side(to, 'left') };
  return route(ground, { box: from, rest: side(from, 'left') }, goal, undefined).slice(1);
}

/** Both stand in the header row: straight to the first of the Services, over the heads of those before to the others. */
function besides(from: DiagramBox, to: DiagramBox, place: number): readonly Point[] {
  const { x, y } = side(from, 'right');
  const over = to.y - 8;
  if (place > 0) {
    const goal = side(to, 'top');
    return [{ x, y }, { x: x + 6, y }, { x: x + 6, y: over }, { x: goal.x, y: over }, goal];
  }
  return [
    { x, y },
    { x: to.x, y },
  ];
}

function toHost(head: DiagramBox, host: DiagramBox): readonly Point[] {
  const start = side(head, 'bottom');
  const goal = side(host, 'left');
  const under = start.y + 3;
  const turn = host.x - 10;
  return [start, { x: start.x, y: under }, { x: turn, y: under }, { x: turn, y: goal.y }, goal];
}

/** From a mere name down to a pod that it stands for. */
function fromHead(head: DiagramBox, pod: DiagramBox, column: number): readonly Point[] {
  const trunk: DiagramBox = { ...head, x: head.x + head.width / 2, width: 0 };
  return [{ x: trunk.x, y: head.y + head.height }, ...toPod(trunk, pod, column)];
}

/** From one place to the next. */
export interface Step {
  readonly from: Whereabouts;
  readonly to: Whereabouts;
}

const stepsKnown = new WeakMap<readonly RequestTrace[], readonly Step[]>();

/** From where to where packets leave clients and machines, over the whole trace: lines do not come and go with the playhead. */
export function stepsOf(requests: readonly RequestTrace[]): readonly Step[] {
  const known = stepsKnown.get(requests);
  if (known !== undefined) return known;
  const steps = new Map<string, Step>();
  for (const request of requests) {
    let from = whereabouts({ place: { type: 'client', name: request.client }, layer: 'client' }, request);
    for (const hop of request.hops) {
      const to = whereabouts(hop, request);
      const isStart = from.place.type === 'client' || from.place.type === 'node';
      if (isStart && to.place.type !== 'client') steps.set(JSON.stringify([from, to]), { from, to });
      from = to;
    }
  }
  const result = Array.from(steps.values());
  stepsKnown.set(requests, result);
  return result;
}
