/** How a packet gets from one place of the picture to the next: in right angles, through the gaps between the boxes. */
import { serviceBoxId, type ServiceName } from './box-id.ts';
import type { DiagramBox, Point } from './diagram.ts';
import { layerRoute } from './layers/layer-route.ts';
import { SIZE } from './layout.ts';
import { side, toPod, trunkX } from './path.ts';
import type { Ground, Stop } from './stops.ts';

/** The points from one resting point to the other, both included. A way back is the same way, turned round. */
export function route(ground: Ground, from: Stop, to: Stop, service: ServiceName | undefined): readonly Point[] {
  if (from.box === to.box) return [from.rest, to.rest];
  if (ground.view === 'layers') return layerRoute(from, to, ground.byId.values());
  switch (from.box.kind) {
    case 'client':
      return fromClient(ground, from, to);
    case 'loadBalancer':
      return [from.rest, side(from.box, 'right'), ...bend(from.box, side(from.box, 'right').y, to.rest)];
    case 'ingress':
      return isPod(to.box) ? fromIngress(ground, from, to.box) : [from.rest, to.rest];
    case 'nodePort':
      return fromDoor(ground, from, to, service);
    case 'service':
      return isPod(to.box) ? alongStrip(ground, from.box, from.rest.y, to.box, from.rest) : around(from, to);
    case 'node':
      return isPod(to.box) ? throughLane(ground, from, to.box) : around(from, to);
    case 'dns':
    case 'pod':
    case 'podGroup':
    case 'firewall':
    case 'external':
    case 'frame':
    case 'nodes':
      return [from.rest, to.rest];
  }
}

function fromClient(ground: Ground, from: Stop, to: Stop): readonly Point[] {
  const { y } = from.rest;
  if (to.box.kind === 'nodePort' && isBlocked(ground, to.rest.y)) {
    // A load balancer stands in the way: over its head, then down to the door.
    const lane = ground.byId.get(`node:${to.box.node ?? ''}`);
    const over = (lane?.entryY ?? to.rest.y) + (from.box.bend?.shift ?? 0);
    const turn = to.box.x - 10;
    return [from.rest, ...bend(from.box, y, { x: turn, y: over }), { x: turn, y: to.rest.y }, to.rest];
  }
  if (to.box.kind === 'pod' || to.box.kind === 'podGroup') {
    const trunk = trunkOf(ground, to.box);
    const over = to.box.y - 8;
    const out = toPod(trunk, to.box, columnOf(ground, to.box));
    return [from.rest, ...bend(from.box, y, { x: trunk.x, y: over }), ...out];
  }
  return [from.rest, ...bend(from.box, y, to.rest)];
}

/** Past all strips, for no rule of theirs meets what the controller sends: through the gap above the pod. */
function fromIngress(ground: Ground, from: Stop, pod: DiagramBox): readonly Point[] {
  const exit = side(from.box, 'right');
  const trunk = trunkOf(ground, pod);
  const out = toPod(trunk, pod, columnOf(ground, pod));
  const over = out[0]?.y === pod.y + pod.height / 2 ? pod.y - 4 : (out[0]?.y ?? pod.y);
  return [from.rest, exit, ...bend(from.box, exit.y, { x: trunk.x, y: over }), ...out];
}

/** Straight on to where this box's lines turn, up or down, and on to the goal. */
function bend(box: DiagramBox, y: number, goal: Point): readonly Point[] {
  const x = box.bend?.x ?? box.x + box.width + 12;
  return [{ x, y }, { x, y: goal.y }, goal];
}

function isBlocked(ground: Ground, y: number): boolean {
  for (const box of ground.byId.values()) {
    if (box.kind === 'loadBalancer' && y >= box.y - 4 && y <= box.y + box.height + 4) return true;
  }
  return false;
}

function fromDoor(ground: Ground, from: Stop, to: Stop, service: ServiceName | undefined): readonly Point[] {
  const exit = side(from.box, 'right');
  const strip =
    service === undefined ? undefined : ground.byId.get(serviceBoxId(`${service.namespace}/${service.name}`));
  if (isPod(to.box) && strip?.layer === 'clusterIP') {
    // A node port is the door to the same rules as the cluster IP's.
    return [...alongStrip(ground, strip, exit.y, to.box, from.rest)];
  }
  return [from.rest, exit, to.rest];
}

/** Into the strip at height `y`, within it to the pod's height, and out to the pod. */
function alongStrip(ground: Ground, strip: DiagramBox, y: number, pod: DiagramBox, start: Point): readonly Point[] {
  const out = toPod(strip, pod, columnOf(ground, pod));
  const x = trunkX(strip);
  return [start, { x, y }, { x, y: out[0]?.y ?? pod.y }, ...out];
}

/** Across a machine's lane, where no rule meets the packet, to wherever the pod is. */
function throughLane(ground: Ground, from: Stop, pod: DiagramBox): readonly Point[] {
  const trunk = trunkOf(ground, pod);
  const out = toPod(trunk, pod, columnOf(ground, pod));
  return [from.rest, { x: trunk.x, y: from.rest.y }, ...out];
}

/** Out of the cluster: by the gap above the lane to the far side. */
function around(from: Stop, to: Stop): readonly Point[] {
  if (to.box.kind !== 'external') return [from.rest, to.rest];
  const over = (from.box.kind === 'node' ? from.box.y : SIZE.service.head + SIZE.laneGap) - SIZE.laneGap / 2;
  const turn = to.box.x - 20;
  return [from.rest, { x: from.rest.x, y: over }, { x: turn, y: over }, { x: turn, y: to.rest.y }, to.rest];
}

/** A thin line before the first column of pods. */
function trunkOf(ground: Ground, pod: DiagramBox): DiagramBox {
  const x = pod.x - columnOf(ground, pod) * (SIZE.pod.width + SIZE.gap) - 20;
  return { ...pod, x, width: 0 };
}

function columnOf(ground: Ground, pod: DiagramBox): number {
  return ground.columnOf.get(pod.id) ?? 0;
}

function isPod({ kind }: DiagramBox): boolean {
  return kind === 'pod' || kind === 'podGroup';
}
