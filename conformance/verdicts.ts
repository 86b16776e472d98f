/** Scores cases of verdicts.json: what kubectl printed, what the API server answered, what it stored. */
import { createRandom } from '../src/base/random.ts';
import { START } from '../src/base/sim-time.ts';
import type { JsonObject, JsonValue } from '../src/base/json.ts';
import { isJsonObject } from '../src/base/json.ts';
import type { ManifestDocument } from '../src/kubernetes/api/document.ts';
import { readList, readMap, readObject, readText } from '../src/kubernetes/decode/read.ts';
import { type ApiResource, findResource } from '../src/kubernetes/decode/resources.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { ApiServer } from '../src/simulation/apiserver/api-server.ts';
import type { DocumentResult } from '../src/simulation/apiserver/document-result.ts';
import type { WriteRequest } from '../src/simulation/apiserver/kubectl/request.ts';
import { runKubectl } from '../src/simulation/apiserver/kubectl/run-kubectl.ts';
import { printedObject } from '../src/simulation/apiserver/printed-object.ts';
import type { ApiStatus } from '../src/simulation/apiserver/status.ts';
import { differences } from './differences.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where the recorded API server listened. */
const SECURE_PORT = 17_444;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Undefined when every step comes out as recorded, otherwise the differences. */
export function scoreVerdictCase(testCase: unknown): string | undefined {
  const server = new ApiServer({
    clock: { now: START },
    random: createRandom(1, 'conformance'),
    securePort: SECURE_PORT,
  });
  const seen = new Map<string, JsonObject>();
  let manifest = '';
  for (const [index, step] of list(fields(testCase)['steps']).entries()) {
    const written = fields(step)['manifest'];
    if (typeof written === 'string') manifest = written;
    const found = scoreStep(server, fields(step), seen, manifest);
    if (found.length > 0) return found.map((line) => `step ${index}: ${line}`).join('\n');
  }
  return undefined;
}

function scoreStep(
  server: ApiServer,
  step: Fields,
  seen: Map<string, JsonObject>,
  manifest: string,
): readonly string[] {
  const command = step['kubectl'];
  if (command !== undefined) return scoreCommand(server, step, list(command).map(String), seen, manifest);
  const documents = parseManifest(manifest);
  const applied = server.applyManifest(documents);
  const expected = list(step['results']).map((result) => fields(result));
  const found = [...differences('apply', step['apply'], applied.output)];
  if (expected.length !== applied.results.length) {
    found.push(`results: expected ${expected.length}, got ${applied.results.length}`);
  }
  for (const [index, result] of applied.results.entries()) {
    const recorded = expected[index];
    if (recorded !== undefined) {
      found.push(...scoreResult(`results[${index}]`, recorded, result, documents, server, seen));
    }
    remember(server, result, seen);
  }
  return found;
}

function scoreCommand(
  server: ApiServer,
  step: Fields,
  argv: readonly string[],
  seen: Map<string, JsonObject>,
  manifest: string,
): readonly string[] {
  const documents = parseManifest(manifest);
  const result = runKubectl(server, argv, { documents, fileName: 'manifest.yaml' });
  if (result === undefined) return [`no such command here yet: kubectl ${argv.join(' ')}`];
  const found = [...differences('apply', step['apply'], result.output)];
  const expected = list(step['results']).map((entry) => fields(entry));
  if (expected.length !== result.requests.length) {
    found.push(`results: expected ${expected.length}, got ${result.requests.length}`);
  }
  for (const [index, request] of result.requests.entries()) {
    const recorded = expected[index];
    if (recorded === undefined) continue;
    const path = `results[${index}]`;
    const stored = shownObject(server, request);
    const { object = null, allocation = {}, ...rest } = recorded;
    const previous = seen.get(`${request.resource.kind} ${request.key}`);
    found.push(...differences(path, rest, shownRequest(request, stored)));
    found.push(...compareObject(`${path}.object`, object, stored, fields(allocation), previous));
    remember(server, request, seen);
  }
  return found;
}

/** Refused and deleting requests are known by their path alone, others by what came back. */
function shownRequest(request: WriteRequest, object: JsonObject | undefined): Fields {
  const isByPath = request.verdict === 'deleted' || request.verdict === 'rejected';
  return {
    apiVersion: isByPath ? null : object?.['apiVersion'],
    kind: isByPath ? request.resource.plural : object?.['kind'],
    namespace: isByPath ? null : request.key.split('/')[0],
    name: request.subresource ?? request.name,
    verdict: request.verdict,
    status: shownStatus(request.status),
    ...(request.verdict === 'rejected' ? { phase: 'server' } : {}),
  };
}

function shownObject(server: ApiServer, request: WriteRequest): JsonObject | undefined {
  if (request.verdict === 'rejected') return undefined;
  const object = storedOf(server, request);
  if (object === undefined || request.subresource === undefined) return object;
  const { name = '', namespace = '' } = readObject(object, 'metadata');
  const spec = readObject(object, 'spec');
  const labels = Object.entries(readMap(readObject(spec, 'selector'), 'matchLabels'));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace },
    spec: { replicas: spec['replicas'] ?? 0 },
    status: { replicas: 0, selector: labels.map(([key, value]) => `${key}=${value}`).join(',') },
  };
}

