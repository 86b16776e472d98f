/** Manifest text to documents with the place of every key and value; never throws. */
import type { JsonValue } from '../base/json.ts';
import type { ManifestDocument, TextEdit, TextRange } from '../kubernetes/api/document.ts';
import { mendFor } from './mend.ts';
import { YamlError } from './yaml/cursor.ts';
import { JsonError, type ParsedYaml, parseYaml, type Spans } from './yaml/parser.ts';
import { emptyRecord } from './yaml/values.ts';

/** What the API server takes in one request. Upstream: apiserver/pkg/server/config.go MaxRequestBodyBytes (v1.36). */
const MAX_LENGTH = 3_145_728;

/** One document's text and what was read of it. */
interface Chunk {
  readonly text: string;
  readonly lines: number;
  readonly parsed: ParsedYaml | YamlError;
  /** The document made of it last, and the line in the whole text, from 0, on which it began. */
  made?: { readonly line: number; readonly document: ManifestDocument };
}

/** What was read last time, by the text of each document: an unchanged document is not read again. */
export class ManifestMemory {
  readonly chunks = new Map<string, Chunk>();
}

/**
 * Splits the text at `---` and reads each document as kubectl would. Documents that are empty or hold only comments are
 * left out. An error's message is what kubectl prints after `error parsing FILE: `. With `memory` from the last call,
 * documents that have not changed are taken from there: their values are then the very same objects.
 * Upstream: apimachinery/pkg/util/yaml YAMLOrJSONDecoder (v1.36).
 */
export function parseManifest(text: string, memory = new ManifestMemory()): readonly ManifestDocument[] {
  if (text.length > MAX_LENGTH) {
    const message = `Request entity too large: limit is ${MAX_LENGTH}`;
    return [failed(0, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }, message)];
  }
  const documents: ManifestDocument[] = [];
  const known = new Map(memory.chunks);
  memory.chunks.clear();
  let line = 0;
  for (const part of splitDocuments(text)) {
    const chunk = known.get(part) ?? { text: part, lines: countLines(part), parsed: parseChunk(part) };
    known.set(part, chunk);
    memory.chunks.set(part, chunk);
    const document = documentAt(chunk, line, documents.length);
    if (document !== undefined) documents.push(document);
    // The separator is a line of its own.
    line += chunk.lines + 1;
  }
  return documents;
}

/**
 * The documents' texts, each ended by a line feed, without the separators between them.
 * Upstream: apimachinery/pkg/util/yaml YAMLReader.Read: a separator behind nothing is itself the next chunk's first line.
 */
function splitDocuments(text: string): readonly string[] {
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const parts: string[] = [];
  let from = 0;
  for (let at = whole.indexOf('\n---'); at !== -1; at = whole.indexOf('\n---', at + 1)) {
    const end = whole.indexOf('\n', at + 1);
    if (at < from || !/^\s*(#|$)/.test(whole.slice(at + 4, end))) continue;
    parts.push(whole.slice(from, at + 1));
    from = end + 1;
  }
  if (from < whole.length) parts.push(whole.slice(from));
  return parts;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function parseChunk(text: string): ParsedYaml | YamlError {
  if (CONTROL.test(text)) return new YamlError('control characters are not allowed', undefined, 0);
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
}

/** The chunk's document; the one made before where nothing above it has moved it. */
function documentAt(chunk: Chunk, line: number, index: number): ManifestDocument | undefined {
  const { made } = chunk;
  if (made?.line === line && made.document.index === index) return made.document;
  const document = toDocument(chunk, line, index);
  if (document !== undefined) chunk.made = { line, document };
  return document;
}

function toDocument(chunk: Chunk, line: number, index: number): ManifestDocument | undefined {
  const { parsed } = chunk;
  const range = wholeRange(chunk, line);
  if (parsed instanceof YamlError) {
    const message =
      parsed instanceof JsonError
        ? `error converting YAML to JSON: ${parsed.message}`
        : yamlMessage(parsed.message, parsed.printedLine);
    if (parsed.mark === undefined) return failed(index, range, message);
    const mend = mendFor(chunk.text.split('\n'), parsed.mark.line, line);
    return failed(index, range, message, errorRange(parsed, chunk.text, line), mend);
  }
  const { value } = parsed;
  return value === null ? undefined : new PlacedDocument(index, range, value, parsed, line);
}

/** A document that was read; where its fields stand is worked out when first asked for, which it mostly is not. */
class PlacedDocument implements ManifestDocument {
  readonly index: number;
  readonly range: TextRange;
  readonly value: JsonValue;
  private readonly parsed: ParsedYaml;
  private readonly line: number;
  private placedValues: ManifestDocument['values'] | undefined;
  private placedKeys: ManifestDocument['keys'] | undefined;

  constructor(index: number, range: TextRange, value: JsonValue, parsed: ParsedYaml, line: number) {
    this.index = index;
    this.range = range;
    this.value = value;
    this.parsed = parsed;
    this.line = line;
  }

  get values(): ManifestDocument['values'] {
    return (this.placedValues ??= toRanges(this.parsed.values, this.line));
  }

  get keys(): ManifestDocument['keys'] {
    return (this.placedKeys ??= toRanges(this.parsed.keys, this.line));
  }
}

function yamlMessage(problem: string, line: number): string {
  return `error converting YAML to JSON: yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`;
}

function failed(index: number, range: TextRange, message: string, at = range, mend?: TextEdit): ManifestDocument {
  const error = { message, range: at, ...(mend === undefined ? {} : { mend }) };
  return { index, range, error, values: {}, keys: {} };
}

/** What may not stand in YAML. Upstream: go.yaml.in/yaml/v2 yaml_parser_update_buffer. */
const CONTROL = /[^\t\n\r -~\u0085\u00a0-\ufffd]/;

function wholeRange({ text, lines }: Chunk, line: number): TextRange {
  const lastStart = text.lastIndexOf('\n', text.length - 2) + 1;
  return {
    startLine: line + 1,
    startColumn: 1,
    endLine: line + lines,
    endColumn: text.length - lastStart,
  };
}

/** The rest of the line on which the problem stands, or the line before when it is the end of the text. */
function errorRange(error: YamlError, text: string, from: number): TextRange {
  const lines = text.split('\n');
  const line = Math.min(error.mark?.line ?? 0, lines.length - 2);
  const content = (lines[line] ?? '').trimEnd();
  const isHere = line === error.mark?.line;
  const start = isHere ? Math.min(error.mark.column, Math.max(content.length - 1, 0)) : content.search(/\S|$/);
  return {
    startLine: from + line + 1,
    startColumn: start + 1,
    endLine: from + line + 1,
    endColumn: Math.max(content.length, start + 1) + 1,
  };
}

function toRanges(spans: Spans, line: number): Readonly<Record<string, TextRange>> {
  const ranges = emptyRecord<TextRange>();
  for (const [path, { start, end }] of spans) {
    ranges[path] = {
      startLine: line + start.line + 1,
      startColumn: start.column + 1,
      endLine: line + end.line + 1,
      endColumn: end.column + 1,
    };
  }
  return ranges;
}
