/** The lines between boxes: what exists by the objects (doors, endpoints, records), and which first steps clients take. */
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import {
  clientBoxId,
  DNS_BOX_ID,
  externalBoxId,
  loadBalancerBoxId,
  nodePortBoxId,
  placeBoxId,
  serviceBoxId,
} from './box-id.ts';
import { hasClusterIP } from './box-status.ts';
import type { DiagramBox, DiagramEdge, Point } from './diagram.ts';
import { straight, toPod } from './path.ts';
import { hasNodePort, type DrawnService } from './project-boxes.ts';

/** What lines are drawn between. */
export interface EdgeInput {
  readonly trace: Trace;
  readonly services: readonly DrawnService[];
  readonly byId: ReadonlyMap<string, DiagramBox>;
  readonly boxOfPod: ReadonlyMap<string, string>;
  readonly columnOf: ReadonlyMap<string, number>;
}

/** Every line, each once, in a fixed order; lines to boxes that are not in the picture are left out. */
export function projectEdges(input: EdgeInput): readonly DiagramEdge[] {
  const edges = new Map<string, DiagramEdge>();
  const add = (
    from: string,
    to: string,
    kind: DiagramEdge['kind'],
    draw: (from: DiagramBox, to: DiagramBox) => readonly Point[],
  ): void => {
    const source = input.byId.get(from);
    const target = input.byId.get(to);
    const id = `${from}>${to}`;
    if (source === undefined || target === undefined || edges.get(id)?.kind === 'route') return;
    edges.set(id, {
      id,
      from,
      to,
      kind,
      layer: source.kind === 'client' ? target.layer : source.layer,
      points: draw(source, target),
    });
  };

  for (const { client, box, node } of firstSteps(input.trace.requests)) {
    const target = input.byId.get(box);
    const lane = node === undefined ? undefined : input.byId.get(`node:${node}`);
    const isStrip = target?.kind === 'service' && lane !== undefined;
    const from = clientBoxId(client);
    if (isStrip) {
      const id = `${from}>${box}@${node ?? ''}`;
      const source = input.byId.get(from);
      if (source !== undefined)
        edges.set(id, {
          id,
          from,
          to: box,
          kind: 'route',
          layer: 'clusterIP',
          points: intoStrip(source, target, lane),
        });
    } else {
      add(from, input.boxOfPod.get(box) ?? box, 'route', straight);
    }
  }
  for (const drawn of input.services) addService(drawn, input, add);
  return Array.from(edges.values());
}

/** From a client into the Service's strip at the height of the machine whose rules take the packet. */
export function intoStrip(from: DiagramBox, strip: DiagramBox, lane: DiagramBox): readonly Point[] {
  return [
    { x: from.x + from.width, y: from.y + from.height / 2 },
    { x: strip.x, y: lane.y + lane.height / 2 },
  ];
}

function addService(
  drawn: DrawnService,
  { byId, boxOfPod, columnOf }: EdgeInput,
  add: (
    from: string,
    to: string,
    kind: DiagramEdge['kind'],
    draw: (from: DiagramBox, to: DiagramBox) => readonly Point[],
  ) => void,
): void {
  const { service, key, endpoints } = drawn;
  const box = serviceBoxId(key);
  if (service.spec.type === 'ExternalName') {
    add(box, externalBoxId(service.spec.externalName ?? ''), 'name', straight);
    return;
  }
  if (hasNodePort(drawn)) {
    for (const lane of byId.values()) {
      if (lane.kind !== 'node' || lane.node === undefined) continue;
      const door = nodePortBoxId(lane.node, key);
      if (service.spec.type === 'LoadBalancer') add(loadBalancerBoxId(key), door, 'route', straight);
      add(door, box, 'route', (from, to) => {
        const y = from.y + from.height / 2;
        return [
          { x: from.x + from.width, y },
          { x: to.x, y },
        ];
      });
    }
  }
  const isName = !hasClusterIP(service);
  for (const { pod, isReady } of endpoints) {
    const target = pod === undefined ? undefined : boxOfPod.get(pod);
    if (target === undefined) continue;
    add(box, target, isName ? 'name' : isReady ? 'route' : 'idle', (from, to) =>
      isName ? fromHead(from, to, columnOf.get(target) ?? 0) : toPod(from, to, columnOf.get(target) ?? 0),
    );
  }
  if (isName) add(DNS_BOX_ID, box, 'name', straight);
}

/** From a mere name down to a pod that it stands for. */
function fromHead(head: DiagramBox, pod: DiagramBox, column: number): readonly Point[] {
  const trunk: DiagramBox = { ...head, x: head.x + head.width / 2, width: 0 };
  return [{ x: trunk.x, y: head.y + head.height }, ...toPod(trunk, pod, column)];
}

interface FirstStep {
  readonly client: string;
  readonly box: string;
  /** The machine whose rules take the packet, where the box is a Service's strip. */
  readonly node: string | undefined;
}

const stepsKnown = new WeakMap<readonly RequestTrace[], readonly FirstStep[]>();

/** Where each client's packets go next, over the whole trace: lines do not come and go with the playhead. */
function firstSteps(requests: readonly RequestTrace[]): readonly FirstStep[] {
  const known = stepsKnown.get(requests);
  if (known !== undefined) return known;
  const steps = new Map<string, FirstStep>();
  for (const { client, hops, service } of requests) {
    let isAtClient = true;
    for (const { place, layer } of hops) {
      if (isAtClient && place.type !== 'client') {
        const node = place.type === 'node' && layer === 'clusterIP' ? place.name : undefined;
        const box = place.type === 'pod' ? `${place.namespace}/${place.name}` : placeBoxId(place, layer, service);
        steps.set(`${client} ${box} ${node ?? ''}`, { client, box, node });
      }
      isAtClient = place.type === 'client' || place.type === 'dns';
    }
  }
  const result = Array.from(steps.values());
  stepsKnown.set(requests, result);
  return result;
}
