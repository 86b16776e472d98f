/** Mends of single values: kinds, versions, words from a list, quotes that are too many or too few. */
import { nearestWord } from '../../base/edit-distance.ts';
import { isJsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import { apiVersionOf, kindsOf, resourceOfKind, resourceOfWord } from '../../kubernetes/decode/resources.ts';
import { message } from '../message.ts';
import type { QuickFix } from '../trace.ts';
import { MOST_TYPOS } from './typos.ts';
import { valueAt } from './value-at.ts';

/** A kind or a version that does not exist together with the other. */
export function fixKindOrVersion(document: ManifestDocument): QuickFix | undefined {
  const kind = isJsonObject(document.value) ? document.value['kind'] : undefined;
  if (typeof kind !== 'string') return undefined;
  return resourceOfKind(kind) === undefined ? fixKind(document) : fixApiVersion(document);
}

function fixApiVersion(document: ManifestDocument): QuickFix | undefined {
  const range = document.values['apiVersion'];
  const kind = isJsonObject(document.value) ? document.value['kind'] : undefined;
  const resource = typeof kind === 'string' ? resourceOfKind(kind) : undefined;
  if (range === undefined || resource === undefined) return undefined;
  const version = apiVersionOf(resource);
  return { title: message('fix.apiVersion', { version }), edit: { range, text: version } };
}

/** A kind in lower case, a plural or short name, or a slip of the pen. */
export function fixKind(document: ManifestDocument): QuickFix | undefined {
  const { value } = document;
  const [kind, version] = isJsonObject(value) ? [value['kind'], value['apiVersion']] : [];
  if (typeof kind !== 'string' || typeof version !== 'string') return undefined;
  const meant = resourceOfWord(kind)?.kind ?? nearestWord(kind, kindsOf(version), MOST_TYPOS);
  return meant === kind ? undefined : replace(document, 'kind', kind, meant);
}

/** The nearest of the words that the message lists. */
export function fixUnsupported(document: ManifestDocument, path: string, said: string): QuickFix | undefined {
  const [, list = ''] = /supported values: (.*)$/.exec(said) ?? [];
  const words = Array.from(list.matchAll(/"([^"\\]*)"/g), ([, word = '']) => word);
  const from = valueAt(document.value, path);
  return typeof from === 'string' ? replace(document, path, from, nearestWord(from, words, MOST_TYPOS)) : undefined;
}

/** A number in quotes. */
export function fixNumber(document: ManifestDocument, path: string): QuickFix | undefined {
  const range = document.values[path];
  const value = valueAt(document.value, path);
  if (range === undefined || typeof value !== 'string' || !/^\d{1,9}$/.test(value)) return undefined;
  return { title: message('fix.value', { from: JSON.stringify(value), to: value }), edit: { range, text: value } };
}

/** A number or a truth value that is to be text; only where the text has it as JSON would. */
export function fixText(document: ManifestDocument, path: string): QuickFix | undefined {
  const [value, range] = [valueAt(document.value, path), document.values[path]];
  if ((typeof value !== 'number' && typeof value !== 'boolean') || range === undefined) return undefined;
  const from = String(value);
  const isAsWritten = range.startLine === range.endLine && range.endColumn - range.startColumn === from.length;
  return isAsWritten ? replace(document, path, from, JSON.stringify(from)) : undefined;
}

/** A name with capitals, underscores or spaces. */
export function fixName(document: ManifestDocument, path: string): QuickFix | undefined {
  const from = valueAt(document.value, path);
  if (typeof from !== 'string') return undefined;
  const to = from.toLowerCase().replaceAll(/[_ ]/g, '-');
  return to !== from && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(to) ? replace(document, path, from, to) : undefined;
}

function replace(document: ManifestDocument, path: string, from: string, to: string | undefined): QuickFix | undefined {
  const range = document.values[path];
  if (range === undefined || to === undefined) return undefined;
  return { title: message('fix.value', { from, to }), edit: { range, text: to } };
}
