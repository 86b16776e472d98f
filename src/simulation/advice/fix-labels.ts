/** Mends of selectors and of the labels that they are to match. */
import { nearestWord } from '../../base/edit-distance.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { Deployment } from '../../kubernetes/api/workloads.ts';
import { goStruct } from '../../kubernetes/decode/go-types.ts';
import { message } from '../message.ts';
import type { QuickFix } from '../trace.ts';
import { MOST_TYPOS } from './typos.ts';
import { valueAt } from './value-at.ts';

/** A selector of which one value is a slip away from a label that the pods bear. */
export function fixSelector(
  document: ManifestDocument,
  services: readonly Service[],
  deployments: readonly Deployment[],
): QuickFix | undefined {
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

/** Labels of a template of which one key or value is a slip away from the selector's: they become the selector's. */
export function fixTemplateLabels(document: ManifestDocument): QuickFix | undefined {
  const path = 'spec.template.metadata.labels';
  const [selector, labels] = [valueAt(document.value, 'spec.selector.matchLabels'), valueAt(document.value, path)];
  if (!isJsonObject(selector) || !isJsonObject(labels)) return undefined;
  const missing = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
  const [first] = missing;
  if (first === undefined || missing.length > 1) return undefined;
  const [key, value] = first;
  const written = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (typeof written === 'string' && typeof value === 'string') {
    return replace(document.values[`${path}.${key}`], written, nearestWord(written, [value], MOST_TYPOS));
  }
  const free = Object.keys(labels).filter((other) => labels[other] === value && !Object.hasOwn(selector, other));
  const from = nearestWord(key, free, MOST_TYPOS);
  return from === undefined ? undefined : replace(document.keys[`${path}.${from}`], from, key);
}

function replace(
  range: ManifestDocument['range'] | undefined,
  from: string,
  to: string | undefined,
): QuickFix | undefined {
  if (range === undefined || to === undefined) return undefined;
  return { title: message('fix.value', { from, to }), edit: { range, text: to } };
}

/**
 * Labels that stand right in a workload's selector, as they may in a Service's: they go under `matchLabels`. Only where
 * all is labels, and where one edit does it without touching a comment: a label on a line, or labels in braces on one.
 */
export function fixShorthand(document: ManifestDocument, path: string): QuickFix | undefined {
  const { value, keys, values } = document;
  const selector = valueAt(value, 'spec.selector');
  const range = values['spec.selector'];
  if (!path.startsWith('spec.selector.') || range === undefined || !isJsonObject(selector)) return undefined;
  if (!isJsonObject(value) || !takesLabelSelector(value)) return undefined;
  const names = Object.keys(selector);
  const labels = names.flatMap((name) => {
    const label = selector[name];
    return typeof label === 'string' && isPlain(name) && isPlain(label) ? [`${name}: ${label}`] : [];
  });
  const key = keys[`spec.selector.${names[0] ?? ''}`];
  if (key === undefined || labels.length < names.length) return undefined;
  const title = message('fix.matchLabels', { labels: labels.join(', ') });
  const isBlock = key.startLine === range.startLine && key.startColumn === range.startColumn;
  if (!isBlock && range.startLine === range.endLine) {
    return { title, edit: { range, text: `{matchLabels: {${labels.join(', ')}}}` } };
  }
  if (!isBlock || labels.length > 1) return undefined;
  const at = { ...key, endLine: key.startLine, endColumn: key.startColumn };
  return { title, edit: { range: at, text: `matchLabels:\n${' '.repeat(key.startColumn + 1)}` } };
}

function takesLabelSelector({ kind }: JsonObject): boolean {
  const spec = typeof kind === 'string' ? goStruct(kind)?.get('spec')?.goType : undefined;
  const selector = spec?.type === 'struct' ? goStruct(spec.struct)?.get('selector')?.goType : undefined;
  return selector?.type === 'struct' && selector.struct === 'LabelSelector';
}

/** What means itself without quotes wherever it stands. */
function isPlain(word: string): boolean {
  return /^[a-zA-Z][\w./-]*$/.test(word) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(word);
}
