import { describe, expect, it } from 'vitest';
import { millis, seconds, START } from '../base/sim-time.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import {
  answeredRequest,
  refusedRequest,
  SAMPLE_OBJECTS,
  SAMPLE_TRACE,
  sampleHop,
  sampleNode,
  samplePod,
  sampleService,
  stored,
} from '../testing/sample-trace.ts';
import { captionAt } from './caption.ts';
import { DEFAULT_OPTIONS, type Diagram, type DiagramBox } from './diagram.ts';
import { DEFAULT_LENS, flightOf, presentedTimes } from './flight.ts';
import { flightPath } from './flight-path.ts';
import { flightsAt } from './flight-schedule.ts';
import { trunkX } from './path.ts';
import { diagramAt } from './project-diagram.ts';
import { requestPositions } from './request-positions.ts';
import { snapshotAt } from './snapshot.ts';

const draw = (trace: Trace, at = seconds(1)): Diagram => diagramAt(trace, at, DEFAULT_OPTIONS);
const box = (diagram: Diagram, id: string): DiagramBox => {
  const found = diagram.byId.get(id);
  expect(found, id).toBeDefined();
  // The line above has made sure of it.
  return found as DiagramBox;
};

describe('snapshotAt', () => {
  it('shows each object as its last revision up to the moment left it', () => {
    const trace: Trace = {
      ...SAMPLE_TRACE,
      revisions: [
        stored(START, sampleNode('node-1', '172.18.0.2')),
        stored(seconds(2), sampleNode('node-1', '172.18.0.2', false)),
        { at: seconds(3), kind: 'Node', key: 'node-1' },
      ],
    };
    const ready = (at: number): string | undefined =>
      snapshotAt(trace, seconds(at)).objects.Node.get('node-1')?.status.conditions?.[0]?.status;
    expect([ready(1), ready(2), ready(3)]).toEqual(['True', 'Unknown', undefined]);
  });

  it('gives the very same snapshot while nothing has changed', () => {
    expect(snapshotAt(SAMPLE_TRACE, seconds(1))).toBe(snapshotAt(SAMPLE_TRACE, seconds(9)));
    expect(snapshotAt(SAMPLE_TRACE, seconds(1))).not.toBe(snapshotAt(SAMPLE_TRACE, seconds(10)));
  });

  it('finds the same moment through checkpoints as by replaying all', () => {
    const revisions = Array.from({ length: 2_000 }, (_, index) =>
      stored(millis(index), samplePod(`p${String(index % 700)}`, `node-${String(index)}`, '10.0.0.1')),
    );
    const trace: Trace = { ...SAMPLE_TRACE, revisions, events: [] };
    for (const index of [1_999, 3, 256, 255, 1_024, 700]) {
      const pods = snapshotAt(trace, millis(index)).objects.Pod;
      expect(pods.size).toBe(Math.min(index + 1, 700));
      expect(pods.get(`default/p${String(index % 700)}`)?.spec.nodeName).toBe(`node-${String(index)}`);
    }
  });

  it('knows which machines are without power', () => {
    expect(Array.from(snapshotAt(SAMPLE_TRACE, seconds(10)).nodesOff)).toEqual(['node-3']);
  });

  it('knows whether the firewall in front of the nodes is open', () => {
    const events: Trace['events'] = [
      { type: 'firewallChanged', at: seconds(2), isOpen: false },
      { type: 'firewallChanged', at: seconds(4), isOpen: true },
    ];
    const trace: Trace = { ...SAMPLE_TRACE, revisions: [...SAMPLE_TRACE.revisions], events };
    expect([1, 3, 5].map((time) => snapshotAt(trace, seconds(time)).isFirewallOpen)).toEqual([true, false, true]);
  });

  it('tells a machine without its network from one without power, and knows whether there is a cloud', () => {
    const provider = { type: 'setLoadBalancerProvider', at: seconds(3), isOn: false } as const;
    const events: Trace['events'] = [
      { type: 'hostChanged', at: seconds(1), node: 'node-1', isOn: true, isConnected: false },
      { type: 'hostChanged', at: seconds(2), node: 'node-1', isOn: true, isConnected: true },
      { type: 'command', at: seconds(3), command: provider },
    ];
    const trace: Trace = { ...SAMPLE_TRACE, revisions: [...SAMPLE_TRACE.revisions], events };
    const at = (time: number): readonly unknown[] => {
      const { nodesOff, nodesCut, hasLoadBalancerProvider } = snapshotAt(trace, seconds(time));
      return [nodesOff.size, Array.from(nodesCut), hasLoadBalancerProvider];
    };
    expect([at(1), at(2), at(3)]).toEqual([
      [0, ['node-1'], true],
      [0, [], true],
      [0, [], false],
    ]);
  });
});

