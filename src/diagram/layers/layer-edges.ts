/** The lines of the layers: from layer to layer, each Service within its row. */
import type { Trace } from '../../simulation/trace.ts';
import { DNS_BOX_ID, everyNodePortBoxId, externalBoxId, loadBalancerBoxId, serviceBoxId } from '../box-id.ts';
import { hasClusterIP } from '../box-status.ts';
import type { DiagramEdge } from '../diagram.ts';
import { calledPods, INGRESS_BOX_ID } from '../ingress-box.ts';
import { stepsOf } from '../project-edges.ts';
import { side } from '../path.ts';
import { hasNodePort, type DrawnService } from '../project-boxes.ts';
import { route } from '../route.ts';
import { findStop, restIn, type Ground } from '../stops.ts';

/** Every line, each once: the ways that clients' packets take, and what the objects join. */
export function layerEdges(trace: Trace, services: readonly DrawnService[], ground: Ground): readonly DiagramEdge[] {
  const edges = new Map<string, DiagramEdge>();
  const add = (from: string, to: string, kind: DiagramEdge['kind']): void => {
    const source = ground.byId.get(from);
    const target = ground.byId.get(to);
    const id = `${from}>${to}`;
    if (source === undefined || target === undefined || source === target || edges.has(id)) return;
    const layer = source.kind === 'client' ? target.layer : source.layer;
    const start = { box: source, rest: restIn(source) };
    const points = route(ground, start, { box: target, rest: restIn(target) }, undefined);
    // A line goes from side to side; within the boxes only packets go on.
    const inner = [side(source, 'right').x, side(target, 'left').x] as const;
    edges.set(id, { id, from, to, layer, kind, points: clip(points, inner[0], inner[1]) });
  };
  for (const { from, to } of stepsOf(trace.requests)) {
    if (from.place.type !== 'client' && to.place.type !== 'external') continue;
    const start = findStop(ground, from, undefined);
    const goal = findStop(ground, to, start);
    if (start !== undefined && goal !== undefined) add(start.box.id, goal.box.id, 'route');
  }
  for (const drawn of services) {
    const { key, service, endpoints } = drawn;
    const box = serviceBoxId(key);
    const door = everyNodePortBoxId(key);
    if (hasNodePort(drawn)) {
      add(loadBalancerBoxId(key), door, 'route');
      add(door, box, 'route');
    } else add(loadBalancerBoxId(key), box, 'route');
    const isName = !hasClusterIP(service);
    if (isName) add(DNS_BOX_ID, box, 'name');
    if (service.spec.type === 'ExternalName') add(box, externalBoxId(service.spec.externalName ?? ''), 'name');
    for (const { pod, isReady } of endpoints) {
      const target = pod === undefined ? undefined : ground.boxOfPod.get(pod);
      if (target !== undefined) add(box, target, isName ? 'name' : isReady ? 'route' : 'idle');
    }
  }
  for (const { pod, isReady } of calledPods(ground.byId.get(INGRESS_BOX_ID), services)) {
    const target = ground.boxOfPod.get(pod);
    if (target !== undefined) add(INGRESS_BOX_ID, target, isReady ? 'route' : 'idle');
  }
  return Array.from(edges.values());
}

/** The part of a line between two places across; the bends are kept. */
function clip(points: DiagramEdge['points'], left: number, right: number): DiagramEdge['points'] {
  return points.map(({ x, y }, index) => {
    if (index === 0) return { x: Math.max(x, left), y };
    return index === points.length - 1 ? { x: right, y } : { x, y };
  });
}
