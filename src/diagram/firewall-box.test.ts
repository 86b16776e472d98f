import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import { refusedRequest, SAMPLE_TRACE, sampleHop } from '../testing/sample-trace.ts';
import { DEFAULT_OPTIONS, type Diagram, type DiagramBox, type DiagramEdge, type DiagramView } from './diagram.ts';
import { flightPath } from './flight-path.ts';
import { DEFAULT_LENS, flightOf } from './flight.ts';
import { beside } from './path.ts';
import { diagramAt } from './project-diagram.ts';
import { boxTowards } from './walk-graph.ts';

const { service: _, ...base } = refusedRequest('r7', seconds(4));
const dropped: RequestTrace = {
  ...base,
  outcome: 'timedOut',
  cause: { id: 'cause.firewall', params: { destination: '172.18.0.2:30080' } },
  hops: [...base.hops.slice(0, 1), sampleHop(seconds(4), { type: 'firewall' }, 'external')],
};
/** Closed from 3 s to 6 s. */
const TRACE: Trace = {
  ...SAMPLE_TRACE,
  revisions: [...SAMPLE_TRACE.revisions],
  events: [
    { type: 'firewallChanged', at: seconds(3), isOpen: false },
    { type: 'firewallChanged', at: seconds(6), isOpen: true },
  ],
  requests: [...SAMPLE_TRACE.requests, dropped],
};

const draw = (at: number, view: DiagramView, trace = TRACE): Diagram =>
  diagramAt(trace, seconds(at), { ...DEFAULT_OPTIONS, view });
const places = (boxes: readonly DiagramBox[]): readonly string[] =>
  boxes.map(({ id, x, y, width, height }) => [id, x, y, width, height].join(' '));
const firewalls = ({ boxes }: Diagram): readonly DiagramBox[] => boxes.filter(({ kind }) => kind === 'firewall');

describe.each<DiagramView>(['machines', 'layers'])('the firewall by %s', (view) => {
  it('is a box while it is closed, and no other box moves for it', () => {
    expect([1, 3, 5, 6].map((at) => firewalls(draw(at, view)).length)).toEqual([0, 1, 1, 0]);
    const others = draw(5, view).boxes.filter(({ kind }) => kind !== 'firewall');
    expect(places(others)).toEqual(places(draw(1, view).boxes));
    expect(places(others)).toEqual(places(draw(7, view).boxes));
  });

  it('takes no room where it is never closed', () => {
    const open = { ...TRACE, events: [] };
    expect(places(draw(5, view, open).boxes)).toEqual(places(draw(5, view, SAMPLE_TRACE).boxes));
    expect(draw(5, view).width).toBeGreaterThanOrEqual(draw(5, view, open).width);
  });

  it('stands behind the clients and before the doors, within the picture, over no other box', () => {
    const diagram = draw(5, view);
    const [firewall] = firewalls(diagram);
    if (firewall === undefined) throw new Error('no firewall');
    const edge = (kind: string): readonly number[] =>
      diagram.boxes.filter((box) => box.kind === kind).map(({ x, width }) => (kind === 'client' ? x + width : x));
    expect(firewall.x).toBeGreaterThan(Math.max(...edge('client')));
    expect(firewall.x + firewall.width).toBeLessThan(Math.min(...edge('nodePort')));
    expect(firewall.y + firewall.height).toBeLessThanOrEqual(diagram.height);
    const { x, y, width, height } = firewall;
    const under = diagram.boxes.filter(
      (box) =>
        box !== firewall && box.x < x + width && x < box.x + box.width && box.y < y + height && y < box.y + box.height,
    );
    expect(under).toEqual([]);
  });

  it('is where a packet ends that it drops, with a line from the client', () => {
    const diagram = draw(5, view);
    const { boxes, segments } = flightPath(diagram, flightOf(dropped, DEFAULT_LENS));
    expect(boxes).toEqual(['client:carol', 'firewall']);
    const [firewall] = firewalls(diagram);
    if (firewall === undefined) throw new Error('no firewall');
    expect(segments.at(-1)?.at(-1)).toEqual(beside(firewall));
    const line = diagram.edges.find(({ from, to }) => from === 'client:carol' && to === 'firewall');
    expect(line?.points.at(-1)?.x).toBe(firewall.x);
  });

  it('has no line behind it that leads elsewhere', () => {
    const { boxes, edges } = draw(5, view);
    const [firewall] = firewalls(draw(5, view));
    if (firewall === undefined) throw new Error('no firewall');
    const { x, y, width, height } = firewall;
    const isBehind = ({ points, to }: DiagramEdge): boolean =>
      to !== 'firewall' &&
      points.slice(1).some((end, index) => {
        const start = points[index] ?? end;
        return (
          Math.min(start.x, end.x) < x + width &&
          Math.max(start.x, end.x) > x &&
          Math.min(start.y, end.y) < y + height &&
          Math.max(start.y, end.y) > y
        );
      });
    expect(edges.filter(isBehind).map(({ id }) => id)).toEqual([]);
    expect(boxes.some(({ kind }) => kind === 'loadBalancer')).toBe(true);
  });

  it('is come to by the arrow keys, and left again', () => {
    const { boxes } = draw(5, view);
    const first = boxes.find(({ kind }) => kind === 'client');
    const reached = new Set(first === undefined ? [] : [first]);
    const nextTo = (box: DiagramBox): readonly DiagramBox[] =>
      (['left', 'right', 'up', 'down'] as const).flatMap((direction) => boxTowards(boxes, box, direction) ?? []);
    for (const box of reached) for (const next of nextTo(box)) reached.add(next);
    expect(boxes.filter((box) => box.kind !== 'frame' && !reached.has(box)).map(({ id }) => id)).toEqual([]);
    const [firewall] = firewalls({ ...draw(5, view), boxes });
    expect(firewall === undefined ? [] : nextTo(firewall)).not.toEqual([]);
  });
});
