/**
 * Tokens to JSON, keeping where every key and value stands.
 * Upstream: go.yaml.in/yaml/v2 parserc.go and decode.go, sigs.k8s.io/yaml YAMLToJSON.
 */
import type { JsonValue } from '../../base/json.ts';
import { type Mark, parserError, YamlError } from './cursor.ts';
import { emptyRecord, goSyntax, isMapping, keyText, normalTag } from './values.ts';
import { resolveTagged, type ResolvedScalar } from './resolve.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

/** Where a value stands. */
export interface Span {
  readonly start: Mark;
  readonly end: Mark;
}

/** One document's JSON with the places of its keys and values by field path. */
export interface ParsedYaml {
  readonly value: JsonValue;
  readonly values: Spans;
  readonly keys: Spans;
}

/** Spans by field path, not yet looked up: where a path stands twice, the later one counts. */
export type Spans = readonly (readonly [path: string, span: Span])[];

interface Node extends Span {
  readonly value: JsonValue;
  /** How many values there are in it, aliases written out. */
  readonly size: number;
  readonly isEmpty: boolean;
}

/** Upstream decides by the ratio of aliased values above 400,000. Simplified: a plain limit on the written-out size. */
const MAX_VALUES = 200_000;

const COLLECTION_ENDS: ReadonlySet<TokenType> = new Set(['key', 'value', 'blockEnd']);

/** Reads the first document of the text, as kubectl does. Throws a YamlError. */
export function parseYaml(text: string): ParsedYaml {
  return new Parser(text).parseDocument();
}

class Parser {
  private readonly scanner: Scanner;
  private readonly values: [string, Span][] = [];
  private readonly keys: [string, Span][] = [];
  private readonly anchors = new Map<string, Node | undefined>();
  /** The first thing that cannot be JSON; told only when the whole text is sound YAML. */
  private deferred: YamlError | undefined;
  /** Inside an alias or key nothing has a place of its own. */
  private silent = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  parseDocument(): ParsedYaml {
    const first = this.scanner.peek();
    let value: JsonValue = null;
    while (this.scanner.peek().type === 'directive') this.scanner.skip();
    if (this.scanner.peek().type === 'documentStart') {
      this.scanner.skip();
    } else if (first.type === 'directive') {
      throw parserError('did not find expected <document start>', this.scanner.peek().start);
    }
    const next = this.scanner.peek().type;
    if (next !== 'streamEnd' && next !== 'documentStart' && next !== 'documentEnd') {
      const root = this.parseNode(true, false, '');
      value = root.value;
      if (root.size > MAX_VALUES && this.anchors.size > 0) this.defer('document contains excessive aliasing');
    }
    this.scanner.peek();
    if (this.deferred !== undefined) throw this.deferred;
    return { value, values: this.values, keys: this.keys };
  }

  private defer(problem: string, mark?: Mark): void {
    this.deferred ??= new YamlError(problem, mark, 0);
  }

  private parseNode(block: boolean, indentless: boolean, path: string): Node {
    const { scanner } = this;
    const first = scanner.peek();
    if (first.type === 'alias') {
      scanner.skip();
      return this.resolveAlias(first, path);
    }
    let anchor: string | undefined;
    let tag = '';
    let next = first;
    while ((next.type === 'anchor' && anchor === undefined) || (next.type === 'tag' && tag === '')) {
      if (next.type === 'anchor') anchor = next.value;
      else tag = normalTag(next.value);
      scanner.skip();
      next = scanner.peek();
    }
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    const node = this.parseContent(next, first, block, indentless, path, tag, next !== first);
    if (anchor !== undefined) this.anchors.set(anchor, node);
    if (this.silent === 0) this.values.push([path, node]);
    return node;
  }

  private parseContent(
    next: Token,
    first: Token,
    block: boolean,
    indentless: boolean,
    path: string,
    tag: string,
    hasProperties: boolean,
  ): Node {
    if (next.type === 'scalar') {
      this.scanner.skip();
      return this.scalar(next.value, next.plain, tag, next);
    }
    if (next.type === 'flowSequenceStart') return this.parseFlowSequence(path);
    if (next.type === 'flowMappingStart') return this.parseFlowMapping(path);
    if (next.type === 'blockEntry' && indentless) return this.parseBlockSequence(path, next.start, true);
    if (next.type === 'blockSequenceStart' && block) return this.parseBlockSequence(path, next.start, false);
    if (next.type === 'blockMappingStart' && block) return this.parseBlockMapping(path);
    if (hasProperties) return this.scalar('', true, tag, { start: next.start, end: next.start });
    throw parserError('did not find expected node content', next.start, first.start);
  }

