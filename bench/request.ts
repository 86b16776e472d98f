/**
 * What one request costs: its name resolved, connected, sent through the rules of the nodes, its addresses translated
 * there and back, answered, and recorded. Four ways in, among few Services and among many, measured in turns.
 */
import { micros, millis } from '../src/base/sim-time.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { createSimulation, type Simulation } from '../src/simulation/simulation.ts';
import { type Figure, median } from './figure.ts';

const FEW = 10;
const MANY = 10_000;
/** So many Services are asked, each once in a virtual millisecond. */
const ASKED = 10;
const APPS = 10;
const REPLICAS = 3;
/** The API server takes no more than 3 MiB at once. */
const SERVICES_PER_FILE = 1_000;
const ROUNDS = 15;
/** What is measured in one go: virtual milliseconds, each with as many requests as Services are asked. */
const STRETCH = 1_000;
/** The trace is taken and dropped so often, as a page would. */
const TAKEN = 100;

/** A way to a Service. */
interface Way {
  readonly name: string;
  /** What its spec has besides a selector. */
  readonly spec: (index: number) => string;
  readonly from: string;
  readonly url: (index: number) => string;
}

const INSIDE = '{ pod: { namespace: default, node: node-1 } }';
const OUTSIDE = '{ internet: { ip: 203.0.113.7 } }';

const WAYS: readonly Way[] = [
  {
    name: 'a cluster IP by name',
    spec: () => 'ports: [{ port: 80, targetPort: 8080 }]',
    from: INSIDE,
    url: (index) => `http://app-${index}`,
  },
  {
    name: 'a node port from outside',
    spec: (index) => `type: NodePort, ports: [{ port: 80, targetPort: 8080, nodePort: ${30_000 + index} }]`,
    from: OUTSIDE,
    url: (index) => `http://node-1:${30_000 + index}`,
  },
  {
    name: 'a load balancer',
    spec: () => 'type: LoadBalancer, ports: [{ port: 80, targetPort: 8080 }]',
    from: OUTSIDE,
    url: (index) => `http://app-${index}.default.lb`,
  },
  {
    name: 'a headless Service',
    spec: () => 'clusterIP: None, ports: [{ port: 8080 }]',
    from: INSIDE,
    url: (index) => `http://app-${index}:8080`,
  },
];

/** Microseconds of processor time for one request by each way, and how much more among many Services than among few. */
export function* requestFigures(): Generator<Figure> {
  const runs = WAYS.map((way) => ({
    way,
    few: settled(way, FEW),
    many: settled(way, MANY),
    times: { few: [] as number[], many: [] as number[] }, // filled below
  }));
  for (const { few, many } of runs) for (const each of [few, many]) timeOfOne(each);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { few, many, times } of runs) {
      times.few.push(timeOfOne(few));
      times.many.push(timeOfOne(many));
    }
  }
  for (const { way, times } of runs) {
    const [few, many] = [median(times.few), median(times.many)];
    yield { name: `one request to ${way.name}, among ${FEW} Services`, value: few, unit: 'µs', bound: { atMost: 5 } };
    yield { name: `one request to ${way.name}, among ${MANY} Services`, value: many, unit: 'µs', bound: { atMost: 5 } };
    yield {
      name: `one request to ${way.name}, among ${MANY} Services against ${FEW}`,
      value: many / few,
      unit: 'times',
      bound: { atMost: 1.5 },
    };
  }
}

/** A cluster of that many Services, all of them ready, and with its clients at work. */
function settled(way: Way, services: number): Simulation {
  const simulation = createSimulation({ documents: parseManifest(clients(way)), seed: 1, commands: [] });
  for (const text of [apps(), ...serviceTexts(way, services)]) {
    const { output } = simulation.api.applyManifest(parseManifest(text));
    if (output.exit !== 0) throw new Error(output.stderr);
  }
  // Load balancers have probed the nodes, and every kube-proxy has synced.
  for (let tenth = 1; tenth <= 150; tenth++) {
    simulation.advance(millis(tenth * 100));
    simulation.takeTrace();
  }
  return simulation;
}

/** The processor time of one request, in microseconds. */
function timeOfOne(simulation: Simulation): number {
  let requests = 0;
  const before = process.cpuUsage();
  for (let done = 0; done < STRETCH; done += TAKEN) {
    simulation.advance(micros(simulation.now + TAKEN * 1_000));
    const taken = simulation.takeTrace().requests;
    requests += taken.length;
    if (taken[0]?.outcome !== 'answered') throw new Error(JSON.stringify(taken[0]));
  }
  return process.cpuUsage(before).user / requests;
}

function clients({ from, url }: Way): string {
  const requests = Array.from({ length: ASKED }, (_, index) => `  - { url: "${url(index)}", every: 1ms }\n`);
  return `apiVersion: kubehops.dev/v1
kind: Client
metadata: { name: alice }
spec:
  from: ${from}
  requests:
${requests.join('')}`;
}

function apps(): string {
  const one = (index: number): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: app-${index} }
spec:
  replicas: ${REPLICAS}
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata: { labels: { app: app-${index} } }
    spec:
      containers: [{ name: app, image: "registry.example.com/app:1.0", ports: [{ containerPort: 8080 }] }]
---
`;
  return Array.from({ length: APPS }, (_, index) => one(index)).join('');
}

/** Those that are asked come in the middle of the others, which nobody asks. */
function serviceTexts(way: Way, services: number): readonly string[] {
  const one = (index: number): string => {
    const spec = (index < ASKED ? way : WAYS[0])?.spec(index) ?? '';
    return `apiVersion: v1
kind: Service
metadata: { name: app-${index} }
spec: { selector: { app: app-${index % APPS} }, ${spec} }
---
`;
  };
  const all = Array.from({ length: services }, (_, index) => one((index + services / 2) % services));
  return Array.from({ length: Math.ceil(services / SERVICES_PER_FILE) }, (_, index) =>
    all.slice(index * SERVICES_PER_FILE, (index + 1) * SERVICES_PER_FILE).join(''),
  );
}
