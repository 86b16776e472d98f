/** One object of `kubectl apply`: create it, or patch what is there by the three-way rule. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { readMap, readObject, readText } from '../../kubernetes/decode/read.ts';
import { type ApiResource, apiVersionOf, keyFor, qualifiedPlural } from '../../kubernetes/decode/resources.ts';
import { goJson } from '../../kubernetes/field/field-error.ts';
import type { ObjectApi } from './object-api.ts';
import { threeWayPatch } from './patch/diff.ts';
import type { ApiStatus } from './status.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What became of it. A refusal's `status` is the server's; its `message` is what kubectl has made of it. */
export type ObjectOutcome = {
  readonly warnings: readonly string[];
} & (
  | {
      readonly type: 'applied';
      readonly verdict: 'created' | 'configured' | 'unchanged';
      /** As it is stored now. */
      readonly stored: JsonObject;
    }
  | {
      readonly type: 'refused';
      readonly status: ApiStatus;
      readonly message: string;
      readonly paths: readonly string[];
    }
  | { readonly type: 'client'; readonly message: string; readonly paths: readonly string[] }
);

/** JSON with sorted keys, as Go encodes it. */
export function sortedJson(value: JsonValue): string {
  return goJson(sorted(value));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => sorted(item));
  if (!isJsonObject(value)) return value;
  // Without a prototype: its keys come from the user's text.
  const object = { __proto__: null } as unknown as Record<string, JsonValue>;
  for (const key of Object.keys(value).toSorted()) object[key] = sorted(value[key] ?? null);
  return object;
}

/** `body` with the annotation that remembers it. Upstream: kubectl util.GetModifiedConfiguration. */
function withLastApplied(body: JsonObject): JsonObject {
  const metadata = readObject(body, 'metadata');
  // kubectl rewrites the annotations as strings, so that null becomes empty; elsewhere the server drops it.
  const annotations = Object.fromEntries(
    Object.entries(readObject(metadata, 'annotations'))
      .filter(([key]) => key !== LAST_APPLIED)
      .map(([key, value]) => [key, value ?? '']),
  );
  const plain = { ...body, metadata: { ...metadata, annotations } };
  const remembered = { ...annotations, [LAST_APPLIED]: `${sortedJson(plain)}\n` };
  return { ...body, metadata: { ...metadata, annotations: remembered } };
}

/** Upstream: kubectl/pkg/cmd/apply applyOneObject (v1.36). */
export function applyObject(
  server: ObjectApi,
  resource: ApiResource,
  body: JsonObject,
  namespace: string,
  fileName: string,
): ObjectOutcome {
  const metadata = readObject(body, 'metadata');
  const name = readText(metadata, 'name');
  const generateName = readText(metadata, 'generateName');
  const client = (message: string, path: string): ObjectOutcome => ({
    type: 'client',
    message,
    paths: [path],
    warnings: [],
  });
  if (name === '' && generateName !== '') {
    return client(`from ${generateName}: cannot use generate name with apply`, 'metadata.generateName');
  }
  const nameProblem = pathSegmentProblem(name);
  if (nameProblem !== undefined) {
    const what = `retrieving current configuration of:\n${describe(resource, name, namespace)}\nfrom server for:`;
    return client(`error when ${what} ${JSON.stringify(fileName)}: ${nameProblem}`, 'metadata.name');
  }
  const placed = resource.isNamespaced ? { ...body, metadata: { ...metadata, namespace } } : body;
  const modified = server.memory.sent.get(body, namespace, () => withLastApplied(placed));
  const key = keyFor(resource, namespace, name);
  const current = server.read(resource, key);
  if (current === undefined) {
    const response = server.create(resource, modified, namespace);
    if (response.type === 'ok') {
      return { type: 'applied', verdict: 'created', stored: response.object, warnings: response.warnings };
    }
    return { ...response, message: `error when creating ${JSON.stringify(fileName)}: ${response.status.message}` };
  }
  return patchObject(server, resource, key, modified, current, namespace, fileName);
}

function patchObject(
  server: ObjectApi,
  resource: ApiResource,
  key: string,
  modified: JsonObject,
  current: JsonObject,
  namespace: string,
  fileName: string,
): ObjectOutcome {
  const metadata = readObject(current, 'metadata');
  const name = readText(metadata, 'name');
  const remembered = readMap(readObject(current, 'metadata'), 'annotations')[LAST_APPLIED];
  const warnings: string[] = [];
  if (remembered === undefined) {
    warnings.push(
      `resource ${qualifiedPlural(resource)}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  }
  const patch = threeWayPatch(resource.kind, parseRemembered(remembered), modified, current);
  const patchText = sortedJson(patch);
  const response = server.patch(resource, key, patch);
  const all = [...warnings, ...response.warnings];
  if (response.type === 'ok') {
    const verdict = patchText === '{}' ? 'unchanged' : 'configured';
    return { type: 'applied', verdict, stored: response.object, warnings: all };
  }
  const file = JSON.stringify(fileName);
  const what = `applying patch:\n${patchText}\nto:\n${describe(resource, name, namespace)}\nfor:`;
  const message = `error when ${what} ${file}: error when patching ${file}: ${response.status.message}`;
  return { ...response, message, warnings: all };
}

/** The manifest applied last, which this very code wrote into the annotation; anything else counts as none. */
function parseRemembered(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    // JSON.parse gives JSON.
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Upstream: client-go rest.IsValidPathSegmentName. */
function pathSegmentProblem(name: string): string | undefined {
  if (name === '') return 'resource name may not be empty';
  const problems: string[] = [];
  if (name === '.' || name === '..') problems.push(`may not be '${name}'`);
  else for (const part of ['/', '%']) if (name.includes(part)) problems.push(`may not contain '${part}'`);
  return problems.length === 0 ? undefined : `invalid resource name ${JSON.stringify(name)}: [${problems.join(' ')}]`;
}

/** Upstream: cli-runtime resource.Info.String. */
function describe(resource: ApiResource, name: string, namespace: string): string {
  const version = resource.group === '' ? `/${resource.version}` : apiVersionOf(resource);
  const place = resource.isNamespaced ? namespace : '';
  return `Resource: "${version}, Resource=${resource.plural}", GroupVersionKind: "${version}, Kind=${resource.kind}"\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(place)}`;
}
