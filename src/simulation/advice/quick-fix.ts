/** The one obvious mend of a problem, where there is one. */
import { nearestWord } from '../../base/edit-distance.ts';
import { isJsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { Deployment } from '../../kubernetes/api/workloads.ts';
import { goStruct, type GoType } from '../../kubernetes/decode/go-types.ts';
import { message } from '../message.ts';
import type { Diagnostic, QuickFix } from '../trace.ts';
import { fixSelector, fixShorthand, fixTemplateLabels } from './fix-labels.ts';
import { fixKind, fixKindOrVersion, fixName, fixNumber, fixText, fixUnsupported } from './fix-value.ts';
import { MOST_TYPOS } from './typos.ts';
import { valueAt } from './value-at.ts';

/** What the mends are taken from. */
export interface FixContext {
  readonly documents: readonly ManifestDocument[];
  readonly services: readonly Service[];
  readonly deployments: readonly Deployment[];
}

/** Upstream: cmd/kube-apiserver ServiceNodePortRange (v1.36). */
const NODE_PORTS = { first: 30_000, last: 32_767 };

/** Gives diagnostics their fixes: misspelt words, quotes, kinds and versions, node ports, labels and their selectors. */
export function quickFixer(context: FixContext): (diagnostic: Diagnostic) => Diagnostic {
  let taken: ReadonlySet<unknown> | undefined;
  const portsTaken = (): ReadonlySet<unknown> => (taken ??= takenPorts(context));
  return (diagnostic) => {
    const document = documentAt(context.documents, diagnostic.range.startLine);
    const fix = document && fixFor(diagnostic, document, context, portsTaken);
    return fix === undefined ? diagnostic : { ...diagnostic, fix };
  };
}

/** The document that the line, from 1, is in; they stand in the order of the text. */
function documentAt(documents: readonly ManifestDocument[], line: number): ManifestDocument | undefined {
  let [low, high] = [0, documents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((documents[middle]?.range.endLine ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  const document = documents[low];
  return document !== undefined && document.range.startLine <= line ? document : undefined;
}

function fixFor(
  diagnostic: Diagnostic,
  document: ManifestDocument,
  { services, deployments }: FixContext,
  portsTaken: () => ReadonlySet<unknown>,
): QuickFix | undefined {
  const { message: said, path } = diagnostic;
  if (document.error?.mend !== undefined) return mendText(document.error.mend);
  if (typeof said !== 'string') {
    return said.id === 'advice.selectorMatchesNothing' ? fixSelector(document, services, deployments) : undefined;
  }
  if (said.includes('unknown field') && path !== undefined)
    return fixField(document, path) ?? fixShorthand(document, path);
  if (said.includes('no matches for kind')) return fixKindOrVersion(document);
  if (said.includes('no kind "')) return fixKind(document);
  if (path === undefined) return undefined;
  if (said.includes('cannot unmarshal string') && said.includes('of type int')) return fixNumber(document, path);
  if (/cannot unmarshal (number|bool) .* of type string/.test(said)) return fixText(document, path);
  if (path.endsWith('targetPort') && said.includes('must contain at least one letter'))
    return fixNumber(document, path);
  if (said.includes('Unsupported value: ')) return fixUnsupported(document, path, said);
  if (said.includes('does not match template `labels`')) return fixTemplateLabels(document);
  if (said.includes('already allocated') || said.includes('not in the valid range'))
    return fixPort(document, path, portsTaken());
  if (/\bname$/.test(path) && /Invalid value: ".*": a (lowercase RFC 1123|DNS-1035) /.test(said)) {
    return fixName(document, path);
  }
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

/** The node ports that somebody has or asks for in the text. */
function takenPorts({ services, documents }: FixContext): ReadonlySet<unknown> {
  const stored = services.flatMap(({ spec }) => [
    spec.healthCheckNodePort,
    ...(spec.ports ?? []).map(({ nodePort }) => nodePort),
  ]);
  const written = documents.flatMap((each) =>
    Object.keys(each.values)
      .filter((at) => at.endsWith('odePort'))
      .map((at) => valueAt(each.value, at)),
  );
  return new Set<unknown>([...stored, ...written]);
}

/** The next node port after the one asked for that is not taken; from the start where it is out of range. */
function fixPort(document: ManifestDocument, path: string, taken: ReadonlySet<unknown>): QuickFix | undefined {
  const range = path.endsWith('.nodePort') ? document.values[path] : undefined;
  if (range === undefined) return undefined;
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