function scoreResult(
  path: string,
  recorded: Fields,
  result: DocumentResult,
  documents: readonly ManifestDocument[],
  server: ApiServer,
  seen: ReadonlyMap<string, JsonObject>,
): readonly string[] {
  const body = bodyOf(result, documents);
  const actual: Record<string, unknown> = {
    verdict: result.verdict,
    status: shownStatus(result.status),
    object: null,
    ...(result.phase === undefined ? {} : { phase: result.phase }),
    ...(result.phase === 'not-reached' ? { notReached: true } : {}),
  };
  const { object: expectedObject = null, allocation = {}, serverStatus, ...rest } = recorded;
  const found: string[] = [];
  if (result.verdict !== 'unreadable' && body !== undefined) {
    const metadata = readObject(body, 'metadata');
    Object.assign(actual, {
      apiVersion: body['apiVersion'] ?? null,
      kind: body['kind'] ?? null,
      namespace: metadata['namespace'] ?? null,
      name: metadata['name'] ?? null,
    });
  } else {
    // Taken by a regular expression when they were recorded; not to be graded.
    for (const key of ['apiVersion', 'kind', 'namespace', 'name']) actual[key] = rest[key];
  }
  const stored = storedOf(server, result);
  found.push(...differences(path, { ...rest, object: null }, actual));
  found.push(...compareObject(`${path}.object`, expectedObject, stored, fields(allocation), seen.get(idOf(result))));
  if (serverStatus !== undefined) {
    const status = body === undefined ? undefined : directStatus(server, body);
    found.push(...differences(`${path}.serverStatus`, serverStatus, shownStatus(status)));
  }
  return found;
}

function bodyOf(result: DocumentResult, documents: readonly ManifestDocument[]): JsonObject | undefined {
  const value = documents.find((document) => document.index === result.document)?.value;
  if (!isJsonObject(value)) return undefined;
  if (result.path === '') return value;
  const item: JsonValue | undefined = readList(value, 'items')[Number(/\d+/.exec(result.path)?.[0])];
  return isJsonObject(item) ? item : undefined;
}

/** What the server says to the body sent to it straight. */
function directStatus(server: ApiServer, body: JsonObject): ApiStatus | undefined {
  const resource = findResource(readText(body, 'apiVersion'), readText(body, 'kind'));
  const sent = resource ?? findResource('v1', readText(body, 'kind'));
  if (sent === undefined) return undefined;
  const response = server.create(sent, body, readText(readObject(body, 'metadata'), 'namespace') || 'default', true);
  return response.type === 'refused' ? response.status : undefined;
}

function shownStatus(status: ApiStatus | undefined): unknown {
  if (status === undefined) return null;
  return {
    code: status.code,
    reason: status.reason,
    message: status.message,
    causes: status.causes.map(({ reason = null, field = null, message }) => ({ reason, field, message })),
  };
}

function idOf(result: Stored): string {
  return `${result.resource?.kind} ${result.key}`;
}

interface Stored {
  readonly resource?: ApiResource;
  readonly key?: string;
}

function storedOf(server: ApiServer, result: Stored): JsonObject | undefined {
  if (result.resource === undefined || result.key === undefined) return undefined;
  const object = server.read(result.resource, result.key);
  if (object === undefined) return undefined;
  const {
    uid: _uid,
    creationTimestamp: _made,
    resourceVersion: _version,
    generation: _generation,
    ...metadata
  } = {
    ...readObject(object, 'metadata'),
  };
  const { [LAST_APPLIED]: _applied, ...annotations } = { ...readObject(metadata, 'annotations') };
  const { annotations: _all, ...bare } = metadata;
  const shown = Object.keys(annotations).length === 0 ? bare : { ...bare, annotations };
  return printedObject({ ...object, metadata: shown });
}

function remember(server: ApiServer, result: Stored, seen: Map<string, JsonObject>): void {
  const object = storedOf(server, result);
  if (object === undefined) seen.delete(idOf(result));
  else seen.set(idOf(result), object);
}

/** Compares an object; where the recording has `<allocated>`, any fit value will do, as new or old as recorded. */
function compareObject(
  path: string,
  expected: unknown,
  actual: JsonObject | undefined,
  allocation: Fields,
  previous: JsonObject | undefined,
): readonly string[] {
  const found: string[] = [];
  const values = new Map<string, unknown>();
  found.push(
    ...differences(path, expected, actual ?? null, (at, wanted, got) => {
      if (wanted !== '<allocated>') return undefined;
      values.set(at.slice(path.length + 1), got);
      const isFit = typeof got === 'number' ? got >= 30_000 && got <= 32_767 : /^10\.96\.\d+\.\d+$/.test(String(got));
      return isFit ? [] : [`${at}: expected an allocated value, got ${JSON.stringify(got)}`];
    }),
  );
  const before = new Map<string, unknown>();
  if (previous !== undefined) collect('', previous, before);
  for (const [at, wanted] of Object.entries(allocation)) {
    const value = values.get(at);
    const old = before.get(at);
    const elsewhere = [...before].find(([other, known]) => other !== at && known === value && /nodePort$/i.test(other));
    const got =
      value !== undefined && value === old
        ? 'kept'
        : elsewhere !== undefined
          ? `moved from ${elsewhere[0]}`
          : String(wanted) === 'changed'
            ? 'changed'
            : old === undefined
              ? 'new'
              : 'changed';
    if (got !== wanted) found.push(`allocation of ${at}: expected ${String(wanted)}, got ${got}`);
  }
  return found;
}

function collect(path: string, value: JsonValue, into: Map<string, unknown>): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(`${path}[${index}]`, item, into);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) collect(path === '' ? key : `${path}.${key}`, item, into);
  } else {
    into.set(path, value);
  }
}

function fields(value: unknown): Fields {
  // The recordings are plain JSON objects.
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
