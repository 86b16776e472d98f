/** Manifest text to documents with the place of every key and value; never throws. */
import type { ManifestDocument, TextEdit, TextRange } from '../kubernetes/api/document.ts';
import { mendFor } from './mend.ts';
import { YamlError } from './yaml/cursor.ts';
import { JsonError, type ParsedYaml, parseYaml, type Span } from './yaml/parser.ts';

/** What the API server takes in one request. Upstream: apiserver/pkg/server/config.go MaxRequestBodyBytes (v1.36). */
const MAX_LENGTH = 3_145_728;

interface Chunk {
  readonly text: string;
  /** Line of the chunk's first line in the whole text, from 0. */
  readonly line: number;
}

/** What was read last time, by the text of each document: an unchanged document is not read again. */
export class ManifestMemory {
  readonly chunks = new Map<string, ParsedYaml | YamlError>();
}

/**
 * Splits the text at `---` and reads each document as kubectl would. Documents that are empty or hold only comments are
 * left out. An error's message is what kubectl prints after `error parsing FILE: `. With `memory` from the last call,
 * documents that have not changed are taken from there.
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
  for (const chunk of splitDocuments(text)) {
    const parsed = known.get(chunk.text) ?? parseChunk(chunk.text);
    memory.chunks.set(chunk.text, parsed);
    const document = toDocument(chunk, parsed, documents.length);
    if (document !== undefined) documents.push(document);
  }
  return documents;
}

/** Upstream: apimachinery/pkg/util/yaml YAMLReader.Read: a separator behind nothing is itself the next chunk's first line. */
function splitDocuments(text: string): readonly Chunk[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const chunks: Chunk[] = [];
  let from = 0;
  for (const [index, line] of lines.entries()) {
    if (index > from && /^---\s*(#|$)/.test(line)) {
      chunks.push({ text: `${lines.slice(from, index).join('\n')}\n`, line: from });
      from = index + 1;
    }
  }
  if (from < lines.length) chunks.push({ text: `${lines.slice(from).join('\n')}\n`, line: from });
  return chunks;
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

function toDocument(chunk: Chunk, parsed: ParsedYaml | YamlError, index: number): ManifestDocument | undefined {
  const range = wholeRange(chunk);
  if (parsed instanceof YamlError) {
    const message =
      parsed instanceof JsonError
        ? `error converting YAML to JSON: ${parsed.message}`
        : yamlMessage(parsed.message, parsed.printedLine);
    if (parsed.mark === undefined) return failed(index, range, message);
    const mend = mendFor(chunk.text.split('\n'), parsed.mark.line, chunk.line);
    return failed(index, range, message, errorRange(parsed, chunk), mend);
  }
  if (parsed.value === null) return undefined;
  return {
    index,
    range,
    value: parsed.value,
    values: toRanges(parsed.values, chunk.line),
    keys: toRanges(parsed.keys, chunk.line),
  };
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

function wholeRange(chunk: Chunk): TextRange {
  const lines = chunk.text.split('\n');
  const last = lines.length - 2;
  return {
    startLine: chunk.line + 1,
    startColumn: 1,
    endLine: chunk.line + last + 1,
    endColumn: (lines[last] ?? '').length + 1,
  };
}

/** The rest of the line on which the problem stands, or the line before when it is the end of the text. */
function errorRange(error: YamlError, chunk: Chunk): TextRange {
  const lines = chunk.text.split('\n');
  const line = Math.min(error.mark?.line ?? 0, lines.length - 2);
  const content = (lines[line] ?? '').trimEnd();
  const isHere = line === error.mark?.line;
  const start = isHere ? Math.min(error.mark.column, Math.max(content.length - 1, 0)) : content.search(/\S|$/);
  return {
    startLine: chunk.line + line + 1,
    startColumn: start + 1,
    endLine: chunk.line + line + 1,
    endColumn: Math.max(content.length, start + 1) + 1,
  };
}

function toRanges(spans: Record<string, Span>, line: number): Readonly<Record<string, TextRange>> {
  // Without a prototype: the paths come from the text.
  const ranges = { __proto__: null } as unknown as Record<string, TextRange>;
  for (const path in spans) {
    const span = spans[path];
    if (span === undefined) continue;
    ranges[path] = {
      startLine: line + span.start.line + 1,
      startColumn: span.start.column + 1,
      endLine: line + span.end.line + 1,
      endColumn: span.end.column + 1,
    };
  }
  return ranges;
}
