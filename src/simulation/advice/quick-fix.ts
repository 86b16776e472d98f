/** The one obvious mend of a problem, where there is one. */
import { nearestWord } from '../../base/edit-distance.ts';
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import type { ManifestDocument, TextRange } from '../../kubernetes/api/document.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { Deployment } from '../../kubernetes/api/workloads.ts';
import { goStruct, type GoType } from '../../kubernetes/decode/go-types.ts';
import { apiVersionOf, resourceOfKind } from '../../kubernetes/decode/resources.ts';
import { message } from '../message.ts';
import type { Diagnostic, QuickFix } from '../trace.ts';

/** What the mends are taken from. */
export interface FixContext {
  readonly documents: readonly ManifestDocument[];
  readonly services: readonly Service[];
  readonly deployments: readonly Deployment[];
}

/** How far a misspelt word may be from the right one. */
const MOST_TYPOS = 2;
/** Upstream: cmd/kube-apiserver ServiceNodePortRange (v1.36). */
const NODE_PORTS = { first: 30_000, last: 32_767 };

/** The diagnostic with its fix: a misspelt field, a quoted number, a wrong apiVersion, a node port, a label that nothing bears. */
export function withQuickFix(diagnostic: Diagnostic, context: FixContext): Diagnostic {
  const document = context.documents.find(({ range }) => contains(range, diagnostic.range));
  const fix = document && fixFor(diagnostic, document, context);
  return fix === undefined ? diagnostic : { ...diagnostic, fix };
}

function fixFor(diagnostic: Diagnostic, document: ManifestDocument, context: FixContext): QuickFix | undefined {
  const { message: said, path } = diagnostic;
  if (document.error?.mend !== undefined) return mendText(document.error.mend);
  if (typeof said !== 'string') {
    return said.id === 'advice.selectorMatchesNothing' ? fixSelector(document, context) : undefined;
  }
  if (said.includes('unknown field') && path !== undefined) return fixField(document, path);
  if (said.includes('no matches for kind')) return fixApiVersion(document);
  if (path === undefined) return undefined;
  if (said.includes('cannot unmarshal string') && said.includes('of type int')) return fixNumber(document, path);
  if (said.includes('already allocated') || said.includes('not in the valid range'))
    return fixPort(document, path, context);
  return undefined;
}

function mendText(edit: NonNullable<NonNullable<ManifestDocument['error']>['mend']>): QuickFix {
  const { text } = edit;
  if (text.endsWith(':')) return { title: message('fix.addColon', { key: text.slice(0, -1) }), edit };
  return { title: message('fix.value', { from: text.replace(':', ': '), to: text }), edit };
}

/** A field that the kind does not have, near one that it has and that the text does not use yet. */
function fixField(document: ManifestDocument, path: string): QuickFix | undefined {
  const range = document.keys[path];
  const { value } = document;
  if (range === undefined || !isJsonObject(value) || typeof value['kind'] !== 'string') return undefined;
  const cut = path.lastIndexOf('.');
  const from = path.slice(cut + 1);
  const parent = path.slice(0, Math.max(cut, 0));
  const fields = fieldsAt(value['kind'], parent).filter(
    (name) => document.keys[parent === '' ? name : `${parent}.${name}`] === undefined,
  );
  const to = nearestWord(from, fields, MOST_TYPOS);
  return to === undefined ? undefined : { title: message('fix.rename', { from, to }), edit: { range, text: to } };
}

/** The names of the fields that an object of the kind may have at the path. */
function fieldsAt(kind: string, path: string): readonly string[] {
  let struct = goStruct(kind);
  for (const name of path.split('.').filter((part) => part !== '')) {
    let goType: GoType | undefined = struct?.get(name.replace(/\[.*$/, ''))?.goType;
    while (goType?.type === 'list') goType = goType.item;
    struct = goType?.type === 'struct' ? goStruct(goType.struct) : undefined;
  }
  return Array.from(struct?.keys() ?? []);
}

function fixApiVersion(document: ManifestDocument): QuickFix | undefined {
  const range = document.values['apiVersion'];
  const kind = isJsonObject(document.value) ? document.value['kind'] : undefined;
  const resource = typeof kind === 'string' ? resourceOfKind(kind) : undefined;
  if (range === undefined || resource === undefined) return undefined;
  const version = apiVersionOf(resource);
  return { title: message('fix.apiVersion', { version }), edit: { range, text: version } };
}

function fixNumber(document: ManifestDocument, path: string): QuickFix | undefined {
  const range = document.values[path];
  const value = valueAt(document.value, path);
  if (range === undefined || typeof value !== 'string' || !/^\d{1,9}$/.test(value)) return undefined;
  return { title: message('fix.value', { from: JSON.stringify(value), to: value }), edit: { range, text: value } };
}

/** The next node port after the one asked for that nobody has, stored or asked for in the text; from the start where it is out of range. */
function fixPort(document: ManifestDocument, path: string, { services, documents }: FixContext): QuickFix | undefined {
  const range = path.endsWith('.nodePort') ? document.values[path] : undefined;
  if (range === undefined) return undefined;
  const stored = services.flatMap(({ spec }) => [
    spec.healthCheckNodePort,
    ...(spec.ports ?? []).map(({ nodePort }) => nodePort),
  ]);
  const written = documents.flatMap((each) =>
    Object.keys(each.values)
      .filter((at) => at.endsWith('odePort'))
      .map((at) => valueAt(each.value, at)),
  );
  const taken = new Set<unknown>([...stored, ...written]);
  const asked = valueAt(document.value, path);
  const size = NODE_PORTS.last - NODE_PORTS.first + 1;
  const start =
    typeof asked === 'number' && asked >= NODE_PORTS.first && asked < NODE_PORTS.last ? asked : NODE_PORTS.first;
  for (let step = 0; step < size; step++) {
    const port = NODE_PORTS.first + ((start - NODE_PORTS.first + step) % size);
    if (!taken.has(port)) return { title: message('fix.port', { port }), edit: { range, text: String(port) } };
  }
  return undefined;
}

/** A selector of which one value is a slip away from a label that the pods bear. */
function fixSelector(document: ManifestDocument, { services, deployments }: FixContext): QuickFix | undefined {
  const metadata = isJsonObject(document.value) ? document.value['metadata'] : undefined;
  const service = services.find(
    ({ metadata: { name, namespace } }) =>
      isJsonObject(metadata) && name === metadata['name'] && namespace === (metadata['namespace'] ?? 'default'),
  );
  const selector = service?.spec.selector ?? {};
  const labels = deployments
    .filter((deployment) => deployment.metadata.namespace === service?.metadata.namespace)
    .map(({ spec }): StringMap => spec.template.metadata?.labels ?? {});
  for (const [key, from] of Object.entries(selector)) {
    const others = Object.entries(selector).filter(([other]) => other !== key);
    const fitting = labels.filter((each) => others.every(([other, value]) => each[other] === value));
    const values = new Set(fitting.flatMap((each) => each[key] ?? []));
    const to = nearestWord(from, [...values], MOST_TYPOS) ?? (values.size === 1 ? [...values][0] : undefined);
    const range = document.values[`spec.selector.${key}`];
    if (to !== undefined && to !== from && range !== undefined) {
      return { title: message('fix.value', { from, to }), edit: { range, text: to } };
    }
  }
  return undefined;
}

function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const part of path.split(/[.[\]]+/).filter((each) => each !== '')) {
    if (Array.isArray(at)) at = (at as readonly JsonValue[])[Number(part)];
    else at = isJsonObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return at;
}

function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.startLine <= inner.startLine && inner.startLine <= outer.endLine;
}
