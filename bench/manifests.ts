/** What a text costs until it is applied, and what the shipped scenarios cost. */
import { createRandom } from '../src/base/random.ts';
import { seconds, START } from '../src/base/sim-time.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { SCENARIOS } from '../src/scenarios/index.ts';
import { ApiServer } from '../src/simulation/apiserver/api-server.ts';
import { ApplyMemory } from '../src/simulation/apiserver/apply-memory.ts';
import { openSession, SessionMemory } from '../src/worker/run-session.ts';
import { type Figure, medianMs } from './figure.ts';

/** About 8,000 lines: a hundred Deployments, each with its Service. */
function manyDocuments(): readonly string[] {
  return Array.from({ length: 100 }, (_, index) => {
    const containers = Array.from(
      { length: 8 },
      (__, container) => `      - name: c${container}
        image: registry.example.com/app-${index}:${container}
        ports:
        - name: port-${container}
          containerPort: ${8000 + container}
`,
    ).join('');
    return [
      `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: app-${index}
  template:
    metadata:
      labels:
        app: app-${index}
    spec:
      containers:
${containers}`,
      `apiVersion: v1
kind: Service
metadata:
  name: app-${index}
spec:
  selector:
    app: app-${index}
  ports:
  - name: first
    port: 80
    targetPort: port-0
  - name: second
    port: 81
    targetPort: port-1
`,
    ];
  }).flat();
}

function applyAll(documents: ReturnType<typeof parseManifest>, memory = new ApplyMemory()): void {
  const server = new ApiServer({ clock: { now: START }, random: createRandom(1, 'bench'), memory });
  const { output } = server.applyManifest(documents);
  if (output.exit !== 0) throw new Error(output.stderr);
}

/** Reading and judging a large text, whole and after an edit; the first minutes of scenarios. */
export function* manifestFigures(): Generator<Figure> {
  const documents = manyDocuments();
  const text = documents.join('---\n');
  const lines = text.split('\n').length;
  yield {
    name: `read, decode, default, validate ${documents.length} documents (${lines} lines)`,
    value: medianMs(() => applyAll(parseManifest(text))),
    unit: 'ms',
    bound: { atMost: 100 },
  };

  const memory = new SessionMemory();
  let edit = 0;
  yield {
    name: 'the same after one document has changed',
    value: medianMs(() => {
      const edited = text.replace('replicas: 2', `replicas: ${(edit += 1)}`);
      applyAll(parseManifest(edited, memory.manifest), memory.apply);
    }),
    unit: 'ms',
    bound: { atMost: 30 },
  };

  for (const { id, manifests, seed } of SCENARIOS.filter((scenario) =>
    ['cluster-ip', 'node-shutdown'].includes(scenario.id),
  )) {
    const value = medianMs(() => openSession({ manifests, seed, commands: [] }).advance(seconds(90)));
    yield { name: `scenario ${id}: the first 90 s`, value, unit: 'ms' };
  }
}
