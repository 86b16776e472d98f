/** Places of hops -> places in the picture: the box, and the very point where a packet rests there. */
import type { Hop, RequestTrace } from '../simulation/trace.ts';
import { clientBoxId, nodeBoxId, placeBoxId, type ServiceName } from './box-id.ts';
import type { Diagram, DiagramBox, Point, Rectangle } from './diagram.ts';
import { beside, side, trunkX } from './path.ts';

/** As much of a picture as it takes to find one's way in it. */
export type Ground = Pick<Diagram, 'view' | 'byId' | 'boxOfPod' | 'columnOf' | 'standIns'>;

/** A place in the picture. */
export interface Stop {
  readonly box: DiagramBox;
  readonly rest: Point;
}

/** Where a hop is: the place and layer of it, and the request's Service and client. */
export type Whereabouts = Pick<Hop, 'place' | 'layer'> & {
  readonly service: ServiceName | undefined;
  readonly client: string;
  /** The port that the client asked for, where its URL names one. */
  readonly port: string | undefined;
};

/** The whereabouts of one of the request's hops. */
export function whereabouts({ place, layer }: Pick<Hop, 'place' | 'layer'>, request: RequestTrace): Whereabouts {
  const port = /:(\d+)(?:\/|$)/.exec(request.url)?.[1];
  return { place, layer, service: request.service, client: request.client, port };
}

/**
 * The box of a place, or what stands in for it: a group for its pod, the bare machine for a door or strip that is not
 * there. Undefined where the picture has nothing for it.
 */
export function resolveBox(ground: Ground, at: Whereabouts): DiagramBox | undefined {
  const { place, layer, service } = at;
  switch (place.type) {
    case 'pod': {
      const id = ground.boxOfPod.get(`${place.namespace}/${place.name}`);
      return id === undefined ? undefined : ground.byId.get(id);
    }
    case 'node': {
      const box = boxOrStandIn(ground, placeBoxId(place, layer, service));
      const isMereName = box?.kind === 'service' && box.layer !== 'clusterIP';
      if (box !== undefined && box.kind !== 'node' && !isMereName) return box;
      return doorOf(ground, place.name, at) ?? boxOrStandIn(ground, nodeBoxId(place.name));
    }
    case 'dns':
    case 'client':
    case 'loadBalancer':
    case 'ingress':
    case 'firewall':
    case 'external':
      return ground.byId.get(placeBoxId(place, layer, service));
  }
}

function boxOrStandIn(ground: Ground, id: string): DiagramBox | undefined {
  return ground.byId.get(id) ?? ground.byId.get(ground.standIns.get(id) ?? '');
}

/** The door that a packet came to which did not get far enough for anybody to know its Service. */
function doorOf(ground: Ground, node: string, { layer, service, port }: Whereabouts): DiagramBox | undefined {
  if (layer !== 'nodePort' || service !== undefined || port === undefined) return undefined;
  for (const box of ground.byId.values()) {
    if (box.kind === 'nodePort' && (box.node ?? node) === node && box.title.split(' ').includes(`:${port}`)) return box;
  }
  return undefined;
}

/** The place with its resting point; `previous` says by which door a Service's strip is entered. */
export function findStop(ground: Ground, at: Whereabouts, previous: Stop | undefined): Stop | undefined {
  const box = resolveBox(ground, at);
  if (box === undefined) return undefined;
  if (ground.view === 'layers') return { box, rest: restIn(box) };
  if (box.kind === 'node') return { box, rest: { x: box.x + 12, y: entryOf(ground, box, at.client) } };
  if (box.kind === 'service' && at.place.type === 'node') {
    const lane = boxOrStandIn(ground, nodeBoxId(at.place.name));
    const door = previous?.box.kind === 'nodePort' ? previous.rest.y : undefined;
    const y = door ?? (lane === undefined ? box.y + box.height / 2 : entryOf(ground, lane, at.client));
    return { box, rest: { x: trunkX(box), y } };
  }
  const isLeft = box.kind === 'client' || box.kind === 'dns';
  return { box, rest: isLeft ? side(box, 'right') : beside(box) };
}

/** Where packets rest in a box of the layers: at the side of those who only send or answer, on the rail at the foot of all others. */
export function restIn(box: DiagramBox): Point {
  if (box.kind === 'client') return { x: box.x + box.width, y: box.exitY ?? box.y + box.height / 2 };
  if (box.kind === 'dns') return side(box, 'right');
  return RAILED.has(box.kind) ? { x: box.x + 14, y: railOf(box) } : beside(box);
}

/** The height of the rail at a box's foot. */
export function railOf(box: Rectangle): number {
  return box.y + box.height - RAIL;
}

/** Where the line to a stop ends: at the box itself, where packets rest before it. */
export function reachedAt({ box, rest }: Stop): Point {
  return { x: Math.max(rest.x, box.x), y: rest.y };
}

/** The boxes that packets go through, and how far above their foot: under all words. */
const RAILED: ReadonlySet<string> = new Set(['loadBalancer', 'ingress', 'nodePort', 'service']);
const RAIL = 14;

/** The height at which a client's packets enter a machine's lane. */
function entryOf(ground: Ground, lane: DiagramBox, client: string): number {
  const shift = ground.byId.get(clientBoxId(client))?.bend?.shift ?? 0;
  return (lane.entryY ?? lane.y + lane.height / 2) + shift;
}
