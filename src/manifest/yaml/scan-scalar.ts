/** Scalars: plain, quoted, literal and folded. */
import { type Cursor, type Mark, scannerError } from './cursor.ts';
import type { Token } from './token.ts';

function scalar(value: string, start: Mark, end: Mark, plain: boolean): Token {
  return { type: 'scalar', start, end, value, plain };
}

const FLOW_ENDS: ReadonlySet<string> = new Set([',', '?', '[', ']', '{', '}']);

/** What the scanner must know of a plain scalar besides its token. */
export interface PlainScalar {
  readonly token: Token;
  /** Whether it ended on a later line than it began, after which a simple key may follow. */
  readonly endedOnNewLine: boolean;
}

/**
 * A plain scalar, possibly over several lines. Throws a YamlError.
 * Upstream: go.yaml.in/yaml/v2 yaml_parser_scan_plain_scalar.
 */
export function scanPlainScalar(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const start = cursor.mark;
  let end = start;
  let value = '';
  let whitespace = '';
  let leadingBreak = '';
  let trailingBreaks = '';
  let onNewLine = false;
  for (;;) {
    if (cursor.isDocumentIndicator() || cursor.at() === '#') break;
    const from = cursor.index;
    for (;;) {
      const code = cursor.code();
      // Most characters are letters, which never end it.
      if (code >= 0x61 && code <= 0x7a) cursor.skip();
      else if (!cursor.isBlankOrEnd() && !endsPlain(cursor, inFlow)) cursor.skip();
      else break;
    }
    if (cursor.index > from) {
      if (onNewLine) {
        value += leadingBreak === '\n' ? trailingBreaks || ' ' : leadingBreak + trailingBreaks;
        onNewLine = false;
      } else {
        value += whitespace;
      }
      whitespace = leadingBreak = trailingBreaks = '';
      value += cursor.text.slice(from, cursor.index);
      end = cursor.mark;
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    while (cursor.isBlank() || cursor.isBreak()) {
      if (cursor.isBlank()) {
        if (onNewLine && cursor.column < indent + 1 && cursor.at() === '\t') {
          throw scannerError('found a tab character that violates indentation', cursor.mark);
        }
        if (!onNewLine) whitespace += cursor.at();
        cursor.skip();
      } else if (onNewLine) {
        trailingBreaks += cursor.skipBreak();
      } else {
        whitespace = '';
        leadingBreak = cursor.skipBreak();
        onNewLine = true;
      }
    }
    if (!inFlow && cursor.column < indent + 1) break;
  }
  return { token: scalar(value, start, end, true), endedOnNewLine: onNewLine };
}

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  return (cursor.code() === 0x3a && cursor.isBlankOrEnd(1)) || (inFlow && FLOW_ENDS.has(cursor.at()));
}

/**
 * A scalar in single or double quotes. Throws a YamlError.
 * Upstream: go.yaml.in/yaml/v2 yaml_parser_scan_flow_scalar.
 */
export function scanQuotedScalar(cursor: Cursor, single: boolean): Token {
  const start = cursor.mark;
  const quote = single ? "'" : '"';
  let value = '';
  cursor.skip();
  for (;;) {
    if (cursor.isDocumentIndicator()) throw scannerError('found unexpected document indicator', cursor.mark);
    if (cursor.isEnd()) throw scannerError('found unexpected end of stream', cursor.mark);
    let onNewLine = false;
    while (!cursor.isBlankOrEnd()) {
      const character = cursor.at();
      if (character === quote && single && cursor.at(1) === quote) {
        value += quote;
        cursor.skip(2);
      } else if (character === quote) {
        break;
      } else if (character === '\\' && !single && cursor.isBreak(1)) {
        cursor.skip();
        cursor.skipBreak();
        onNewLine = true;
        break;
      } else if (character === '\\' && !single) {
        value += scanEscape(cursor);
      } else {
        value += character;
        cursor.skip();
      }
    }
    if (cursor.at() === quote) break;
    value += scanGap(cursor, onNewLine);
  }
  cursor.skip();
  return scalar(value, start, cursor.mark, false);
}

