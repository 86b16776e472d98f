/** What both ways of showing motion are given: 30 boxes, 75 lines, and as many requests in flight as asked for. */
import { after, micros, seconds, type SimTime } from '../../src/base/sim-time.ts';
import type { Diagram, DiagramBox, DiagramEdge } from '../../src/diagram/diagram.ts';
import { DEFAULT_LENS, flightOf } from '../../src/diagram/flight.ts';
import { layerRoute } from '../../src/diagram/layers/layer-route.ts';
import { restIn } from '../../src/diagram/stops.ts';
import type { Hop, Layer, Place, RequestTrace, Trace } from '../../src/simulation/trace.ts';
import { SAMPLE_NETWORK } from '../../src/testing/sample-trace.ts';

const CLIENTS = 10;
const SERVICES = 5;
const PODS = 15;
/** Each Service has so many pods of its own. */
const PODS_EACH = PODS / SERVICES;

const namespace = 'default';

function box(kind: DiagramBox['kind'], id: string, column: number, place: number, step: number): DiagramBox {
  const layer: Layer = kind === 'client' ? 'client' : kind === 'pod' ? 'pod' : 'clusterIP';
  return {
    id,
    kind,
    layer,
    title: id,
    lines: [],
    status: 'ok',
    x: column * 420,
    y: place * step,
    width: 160,
    height: 44,
  };
}

/** The picture: 10 clients, 5 Services, 15 pods; 10 x 5 + 5 x 5 lines. */
export function makeDiagram(): Diagram {
  const clients = Array.from({ length: CLIENTS }, (_, place) => box('client', `client:c${place}`, 0, place, 60));
  const services = Array.from({ length: SERVICES }, (_, place) =>
    box('service', `service:${namespace}/s${place}`, 1, place, 120),
  );
  const pods = Array.from({ length: PODS }, (_, place) => box('pod', `pod:${namespace}/p${place}`, 2, place, 40));
  const boxes = [...clients, ...services, ...pods];
  const join = (from: DiagramBox, to: DiagramBox): DiagramEdge => ({
    id: `${from.id}>${to.id}`,
    from: from.id,
    to: to.id,
    layer: from.layer,
    kind: 'route',
    points: layerRoute({ box: from, rest: restIn(from) }, { box: to, rest: restIn(to) }, []),
  });
  const edges = [
    ...clients.flatMap((client) => services.map((service) => join(client, service))),
    ...services.flatMap((service, place) =>
      Array.from({ length: SERVICES }, (_, pod) => pods[(place * PODS_EACH + pod) % PODS]).flatMap((pod) =>
        pod === undefined ? [] : [join(service, pod)],
      ),
    ),
  ];
  return {
    view: 'layers',
    boxes,
    edges,
    byId: new Map(boxes.map((each) => [each.id, each])),
    boxOfPod: new Map(pods.map(({ id }) => [id.slice('pod:'.length), id])),
    columnOf: new Map(),
    standIns: new Map(),
    width: 1000,
    height: 600,
  };
}

function request(index: number, startedAt: SimTime): RequestTrace {
  const client = `c${index % CLIENTS}`;
  const service = { namespace, name: `s${index % SERVICES}` };
  const pod = `p${(index % SERVICES) * PODS_EACH + (index % PODS_EACH)}`;
  const hop = (place: Place, layer: Layer): Hop => ({
    at: startedAt,
    place,
    layer,
    before: { source: '', destination: '' },
    after: { source: '', destination: '' },
    rule: '',
    reason: { id: 'hop.reply', params: { place: '' } },
  });
  const there = [
    hop({ type: 'client', name: client }, 'client'),
    hop({ type: 'node', name: 'n1' }, 'clusterIP'),
    hop({ type: 'pod', namespace, name: pod }, 'pod'),
  ];
  return {
    id: `r${index}`,
    client,
    url: 'http://s',
    startedAt,
    finishedAt: after(startedAt, micros(5_000)),
    outcome: 'answered',
    cause: { id: 'cause.answered', params: { pod, source: '' } },
    service,
    hops: there,
    reply: there.slice(0, 2).toReversed(),
  };
}

/** A trace in which `count` requests are in flight at any moment of `wall` seconds. */
export function makeTrace(count: number, wall: number): Trace {
  const flight = flightOf(request(0, micros(0)), DEFAULT_LENS).until;
  const every = flight / count;
  const requests = Array.from({ length: Math.ceil(((wall + 2) * 1_000_000) / every) }, (_, index) =>
    request(index, micros(index * every)),
  );
  return {
    until: seconds(wall + 2),
    apply: { exit: 0, stdout: '', stderr: '' },
    applied: [],
    diagnostics: [],
    clients: [],
    selections: [],
    network: SAMPLE_NETWORK,
    revisions: [],
    events: [],
    requests,
  };
}