  private scalar(text: string, plain: boolean, tag: string, span: Span): Node {
    const value = resolveTagged(text, plain, tag);
    const { start, end } = span;
    const isEmpty = text === '' && plain;
    if (value !== undefined) return { value: this.finite(value, start), size: 1, start, end, isEmpty };
    this.defer(`cannot decode !!str \`${text}\` as a ${tag}`, start);
    return { value: null, size: 1, start, end, isEmpty };
  }

  private finite(value: ResolvedScalar, mark: Mark): JsonValue {
    if (typeof value !== 'object' || value === null) return value;
    this.deferred ??= new JsonError(`json: unsupported value: ${value.unsupported}`, mark);
    return null;
  }

  private resolveAlias(alias: Token, path: string): Node {
    const known = this.anchors.get(alias.value);
    if (known === undefined) {
      if (!this.anchors.has(alias.value)) {
        throw new YamlError(`unknown anchor '${alias.value}' referenced`, alias.start, 0);
      }
      this.defer(`anchor '${alias.value}' value contains itself`, alias.start);
    }
    const span = { start: alias.start, end: alias.end };
    if (this.silent === 0) this.values.push([path, span]);
    return { ...span, value: known?.value ?? null, size: known?.size ?? 1, isEmpty: false };
  }

  private empty(mark: Mark): Node {
    return { value: null, size: 1, start: mark, end: mark, isEmpty: true };
  }

  private parseBlockSequence(path: string, start: Mark, indentless: boolean): Node {
    const { scanner } = this;
    if (!indentless) scanner.skip();
    const items: JsonValue[] = [];
    let size = 1;
    let end = start;
    for (;;) {
      const entry = scanner.peek();
      if (entry.type !== 'blockEntry') {
        if (indentless) break;
        if (entry.type !== 'blockEnd') throw parserError("did not find expected '-' indicator", entry.start, start);
        scanner.skip();
        break;
      }
      scanner.skip();
      const itemPath = `${path}[${items.length}]`;
      const next = scanner.peek().type;
      const isEmpty = next === 'blockEntry' || next === 'blockEnd' || (indentless && COLLECTION_ENDS.has(next));
      const item = isEmpty ? this.empty(entry.end) : this.parseNode(true, false, itemPath);
      if (item.isEmpty && this.silent === 0) this.values.push([itemPath, entry]);
      items.push(item.value);
      size += item.size;
      end = item.isEmpty ? entry.end : item.end;
    }
    return { value: items, size, start, end, isEmpty: false };
  }

  private parseBlockMapping(path: string): Node {
    const { scanner } = this;
    const opening = scanner.peek();
    scanner.skip();
    const mapping = new MappingBuilder(opening.start);
    for (;;) {
      const token = scanner.peek();
      if (token.type === 'blockEnd') {
        scanner.skip();
        return mapping.node();
      }
      if (token.type !== 'key') throw parserError('did not find expected key', token.start, opening.start);
      scanner.skip();
      const key = COLLECTION_ENDS.has(scanner.peek().type) ? this.empty(token.end) : this.parseKey(true);
      const value = this.parseEntryValue(key, path, 'block', (type) => COLLECTION_ENDS.has(type));
      this.addEntry(mapping, key, value);
    }
  }

  /** A key has no field path of its own. */
  private parseKey(block: boolean): Node {
    this.silent++;
    const key = this.parseNode(block, block, '');
    this.silent--;
    return key;
  }

  private parseEntryValue(key: Node, path: string, style: 'block' | 'flow', ends: (type: TokenType) => boolean): Node {
    const { scanner } = this;
    const name = keyText(key.value);
    const valuePath = path === '' ? name : `${path}.${name}`;
    const isPlaced = this.silent === 0 && !isMergeKey(key);
    if (isPlaced) this.keys.push([valuePath, key]);
    const token = scanner.peek();
    let value = this.empty(token.start);
    if (token.type === 'value') {
      scanner.skip();
      value = this.empty(token.end);
      if (!ends(scanner.peek().type)) {
        if (!isPlaced) this.silent++;
        value = this.parseNode(style === 'block', style === 'block', valuePath);
        if (!isPlaced) this.silent--;
      }
    }
    if (value.isEmpty && isPlaced) this.values.push([valuePath, key]);
    return value.isEmpty ? { ...value, start: key.start, end: key.end } : value;
  }