/** White space inside quotes: line breaks fold. */
function scanGap(cursor: Cursor, startsOnNewLine: boolean): string {
  let onNewLine = startsOnNewLine;
  let whitespace = '';
  let leadingBreak = '';
  let trailingBreaks = '';
  while (cursor.isBlank() || cursor.isBreak()) {
    if (cursor.isBlank()) {
      if (!onNewLine) whitespace += cursor.at();
      cursor.skip();
    } else if (onNewLine) {
      trailingBreaks += cursor.skipBreak();
    } else {
      leadingBreak = cursor.skipBreak();
      onNewLine = true;
    }
  }
  if (!onNewLine) return whitespace;
  return leadingBreak === '\n' ? trailingBreaks || ' ' : leadingBreak + trailingBreaks;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

function scanEscape(cursor: Cursor): string {
  const letter = cursor.at(1);
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) {
    cursor.skip(2);
    return simple;
  }
  const length = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (length === 0) throw scannerError('found unknown escape character', cursor.mark);
  cursor.skip(2);
  const digits = cursor.text.slice(cursor.index, cursor.index + length);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length) {
    throw scannerError('did not find expected hexdecimal number', cursor.mark);
  }
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10_ffff) {
    throw scannerError('found invalid Unicode character escape code', cursor.mark);
  }
  cursor.skip(length);
  return String.fromCodePoint(code);
}

/**
 * A literal (`|`) or folded (`>`) scalar. Throws a YamlError.
 * Upstream: go.yaml.in/yaml/v2 yaml_parser_scan_block_scalar.
 */
export function scanBlockScalar(cursor: Cursor, parentIndent: number, literal: boolean): Token {
  const start = cursor.mark;
  cursor.skip();
  const header = scanBlockHeader(cursor);
  let end = cursor.mark;
  const fixed = header.increment > 0 ? Math.max(parentIndent, 0) + header.increment : 0;
  const first = scanBlockBreaks(cursor, fixed, parentIndent);
  const indent = first.indent;
  let trailingBreaks = first.breaks;
  let value = '';
  let leadingBreak = '';
  let leadingBlank = false;
  while (cursor.column === indent && !cursor.isEnd()) {
    const trailingBlank = cursor.isBlank();
    if (!literal && !leadingBlank && !trailingBlank && leadingBreak === '\n') {
      if (trailingBreaks === '') value += ' ';
    } else {
      value += leadingBreak;
    }
    value += trailingBreaks;
    leadingBlank = trailingBlank;
    const from = cursor.index;
    while (!cursor.isBreakOrEnd()) cursor.skip();
    value += cursor.text.slice(from, cursor.index);
    end = cursor.mark;
    leadingBreak = cursor.isEnd() ? '' : cursor.skipBreak();
    trailingBreaks = scanBlockBreaks(cursor, indent, parentIndent).breaks;
  }
  if (header.chomping !== '-') value += leadingBreak;
  if (header.chomping === '+') value += trailingBreaks;
  return scalar(value, start, end, false);
}

function scanBlockHeader(cursor: Cursor): { readonly chomping: string; readonly increment: number } {
  let chomping = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const character = cursor.at();
    if (chomping === '' && (character === '+' || character === '-')) {
      chomping = character;
      cursor.skip();
    } else if (increment === 0 && character >= '0' && character <= '9') {
      if (character === '0') throw scannerError('found an indentation indicator equal to 0', cursor.mark);
      increment = Number(character);
      cursor.skip();
    }
  }
  while (cursor.isBlank()) cursor.skip();
  if (cursor.at() === '#') while (!cursor.isBreakOrEnd()) cursor.skip();
  if (!cursor.isBreakOrEnd()) throw scannerError('did not find expected comment or line break', cursor.mark);
  if (cursor.isBreak()) cursor.skipBreak();
  return { chomping, increment };
}

function scanBlockBreaks(
  cursor: Cursor,
  indent: number,
  parentIndent: number,
): { readonly indent: number; readonly breaks: string } {
  let breaks = '';
  let deepest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.at() === ' ') cursor.skip();
    deepest = Math.max(deepest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.at() === '\t') {
      throw scannerError('found a tab character where an indentation space is expected', cursor.mark);
    }
    if (!cursor.isBreak()) break;
    breaks += cursor.skipBreak();
  }
  return { indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent, breaks };
}