describe('projectDiagram', () => {
  it('puts clients, doors, Service and pods in columns from left to right', () => {
    const diagram = draw(SAMPLE_TRACE);
    const order = [
      'client:carol',
      'loadBalancer:default/shop',
      'nodePort:node-1:default/shop',
      'service:default/shop',
      'pod:default/shop-a',
      'external:api.weather.example',
    ];
    const xs = order.map((id) => box(diagram, id).x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  it('draws a pod and the door within their node', () => {
    const diagram = draw(SAMPLE_TRACE);
    const node = box(diagram, 'node:node-2');
    const pod = box(diagram, 'pod:default/shop-b');
    expect(pod.y >= node.y && pod.y + pod.height <= node.y + node.height).toBe(true);
    expect(pod.x + pod.width <= node.x + node.width).toBe(true);
  });

  it('draws a cluster IP across every node, for it is rules on each of them', () => {
    const diagram = draw(SAMPLE_TRACE);
    const strip = box(diagram, 'service:default/shop');
    const last = box(diagram, 'node:node-3');
    expect(strip.y + strip.height).toBeGreaterThan(last.y + last.height);
  });

  it('draws a headless Service as a name that DNS leads to its pods, without rules on any node', () => {
    const diagram = draw(SAMPLE_TRACE);
    const head = box(diagram, 'service:default/shop-pods');
    expect(head.layer).toBe('dns');
    expect(head.y + head.height).toBeLessThan(box(diagram, 'node:node-1').y);
    expect(diagram.edges.find((edge) => edge.id === 'service:default/shop-pods>pod:default/shop-a')?.kind).toBe('name');
  });

  it.each([
    ['pod:default/shop-a', 'ok'],
    ['pod:default/shop-c', 'down'],
    ['node:node-3', 'down'],
    ['nodePort:node-3:default/shop', 'down'],
    ['service:default/shop', 'ok'],
  ])('after node-3 lost its power %s is %s', (id, status) => {
    expect(box(draw(SAMPLE_TRACE, seconds(11)), id).status).toBe(status);
  });

  it('counts the pods that answer, and lists the Services that select a pod', () => {
    const diagram = draw(SAMPLE_TRACE);
    expect(box(diagram, 'service:default/shop').count).toEqual({ ready: 2, total: 3 });
    expect(box(diagram, 'pod:default/shop-a').selectedBy).toEqual(['default/shop', 'default/shop-pods']);
    expect(box(diagram, 'pod:default/shop-a').labels).toEqual(['app=shop']);
  });

  it('leaves every other box where it was when a pod stops being ready', () => {
    const places = (diagram: Diagram): string[] =>
      diagram.boxes.map(({ id, x, y }) => `${id} ${String(x)} ${String(y)}`);
    const revisions = [
      ...SAMPLE_TRACE.revisions,
      stored(seconds(2), samplePod('shop-a', 'node-1', '10.244.1.5', 'shop', false)),
    ];
    const trace = { ...SAMPLE_TRACE, revisions };
    expect(places(draw(trace, seconds(3)))).toEqual(places(draw(trace, seconds(1))));
  });

  it('draws more than 60 pods as groups with counts, and leads requests to the group', () => {
    const crowd = Array.from({ length: 80 }, (_, index) =>
      samplePod(`web-${String(index)}`, `node-${String((index % 3) + 1)}`, '10.244.9.9'),
    );
    const owned = crowd.map((pod) => ({
      ...pod,
      metadata: {
        ...pod.metadata,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-7d9c', uid: 'u', controller: true }],
      },
    }));
    const trace = { ...SAMPLE_TRACE, revisions: [...SAMPLE_OBJECTS, ...owned].map((object) => stored(START, object)) };
    const diagram = draw(trace);
    const groups = diagram.boxes.filter(({ title }) => title === 'web-7d9c');
    expect(groups.map(({ count }) => count?.total)).toEqual([27, 27, 26]);
    expect(diagram.boxOfPod.get('default/web-0')).toBe(groups[0]?.id);
  });

  it('keeps pods that no node has in a lane of their own', () => {
    const trace = {
      ...SAMPLE_TRACE,
      revisions: [...SAMPLE_TRACE.revisions, stored(START, samplePod('waiting', undefined, ''))],
    };
    const diagram = draw(trace);
    expect(box(diagram, 'unscheduled').count).toEqual({ ready: 0, total: 1 });
    expect(box(diagram, 'pod:default/waiting').status).toBe('pending');
  });

  it('draws no host for an external name that looks like an IP address: nobody has that name', () => {
    const service = sampleService('odd', { type: 'ExternalName', externalName: '10.1.2.3' });
    const trace = { ...SAMPLE_TRACE, revisions: [...SAMPLE_TRACE.revisions, stored(START, service)] };
    expect(
      draw(trace)
        .boxes.filter(({ kind }) => kind === 'external')
        .map(({ title }) => title),
    ).toEqual(['api.weather.example']);
  });

  it('leads no line through a load balancer that it does not end at', () => {
    const diagram = draw(SAMPLE_TRACE);
    const balancer = box(diagram, 'loadBalancer:default/shop');
    const levels = diagram.edges
      .filter(({ from, to }) => from.startsWith('client:') && to !== balancer.id)
      .flatMap(({ points }) => points.slice(2).map(({ y }) => y));
    expect(levels.filter((y) => y > balancer.y && y < balancer.y + balancer.height)).toEqual([]);
  });

  it('draws an empty cluster', () => {
    const diagram = draw({ ...SAMPLE_TRACE, clients: [], revisions: [], requests: [] });
    expect(diagram.boxes.map(({ id }) => id)).toEqual(['dns']);
  });
});

describe('flights', () => {
  const request = answeredRequest('r1', seconds(1), 'shop-a');

  it('show each hop for at least the lens’s time, first the DNS, then the request, then the reply', () => {
    const { waypoints, end, until } = flightOf(request, DEFAULT_LENS);
    expect(waypoints.map(({ leg, place }) => `${leg} ${place.type}`)).toEqual([
      'request client',
      'dns dns',
      'dns client',
      'request node',
      'request pod',
      'reply node',
      'reply client',
    ]);
    waypoints.slice(1).forEach(({ at }, index) => {
      expect(at - (waypoints[index]?.at ?? 0)).toBeGreaterThanOrEqual(DEFAULT_LENS.minimumHop);
    });
    expect(end).toBe(waypoints.at(-1)?.at);
    expect(until - end).toBe(DEFAULT_LENS.linger);
  });

  it('give every hop of the trace a moment, in order', () => {
    const { hops } = presentedTimes(request, DEFAULT_LENS);
    expect(hops).toHaveLength(request.hops.length + request.reply.length);
    expect(hops).toEqual(hops.toSorted((a, b) => a - b));
  });

  it('are in view from the start until the outcome has lingered', () => {
    const { until } = flightOf(request, DEFAULT_LENS);
    const inView = (at: number): number => flightsAt([request], millis(at / 1_000), DEFAULT_LENS).length;
    expect([inView(request.startedAt - 1), inView(request.startedAt), inView(until), inView(until + 1)]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it('wait where the packet was last seen until the request has timed out', () => {
    const lost = { ...refusedRequest('r1', seconds(1)), outcome: 'timedOut' as const, finishedAt: seconds(6) };
    const trace = { ...SAMPLE_TRACE, requests: [lost] };
    const at = (time: number): string[] =>
      requestPositions(trace, draw(trace), seconds(time), DEFAULT_LENS, 'smooth').map(
        ({ state, outcome }) => `${state} ${outcome ?? '-'}`,
      );
    expect([at(1), at(5), at(6.1), at(7)]).toEqual([['moving -'], ['waiting -'], ['over timedOut'], []]);
  });

  it('stay in view where they ended for as long as they are chosen', () => {
    const trace = { ...SAMPLE_TRACE, requests: [request] };
    const positions = requestPositions(trace, draw(trace), seconds(60), DEFAULT_LENS, 'smooth', request.id);
    expect(positions.map(({ id, state, outcome }) => [id, state, outcome])).toEqual([['r1', 'over', 'answered']]);
    expect(requestPositions(trace, draw(trace), seconds(60), DEFAULT_LENS, 'smooth')).toEqual([]);
  });

  it('glide from box to box, or stand still between steps when motion is reduced', () => {
    const trace = { ...SAMPLE_TRACE, requests: [request] };
    const diagram = draw(trace);
    const x = (ms: number, motion: 'smooth' | 'steps'): number | undefined =>
      requestPositions(trace, diagram, millis(1_000 + ms), DEFAULT_LENS, motion)[0]?.x;
    const client = box(diagram, 'client:alice');
    expect(x(0, 'smooth')).toBe(client.x + client.width);
    expect(x(125, 'steps')).toBe(client.x + client.width);
    expect(x(125, 'smooth')).toBeGreaterThan(client.x + client.width);
    const dns = box(diagram, 'dns');
    expect(x(250, 'steps')).toBe(dns.x + dns.width);
  });

  it('ask the public DNS for a client outside the cluster, and the cluster DNS for a pod', () => {
    const outside: RequestTrace = {
      ...refusedRequest('r1', seconds(1)),
      hops: [
        sampleHop(seconds(1), { type: 'dns', server: 'public' }, 'dns'),
        sampleHop(seconds(1), { type: 'client', name: 'carol' }, 'client'),
      ],
    };
    const diagram = draw(SAMPLE_TRACE);
    expect(flightPath(diagram, flightOf(outside, DEFAULT_LENS)).boxes).toEqual([
      'client:carol',
      'dns:public',
      'client:carol',
    ]);
    expect(flightPath(diagram, flightOf(request, DEFAULT_LENS)).boxes.slice(0, 3)).toEqual([
      'client:alice',
      'dns',
      'client:alice',
    ]);
  });

  it('end at the door of a machine without power', () => {
    const base = refusedRequest('r1', seconds(1));
    const { service: _, ...unserved } = base;
    const lost: RequestTrace = {
      ...unserved,
      outcome: 'timedOut',
      cause: { id: 'cause.nodeDown', params: { node: 'node-1' } },
      hops: [...base.hops.slice(0, 1), sampleHop(seconds(1), { type: 'node', name: 'node-1' }, 'nodePort')],
    };
    const diagram = draw(SAMPLE_TRACE);
    expect(flightPath(diagram, flightOf(lost, DEFAULT_LENS)).boxes).toEqual([
      'client:carol',
      'nodePort:node-1:default/shop',
    ]);
  });

  it('cross the strip of the Service on their way from a door to a pod', () => {
    const base = refusedRequest('r1', seconds(1));
    const through: RequestTrace = {
      ...base,
      hops: [...base.hops, sampleHop(seconds(1), { type: 'pod', namespace: 'default', name: 'shop-b' }, 'pod')],
    };
    const diagram = draw(SAMPLE_TRACE);
    const strip = box(diagram, 'service:default/shop');
    const xs = flightPath(diagram, flightOf(through, DEFAULT_LENS))
      .segments.at(-1)
      ?.map(({ x }) => x);
    expect(xs).toContain(trunkX(strip));
  });

  it('come back along the way they went', () => {
    const trace = { ...SAMPLE_TRACE, requests: [request] };
    const diagram = draw(trace);
    const at = (ms: number): string =>
      requestPositions(trace, diagram, millis(1_000 + ms), DEFAULT_LENS, 'smooth')
        .map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)
        .join();
    // The pod is reached after four hops; one eighth before and after it the packet is in the same place.
    expect(at(4 * 250 - 31)).toBe(at(4 * 250 + 31));
  });

  it('stay where they were when the picture lacks their next place', () => {
    const gone = answeredRequest('r1', seconds(1), 'gone');
    const trace = { ...SAMPLE_TRACE, requests: [gone] };
    const diagram = draw(trace);
    const strip = box(diagram, 'service:default/shop');
    const position = requestPositions(trace, diagram, millis(2_000), DEFAULT_LENS, 'smooth')[0];
    expect(position?.x).toBe(trunkX(strip));
  });
});

describe('captionAt', () => {
  it('tells the hop that was reached, then the cause', () => {
    const tell = (ms: number): string | undefined =>
      captionAt(SAMPLE_TRACE, millis(ms), DEFAULT_LENS, 'r1')?.message?.id;
    expect([tell(800), tell(2_100)]).toEqual(['hop.reply', 'cause.answered']);
  });

  it('follows one request until its outcome has been seen, then another', () => {
    const follow = (ms: number): string | undefined =>
      captionAt(SAMPLE_TRACE, millis(ms), DEFAULT_LENS, undefined)?.request.id;
    expect([follow(400), follow(500), follow(1_600), follow(3_000)]).toEqual([undefined, 'r1', 'r1', 'r6']);
  });
});
