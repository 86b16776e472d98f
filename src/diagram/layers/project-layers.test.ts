import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { loadBalancer } from '../../scenarios/load-balancer.ts';
import { nodePort } from '../../scenarios/node-port.ts';
import { answeredRequest, refusedRequest, SAMPLE_TRACE } from '../../testing/sample-trace.ts';
import { testCluster } from '../../testing/test-cluster.ts';
import { DEFAULT_OPTIONS, type Diagram, type DiagramBox, type Point } from '../diagram.ts';
import { flightPath } from '../flight-path.ts';
import { DEFAULT_LENS, flightOf } from '../flight.ts';
import { diagramAt } from '../project-diagram.ts';

const OPTIONS = { ...DEFAULT_OPTIONS, view: 'layers' as const };
const diagram = diagramAt(SAMPLE_TRACE, seconds(5), OPTIONS);

function box(of: Diagram, id: string): DiagramBox {
  const found = of.byId.get(id);
  if (found === undefined) throw new Error(`no box ${id} among ${[...of.byId.keys()].join(', ')}`);
  return found;
}

function isBetween(a: number, value: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}

describe('the layers', () => {
  it('stand from left to right in the order in which a packet meets them', () => {
    const order = ['client:carol', 'nodePort:*:default/shop', 'service:default/shop', 'pod:default/shop-a'];
    const xs = order.map((id) => box(diagram, id).x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(new Set(xs).size).toBe(order.length);
  });

  it('draw a type of Service around what it is made of', () => {
    const frame = box(diagram, 'frame:nodePort:default/shop');
    for (const id of ['nodePort:*:default/shop', 'service:default/shop']) {
      const inner = box(diagram, id);
      expect(inner.x).toBeGreaterThan(frame.x);
      expect(inner.y).toBeGreaterThan(frame.y);
      expect(inner.x + inner.width).toBeLessThan(frame.x + frame.width);
      expect(inner.y + inner.height).toBeLessThan(frame.y + frame.height);
    }
  });

  it('have no machines: a door on one node is the door on all of them', () => {
    expect(diagram.boxes.filter(({ kind }) => kind === 'node')).toEqual([]);
    const way = flightPath(diagram, flightOf(refusedRequest('r1', seconds(1)), DEFAULT_LENS));
    expect(way.boxes).toEqual(['client:carol', 'nodePort:*:default/shop', 'client:carol'].slice(0, way.boxes.length));
  });

  it('lead a request by the same boxes, as far as both views have them', () => {
    const flight = flightOf(answeredRequest('r1', seconds(1), 'shop-a'), DEFAULT_LENS);
    const machines = diagramAt(SAMPLE_TRACE, seconds(5), DEFAULT_OPTIONS);
    expect(flightPath(diagram, flight).boxes).toEqual(flightPath(machines, flight).boxes);
  });

  it('keep lines apart that lead elsewhere, and off the frames', () => {
    const balanced = diagramAt(testCluster(loadBalancer.manifests).trace, seconds(9), OPTIONS);
    const turns = (...ids: readonly string[]): number[] =>
      ids.flatMap((id) => balanced.edges.find((edge) => edge.id === id)?.points[1]?.x ?? []);
    const verticals = turns('client:alice>dns:public', 'client:carol>dns', 'client:carol>service:default/shop');
    expect(new Set(verticals).size).toBe(3);
    const borders = balanced.boxes
      .filter(({ kind }) => kind === 'frame')
      .flatMap(({ x, width }): number[] => [x, x + width]);
    const corners = balanced.edges.flatMap(({ points }) => points.slice(1, -1));
    expect(corners.filter(({ x }) => borders.includes(x))).toEqual([]);
  });

  it.each([loadBalancer, nodePort])('lead packets along the lines that are drawn, by $id', ({ manifests }) => {
    const { trace } = testCluster(manifests);
    const drawn = diagramAt(trace, seconds(9), OPTIONS);
    const lines = drawn.edges.flatMap(({ points }) => points.slice(1).map((end, place) => [points[place] ?? end, end]));
    const isOnLine = ({ x, y }: Point): boolean =>
      lines.some(([a, b]) => a !== undefined && b !== undefined && isBetween(a.x, x, b.x) && isBetween(a.y, y, b.y));
    const isInBox = ({ x, y }: Point): boolean =>
      drawn.boxes.some(
        (box) =>
          box.kind !== 'frame' && isBetween(box.x, x, box.x + box.width) && isBetween(box.y, y, box.y + box.height),
      );
    const astray = trace.requests
      .flatMap((request) => flightPath(drawn, flightOf(request, DEFAULT_LENS)).segments.flat())
      .filter((point) => !isOnLine(point) && !isInBox(point));
    expect(astray).toEqual([]);
  });

  it('let a client send straight along the rail that it almost stands at', () => {
    const balanced = diagramAt(testCluster(loadBalancer.manifests).trace, seconds(9), OPTIONS);
    const line = balanced.edges.find(({ id }) => id === 'client:alice>loadBalancer:default/shop')?.points;
    expect(new Set(line?.map(({ y }) => y)).size).toBe(1);
  });

  it('never lay two boxes over each other, frames apart', () => {
    const solid = diagram.boxes.filter(({ kind }) => kind !== 'frame');
    const clashes = solid.flatMap((a, index) =>
      solid
        .slice(index + 1)
        .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
        .map((b) => `${a.id} ${b.id}`),
    );
    expect(clashes).toEqual([]);
  });
});
