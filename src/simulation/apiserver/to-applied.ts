/** Results of `kubectl apply` -> what is shown of each: the words that were printed for it, and the object read back. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ManifestDocument, TextRange } from '../../kubernetes/api/document.ts';
import { readList, readObject, readText } from '../../kubernetes/decode/read.ts';
import { type AppliedDocument, type AppliedVerdict, READ_BACK_LIMIT } from '../applied.ts';
import type { DocumentResult } from './document-result.ts';
import { printError } from './print-errors.ts';
import { printedObject } from './printed-object.ts';

/**
 * `results` in the order of the text; `errorCount` is that of the whole command. Put together, what is printed for all
 * is what kubectl printed; a warning, which it gives once only, stands with the first object that it is about.
 */
export function toApplied(
  documents: readonly ManifestDocument[],
  results: readonly DocumentResult[],
  errorCount: number,
): readonly AppliedDocument[] {
  const byIndex = new Map(documents.map((document) => [document.index, document]));
  const warned = new Set<string>();
  let readBacks = 0;

  function printedFor({ warnings = [], line = '', error }: DocumentResult): string {
    const fresh = warnings.filter((warning) => !warned.has(warning));
    for (const warning of fresh) warned.add(warning);
    const said = [...new Set(fresh)].map((warning) => `Warning: ${warning}\n`).join('');
    return said + line + (error === undefined ? '' : printError(error, errorCount));
  }

  return results.flatMap((result): readonly AppliedDocument[] => {
    const document = byIndex.get(result.document);
    if (document === undefined) return [];
    const { stored } = result;
    const written = result.written ?? objectAt(document.value, result.path);
    const metadata = readObject(written, 'metadata');
    const isReadBack = stored !== undefined && readBacks++ < READ_BACK_LIMIT;
    return [
      {
        range: rangeOf(document, result.path),
        verdict: verdictOf(result),
        kind: readText(written, 'kind') || undefined,
        namespace: readText(metadata, 'namespace') || undefined,
        name: readText(metadata, 'name') || undefined,
        printed: printedFor(result),
        ...(isReadBack ? { readBack: { written, stored: printedObject(stored) } } : {}),
      },
    ];
  });
}

function verdictOf({ verdict, phase }: DocumentResult): AppliedVerdict {
  return phase === 'not-reached' ? 'notReached' : verdict;
}

function rangeOf(document: ManifestDocument, path: string): TextRange {
  return (path === '' ? undefined : document.values[path]) ?? document.range;
}

/** What the text has there, be it no proper object. */
function objectAt(value: JsonValue | undefined, path: string): JsonObject {
  if (!isJsonObject(value)) return {};
  const [index] = /\d+/.exec(path) ?? [];
  const item = index === undefined ? value : readList(value, 'items')[Number(index)];
  return isJsonObject(item) ? item : {};
}
