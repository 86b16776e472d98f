/** One large cluster from its text until it has converged. */
import { performance } from 'node:perf_hooks';
import { after, millis, seconds, type SimTime, START } from '../src/base/sim-time.ts';
import type { Node } from '../src/kubernetes/api/node.ts';
import { objectKey } from '../src/kubernetes/api/objects.ts';
import type { Pod } from '../src/kubernetes/api/pod.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { createSimulation, type Simulation } from '../src/simulation/simulation.ts';

/** What a run has found. */
export interface ScaleResult {
  /** From the text to convergence. */
  readonly seconds: number;
  /** What the processor was busy with it, in seconds: all threads, those that collect garbage too. */
  readonly processor: number;
  /** The most resident memory, in bytes. */
  readonly memory: number;
  /** Milliseconds of single flips of one pod's readiness. */
  readonly flips: readonly number[];
}

/** How much virtual time passes between two looks, and how often the trace is dropped: it is nobody's here. */
const LOOK = seconds(2);
const DROP = millis(100);
const PATIENCE = seconds(600);
const FLIPS = 25;

/** Runs a cluster of that size. */
export function runScale(nodes: number, services: number, pods: number): ScaleResult {
  const files = manifests(services, Math.round(pods / services));
  const start = performance.now();
  const simulation = createSimulation({ documents: parseManifest(CLIENT), seed: 1, commands: [] });
  addNodes(simulation, nodes);
  for (const file of files) {
    const { output } = simulation.api.applyManifest(parseManifest(file));
    if (output.exit !== 0) throw new Error(output.stderr);
  }
  simulation.takeTrace();
  for (let until: SimTime = START; !hasConverged(simulation, pods); until = after(until, LOOK)) {
    if (until > PATIENCE) throw new Error(`not converged after ${until / 1e6} s`);
    for (let end = after(simulation.now, DROP); end <= until; end = after(end, DROP)) {
      simulation.advance(end);
      simulation.takeTrace();
    }
  }
  const taken = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const [pod] = simulation.api.store.list('Pod');
  const key = pod === undefined ? '' : objectKey(pod.metadata);
  const flips = Array.from({ length: FLIPS }, (_, index) => flip(simulation, key, index % 2 === 1));
  return { seconds: taken, processor: (user + system) / 1e6, memory: process.resourceUsage().maxRSS * 1024, flips };
}

/** One client, so that none is made for each Service. */
const CLIENT = `apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    pod:
      namespace: default
      node: node-1
  requests:
  - url: http://app-0
    every: 1s
`;

/** The API server takes no more than 3 MiB at once. */
const SERVICES_PER_FILE = 1_000;

function manifests(services: number, replicas: number): readonly string[] {
  const one = (index: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: app-${index}
  template:
    metadata:
      labels:
        app: app-${index}
    spec:
      containers:
      - name: app
        image: registry.example.com/app:1.0
        ports:
        - containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: app-${index}
spec:
  selector:
    app: app-${index}
  ports:
  - port: 80
    targetPort: 8080
---
`;
  const all = Array.from({ length: services }, (_, index) => one(index));
  const files = Math.ceil(services / SERVICES_PER_FILE);
  return Array.from({ length: files }, (_, index) =>
    all.slice(index * SERVICES_PER_FILE, (index + 1) * SERVICES_PER_FILE).join(''),
  );
}

/** A cluster's document has at most a hundred nodes; the others join as machines that register themselves. */
function addNodes({ api }: Simulation, nodes: number): void {
  const [first] = api.store.list('Node');
  if (first === undefined) return;
  for (let index = api.store.list('Node').length; index < nodes; index++) api.store.put(likeNode(first, index));
}

function likeNode(node: Node, index: number): Node {
  const name = `node-${index + 1}`;
  const [high, low] = [index >> 8, index & 255];
  const address = `172.20.${high}.${low}`;
  return {
    ...node,
    metadata: { name, labels: { ...node.metadata.labels, 'kubernetes.io/hostname': name } },
    spec: { ...node.spec, podCIDR: `10.${128 + high}.${low}.0/24` },
    status: {
      ...node.status,
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
    },
  };
}

/** Every pod is Ready and told of in a slice. */
function hasConverged({ api }: Simulation, pods: number): boolean {
  let ready = 0;
  for (const { endpoints = [] } of api.store.list('EndpointSlice')) {
    for (const { conditions } of endpoints) if (conditions?.ready === true) ready += 1;
  }
  return ready >= pods;
}

/** One pod turns unready, or ready again: the time until a slice says so. */
function flip(simulation: Simulation, key: string, isReady: boolean): number {
  simulation.takeTrace();
  const start = performance.now();
  const pod = simulation.api.store.get('Pod', key);
  if (pod === undefined) throw new Error(`no pod ${key}`);
  simulation.api.store.put(withReady(pod, isReady));
  for (let waited = 0; waited < 100; waited++) {
    simulation.advance(after(simulation.now, millis(5)));
    const { revisions } = simulation.takeTrace();
    if (revisions.some(({ kind }) => kind === 'EndpointSlice')) return performance.now() - start;
  }
  throw new Error('no EndpointSlice has followed');
}

function withReady(pod: Pod, isReady: boolean): Pod {
  const conditions = pod.status.conditions?.map((condition) =>
    condition.type === 'Ready' ? { ...condition, status: isReady ? ('True' as const) : ('False' as const) } : condition,
  );
  return { ...pod, status: { ...pod.status, ...(conditions === undefined ? {} : { conditions }) } };
}
