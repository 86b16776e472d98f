/** Where a field stands in the text of its document. */
import type { ManifestDocument, TextRange } from '../../kubernetes/api/document.ts';

/** The range of the value at the field path, or of the nearest field around it that the text has, or of the whole document. */
export function rangeOf(document: ManifestDocument, path: string): TextRange {
  const parts = path.split(/(?=[.[])/);
  for (let length = parts.length; length > 0; length--) {
    const at = parts.slice(0, length).join('');
    const range = document.values[at] ?? document.keys[at];
    if (range !== undefined) return range;
  }
  return document.range;
}
