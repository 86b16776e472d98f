/**
 * A cluster from nothing to its first answer, and one request: ours and, in turns with it in the same run, webernetes, an
 * independent simulator of Kubernetes (npm `@ngrok/webernetes`, Apache-2.0). Both have three nodes, a Deployment of 100
 * and a NodePort Service that is asked from outside. Webernetes waits on the real clock, so its time is what a reader waits.
 */
import { performance } from 'node:perf_hooks';
import { type SimTime, millis, seconds, START, after } from '../src/base/sim-time.ts';
import type { Simulation } from '../src/simulation/simulation.ts';
import { openSession } from '../src/worker/run-session.ts';
import { type Figure, median, timeMs } from './figure.ts';
import { Peer } from './webernetes.ts';

const REPLICAS = 100;
const ROUNDS = 5;
/** The peer, too, is asked for a while before its time is taken. */
const REQUESTS = 20_000;

function manifests(interval: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${REPLICAS}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      - name: web
        image: "web:1.0"
        ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080, nodePort: 31000 }]
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: { name: alice }
spec:
  from: { internet: { ip: 203.0.113.7 } }
  requests: [{ url: "http://node-1:31000", every: ${interval} }]
`;
}

/** The session from its text to the first answered request, with every pod ready. */
function firstAnswer(): Simulation {
  const simulation = openSession({ manifests: manifests('100ms'), seed: 1, commands: [] });
  for (let until: SimTime = START; until < seconds(60); until = after(until, millis(100))) {
    simulation.advance(until);
    const ready = simulation.api.store.list('Deployment')[0]?.status?.readyReplicas ?? 0;
    const { requests } = simulation.takeTrace();
    if (ready === REPLICAS && requests.some(({ outcome }) => outcome === 'answered')) return simulation;
  }
  throw new Error('nobody answered');
}

/** Microseconds for one request of a client that has been at work for a while, its hops recorded, the trace taken as a page would. */
function oneRequest(): number {
  const simulation = openSession({ manifests: manifests('1ms'), seed: 1, commands: [] });
  let requests = 0;
  const run = (from: number, to: number): void => {
    requests = 0;
    for (let tenth = from * 10 + 1; tenth <= to * 10; tenth++) {
      simulation.advance(millis(tenth * 100));
      requests += simulation.takeTrace().requests.length;
    }
  };
  run(0, WARM_UNTIL);
  const ms = timeMs(() => run(WARM_UNTIL, MEASURED_UNTIL));
  return (ms * 1000) / requests;
}

/** Seconds of virtual time, a thousand requests in each: about as long on the clock as the peer is asked. */
const WARM_UNTIL = 160;
const MEASURED_UNTIL = 320;

/** The figures beside the peer's. */
export async function readyClusterFigures(): Promise<readonly Figure[]> {
  const [ready, request]: [number[], number[]] = [[], []];
  const [peerReady, peerRequest]: [number[], number[]] = [[], []];
  firstAnswer();
  for (let round = 0; round < ROUNDS; round++) {
    ready.push(timeMs(firstAnswer));
    request.push(oneRequest());
    const peer = new Peer();
    const start = performance.now();
    await peer.becomeReady(REPLICAS);
    peerReady.push(performance.now() - start);
    for (let index = 0; index < REQUESTS; index++) await peer.request();
    const began = performance.now();
    for (let index = 0; index < REQUESTS; index++) await peer.request();
    peerRequest.push(((performance.now() - began) * 1000) / REQUESTS);
    await peer.close();
  }
  return [
    {
      name: `ready cluster of ${REPLICAS} pods, to the first answer`,
      value: median(ready),
      unit: 'ms',
      peer: median(peerReady),
    },
    {
      name: 'ready cluster: times faster than webernetes',
      value: median(peerReady) / median(ready),
      unit: 'times',
      bound: { atLeast: 20 },
    },
    { name: 'one request, trace recorded', value: median(request), unit: 'µs', peer: median(peerRequest) },
    {
      name: 'one request: times faster than a fetch of webernetes',
      value: median(peerRequest) / median(request),
      unit: 'times',
      bound: { atLeast: 8 },
    },
  ];
}
