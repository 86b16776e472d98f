/** What would most probably make an unreadable document readable. */
import type { TextEdit } from '../kubernetes/api/document.ts';

/** A line of its own that looks like a key whose colon was forgotten. */
const BARE_KEY = /^(\s*(?:- )?)([A-Za-z][\w./-]*)\s*$/;
/** An image name with a space behind the colon of its tag. */
const SPLIT_IMAGE = /^(\s*(?:- )?image:\s+)([\w./-]+): +([\w.-]+)\s*$/;

/**
 * The mend for a reading that failed at `line` (from 0, in the document's lines): a colon behind a bare key on that line
 * or the one before, or an image's tag without the space. `firstLine` is the document's first line in the whole text.
 */
export function mendFor(lines: readonly string[], line: number, firstLine: number): TextEdit | undefined {
  for (const at of [line, line - 1]) {
    const text = lines[at] ?? '';
    const key = BARE_KEY.exec(text);
    const indent = key?.[1]?.length ?? 0;
    const isFollowedDeeper = (lines[at + 1] ?? '').search(/\S/) > indent;
    if (key?.[2] !== undefined && isFollowedDeeper) return edit(firstLine + at, indent, key[2].length, `${key[2]}:`);
    const image = SPLIT_IMAGE.exec(text);
    if (image?.[1] !== undefined) {
      const [, before, name = '', tag = ''] = image;
      return edit(firstLine + at, before.length, text.trimEnd().length - before.length, `${name}:${tag}`);
    }
  }
  return undefined;
}

function edit(line: number, column: number, length: number, text: string): TextEdit {
  const at = { startLine: line + 1, endLine: line + 1, startColumn: column + 1, endColumn: column + length + 1 };
  return { range: at, text };
}
