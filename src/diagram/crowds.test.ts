/** What the picture makes of large and odd clusters: each one from a real run, in both views. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import type { Trace } from '../simulation/trace.ts';
import { testCluster } from '../testing/test-cluster.ts';
import { DEFAULT_OPTIONS, type Diagram, type DiagramBox, type DiagramView } from './diagram.ts';
import { flightPath } from './flight-path.ts';
import { DEFAULT_LENS, flightOf } from './flight.ts';
import { diagramAt } from './project-diagram.ts';
import { snapshotAt } from './snapshot.ts';
import { nodesBetween } from './visible-objects.ts';

function app(name: string, replicas: number, type = 'ClusterIP'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {type: ${type}, selector: {app: ${name}}, ports: [{port: 80}]}
---`;
}

function nodes(count: number): string {
  return `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{role: control-plane}${', {role: worker}'.repeat(count)}]
---`;
}

const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
  - http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}
---`;

const NAMES = Array.from({ length: 10 }, (_, place) => `app-${place}`);

const CROWDS: Readonly<Record<string, string>> = {
  'ten Services': NAMES.map((name, place) => app(name, 2, place % 3 === 0 ? 'NodePort' : 'ClusterIP')).join('\n'),
  'balancers and an Ingress': `${app('web', 3, 'LoadBalancer')}${app('api', 2, 'NodePort')}${INGRESS}`,
  'an Ingress': `${app('web', 3)}${app('api', 2)}${INGRESS}`,
  'twelve nodes': `${nodes(12)}${app('web', 30, 'NodePort')}`,
  'a hundred nodes': `${nodes(99)}${app('web', 60, 'NodePort')}`,
  'hundreds of pods': `${nodes(4)}${app('a', 120)}${app('b', 120)}`,
};

const traces = new Map<string, Trace>();

function traceOf(crowd: string): Trace {
  const trace = traces.get(crowd) ?? testCluster(CROWDS[crowd] ?? '').trace;
  traces.set(crowd, trace);
  return trace;
}

function draw(crowd: string, view: DiagramView): Diagram {
  return diagramAt(traceOf(crowd), seconds(20), { ...DEFAULT_OPTIONS, view });
}

function isGround({ kind }: DiagramBox): boolean {
  return kind === 'frame' || kind === 'node';
}

/** A Service's strip crosses the lanes; its head is what nothing may lie upon. */
function solid(box: DiagramBox): DiagramBox {
  return box.kind === 'service' ? { ...box, height: Math.min(box.height, 112) } : box;
}

const CASES = Object.keys(CROWDS).flatMap((crowd) => [
  { crowd, view: 'machines' as const },
  { crowd, view: 'layers' as const },
]);

describe.each(CASES)('$crowd by $view', ({ crowd, view }) => {
  it('lay no box over another, and all within the picture', () => {
    const diagram = draw(crowd, view);
    const boxes = diagram.boxes.filter((box) => !isGround(box)).map(solid);
    const clashes = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
        .map((b) => `${a.id} ${b.id}`),
    );
    expect(clashes).toEqual([]);
    for (const { x, y, width, height } of diagram.boxes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(diagram.width + 0.5);
      expect(y + height).toBeLessThanOrEqual(diagram.height + 0.5);
    }
  });

  it('have a place for every stop of every request', () => {
    const diagram = draw(crowd, view);
    for (const request of traceOf(crowd).requests) {
      const flight = flightOf(request, DEFAULT_LENS);
      expect(flightPath(diagram, flight).boxes).not.toContain(undefined);
    }
  });

  it('lead lines to the boxes, and let packets rest just before them, beside no other', () => {
    const { edges, boxes, byId, ...ground } = draw(crowd, view);
    const short = edges.filter(({ to, points }) => {
      const goal = byId.get(to);
      return (goal?.kind === 'pod' || goal?.kind === 'nodePort') && points.at(-1)?.x !== goal.x;
    });
    expect(short.map(({ id }) => id)).toEqual([]);
    const pods = boxes.filter(({ kind }) => kind === 'pod' || kind === 'podGroup');
    for (const request of traceOf(crowd).requests) {
      const { segments } = flightPath({ edges, boxes, byId, ...ground }, flightOf(request, DEFAULT_LENS));
      for (const { x, y } of segments.flatMap((points) => points.slice(-1))) {
        const covered = pods.filter(
          (pod) => x > pod.x - 4 && x < pod.x + pod.width + 2 && y > pod.y && y < pod.y + pod.height,
        );
        expect(covered.map(({ id }) => id)).toEqual([]);
      }
    }
  });

  it('are drawn large enough to find one’s way: as a stage shows it whole, at a quarter of its size at least', () => {
    const { width, height } = draw(crowd, view);
    expect(Math.min(1100 / width, 600 / height)).toBeGreaterThan(0.25);
  });
});