  private addEntry(mapping: MappingBuilder, key: Node, value: Node): void {
    if (isMergeKey(key)) {
      const merged = Array.isArray(value.value) ? value.value.toReversed() : [value.value];
      if (!merged.every((item) => isMapping(item))) {
        this.defer('map merge requires map or sequence of maps as the value', key.start);
      } else {
        for (const item of merged) for (const [name, inner] of Object.entries(item)) mapping.set(name, inner);
      }
      mapping.grow(value);
      return;
    }
    if (typeof key.value === 'object') {
      const problem =
        key.value === null ? 'Unsupported map key of type: %!s(<nil>)' : `invalid map key: ${goSyntax(key.value)}`;
      this.defer(problem, key.start);
      return;
    }
    mapping.set(keyText(key.value), value.value);
    mapping.grow(value);
  }

  private parseFlowSequence(path: string): Node {
    const { scanner } = this;
    const opening = scanner.peek();
    scanner.skip();
    const items: JsonValue[] = [];
    let size = 1;
    for (;;) {
      let token = scanner.peek();
      if (items.length > 0 && token.type !== 'flowSequenceEnd') {
        if (token.type !== 'flowEntry')
          throw parserError("did not find expected ',' or ']'", token.start, opening.start);
        scanner.skip();
        token = scanner.peek();
      }
      if (token.type === 'flowSequenceEnd') {
        scanner.skip();
        return { value: items, size, start: opening.start, end: token.end, isEmpty: false };
      }
      const itemPath = `${path}[${items.length}]`;
      const item = token.type === 'key' ? this.parseSinglePair(itemPath) : this.parseNode(false, false, itemPath);
      items.push(item.value);
      size += item.size;
    }
  }

  /** `[a: b]`: a mapping of one pair. */
  private parseSinglePair(path: string): Node {
    const { scanner } = this;
    const mapping = new MappingBuilder(scanner.peek().start);
    scanner.skip();
    const ends = (type: TokenType): boolean => type === 'value' || type === 'flowEntry' || type === 'flowSequenceEnd';
    const key = ends(scanner.peek().type) ? this.empty(scanner.peek().start) : this.parseKey(false);
    this.addEntry(mapping, key, this.parseEntryValue(key, path, 'flow', ends));
    const node = mapping.node();
    if (this.silent === 0) this.values.push([path, node]);
    return node;
  }

  private parseFlowMapping(path: string): Node {
    const { scanner } = this;
    const opening = scanner.peek();
    scanner.skip();
    const mapping = new MappingBuilder(opening.start);
    const ends = (type: TokenType): boolean => type === 'value' || type === 'flowEntry' || type === 'flowMappingEnd';
    for (let isFirst = true; ; isFirst = false) {
      let token = scanner.peek();
      if (!isFirst && token.type !== 'flowMappingEnd') {
        if (token.type !== 'flowEntry')
          throw parserError("did not find expected ',' or '}'", token.start, opening.start);
        scanner.skip();
        token = scanner.peek();
      }
      if (token.type === 'flowMappingEnd') {
        scanner.skip();
        return mapping.node(token.end);
      }
      if (token.type === 'key') {
        scanner.skip();
        const key = ends(scanner.peek().type) ? this.empty(token.end) : this.parseKey(false);
        this.addEntry(mapping, key, this.parseEntryValue(key, path, 'flow', ends));
      } else {
        const key = this.parseKey(false);
        this.addEntry(mapping, key, this.empty(key.end));
      }
    }
  }
}

class MappingBuilder {
  private readonly object: Record<string, JsonValue> = emptyRecord();
  private readonly start: Mark;
  private end: Mark;
  private size = 1;

  constructor(start: Mark) {
    this.start = start;
    this.end = start;
  }

  set(key: string, value: JsonValue): void {
    this.object[key] = value;
  }

  grow(value: Node): void {
    this.size += value.size;
    this.end = value.end;
  }

  node(end = this.end): Node {
    return { value: this.object, size: this.size, start: this.start, end, isEmpty: false };
  }
}

/** What is sound YAML but has no JSON; printed without the word `yaml`. */
export class JsonError extends YamlError {
  constructor(problem: string, mark: Mark) {
    super(problem, mark, 0);
  }
}

function isMergeKey(key: Node): boolean {
  return key.value === '<<';
}