describe('an Ingress controller', () => {
  it.each(['machines', 'layers'] as const)('shows its rules, and calls the pods itself, by %s', (view) => {
    const diagram = draw('an Ingress', view);
    const box = diagram.byId.get('ingress:ingress-nginx');
    expect(box).toMatchObject({
      kind: 'ingress',
      layer: 'ingress',
      lines: ['192.0.2.2'],
      rules: ['shop.example.com/ → web', '*/api → api'],
      routesTo: ['default/web', 'default/api'],
    });
    const targets = diagram.edges.filter(({ from }) => from === 'ingress:ingress-nginx').map(({ to }) => to);
    expect(targets).toHaveLength(5);
    expect(targets.every((id) => diagram.byId.get(id)?.kind === 'pod')).toBe(true);
  });

  it('is on the way of a visitor, who never meets the cluster IP', () => {
    const trace = traceOf('an Ingress');
    const request = trace.requests.find(
      ({ client, outcome }) => client.startsWith('visitor') && outcome === 'answered',
    );
    if (request === undefined) throw new Error('nobody came');
    const { boxes } = flightPath(draw('an Ingress', 'layers'), flightOf(request, DEFAULT_LENS));
    expect(boxes).toContain('ingress:ingress-nginx');
    expect(boxes.filter((id) => id?.startsWith('service:') === true)).toEqual([]);
  });

  it('is not there without an Ingress', () => {
    expect(draw('ten Services', 'layers').byId.has('ingress:ingress-nginx')).toBe(false);
  });
});

describe('many nodes', () => {
  it('share lanes where they are alike, and each of them leads to its lane', () => {
    const diagram = draw('a hundred nodes', 'machines');
    const lanes = diagram.boxes.filter(({ kind }) => kind === 'node');
    expect(lanes.map(({ members }) => members)).toEqual([13, 13, 13, 13, 13, 13, 13, 8]);
    expect(lanes[1]?.ends).toEqual(['node-14', 'node-26']);
    expect(diagram.standIns.get('node:node-20')).toBe(lanes[1]?.id);
    expect(diagram.boxes.filter(({ kind }) => kind === 'nodePort')).toHaveLength(8);
  });

  it('are listed from one name to another, numbers as numbers, whatever became of them', () => {
    const trace = testCluster(`${nodes(20)}${app('web', 1)}`).powerOff('node-10', '5s').trace;
    const names = nodesBetween(snapshotAt(trace, seconds(9)), 'node-9', 'node-11').map(({ metadata }) => metadata.name);
    expect(names).toEqual(['node-9', 'node-10', 'node-11']);
  });

  it('leave alone the one that something is the matter with', () => {
    const trace = testCluster(`${nodes(40)}${app('web', 3)}`).powerOff('node-20', '10s').trace;
    const diagram = diagramAt(trace, seconds(20), DEFAULT_OPTIONS);
    expect(diagram.byId.get('node:node-20')).toMatchObject({ status: 'down', node: 'node-20' });
  });
});
