/**
 * Text to tokens, with the very errors of the parser inside kubectl.
 * Upstream: go.yaml.in/yaml/v2 scannerc.go: the same rules for indentation, simple keys and what may stand where, since
 * they decide which message a student sees and on which line.
 */
import { Cursor, type Mark, scannerError } from './cursor.ts';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './scan-scalar.ts';
import { token, type Token, type TokenType } from './token.ts';

interface SimpleKey {
  possible: boolean;
  readonly required: boolean;
  readonly tokenNumber: number;
  readonly mark: Mark;
}

/** Upstream allows 10,000. Simplified: fewer, since the parser here is recursive. */
const MAX_DEPTH = 500;

const NO_PLAIN_START: ReadonlySet<string> = new Set('-?:,[]{}#&*!|>\'"%@`');
const ANCHOR_ENDS: ReadonlySet<string> = new Set('?:,]}%@`');

/** Gives the tokens of a text one by one. Its methods throw a YamlError. */
export class Scanner {
  private readonly cursor: Cursor;
  private readonly tokens: Token[] = [];
  private head = 0;
  private taken = 0;
  private flowLevel = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  private simpleKeyAllowed = true;
  private readonly simpleKeys: (SimpleKey | undefined)[] = [undefined];
  private ended = false;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  /** The next token, left in place. Behind the end it is the end again. */
  peek(): Token {
    while (this.needsMore()) this.fetch();
    const next = this.tokens[this.head];
    if (next === undefined) return token('streamEnd', this.cursor.mark, this.cursor.mark);
    return next;
  }

  /** Passes over the token that peek() gave. */
  skip(): void {
    this.head++;
    this.taken++;
    if (this.head > 256) {
      this.tokens.splice(0, this.head);
      this.head = 0;
    }
  }

  /** A token must wait while it may still turn out to begin a key. */
  private needsMore(): boolean {
    if (this.ended) return false;
    if (this.head === this.tokens.length) return true;
    for (const key of this.simpleKeys) {
      if (key?.tokenNumber === this.taken && this.isStillPossible(key)) return true;
    }
    return false;
  }

  private isStillPossible(key: SimpleKey | undefined): boolean {
    if (key === undefined || !key.possible) return false;
    if (key.mark.line < this.cursor.line || key.mark.index + 1024 < this.cursor.index) {
      if (key.required) throw scannerError("could not find expected ':'", this.cursor.mark);
      key.possible = false;
    }
    return key.possible;
  }

  private fetch(): void {
    const { cursor } = this;
    this.passToNextToken();
    this.unrollIndent(cursor.column);
    if (cursor.isEnd()) return this.fetchStreamEnd();
    const character = cursor.at();
    if (cursor.column === 0 && character === '%') return this.fetchDirective();
    if (cursor.isDocumentIndicator()) {
      this.unrollIndent(-1);
      this.removeSimpleKey();
      this.simpleKeyAllowed = false;
      return this.add(character === '-' ? 'documentStart' : 'documentEnd', 3);
    }
    switch (character) {
      case '[':
        return this.fetchFlowStart('flowSequenceStart');
      case '{':
        return this.fetchFlowStart('flowMappingStart');
      case ']':
        return this.fetchFlowEnd('flowSequenceEnd');
      case '}':
        return this.fetchFlowEnd('flowMappingEnd');
      case ',':
        this.removeSimpleKey();
        this.simpleKeyAllowed = true;
        return this.add('flowEntry', 1);
      case '*':
        return this.fetchAnchor('alias');
      case '&':
        return this.fetchAnchor('anchor');
      case '!':
        return this.fetchTag();
      case "'":
      case '"':
        this.saveSimpleKey();
        this.simpleKeyAllowed = false;
        this.tokens.push(scanQuotedScalar(cursor, character === "'"));
        return;
      default:
    }
    if (character === '-' && cursor.isBlankOrEnd(1)) return this.fetchBlockEntry();
    if (character === '?' && (this.flowLevel > 0 || cursor.isBlankOrEnd(1))) return this.fetchKey();
    if (character === ':' && (this.flowLevel > 0 || cursor.isBlankOrEnd(1))) return this.fetchValue();
    if ((character === '|' || character === '>') && this.flowLevel === 0) {
      this.removeSimpleKey();
      this.simpleKeyAllowed = true;
      this.tokens.push(scanBlockScalar(cursor, this.indent, character === '|'));
      return;
    }
    if (this.startsPlain(character)) return this.fetchPlain();
    throw scannerError('found character that cannot start any token', cursor.mark);
  }

  private startsPlain(character: string): boolean {
    if (!this.cursor.isBlankOrEnd() && !NO_PLAIN_START.has(character)) return true;
    if (character === '-') return !this.cursor.isBlank(1);
    return this.flowLevel === 0 && (character === '?' || character === ':') && !this.cursor.isBlankOrEnd(1);
  }

  /** Passes white space and comments. Where a key may stand, a tab is no indentation. */
  private passToNextToken(): void {
    const { cursor } = this;
    if (cursor.index === 0 && cursor.code() === 0xfeff) cursor.skip();
    for (;;) {
      while (cursor.code() === 0x20 || (cursor.code() === 0x09 && (this.flowLevel > 0 || !this.simpleKeyAllowed))) {
        cursor.skip();
      }
      if (cursor.at() === '#') while (!cursor.isBreakOrEnd()) cursor.skip();
      if (!cursor.isBreak()) return;
      cursor.skipBreak();
      if (this.flowLevel === 0) this.simpleKeyAllowed = true;
    }
  }

  private add(type: TokenType, length: number): void {
    const start = this.cursor.mark;
    this.cursor.skip(length);
    this.tokens.push(token(type, start, this.cursor.mark));
  }

  private saveSimpleKey(): void {
    if (!this.simpleKeyAllowed) return;
    this.removeSimpleKey();
    this.simpleKeys[this.simpleKeys.length - 1] = {
      possible: true,
      required: this.flowLevel === 0 && this.indent === this.cursor.column,
      tokenNumber: this.taken + this.tokens.length - this.head,
      mark: this.cursor.mark,
    };
  }

  private removeSimpleKey(): void {
    const key = this.simpleKeys.at(-1);
    if (key === undefined) return;
    if (key.possible && key.required) throw scannerError("could not find expected ':'", this.cursor.mark);
    key.possible = false;
  }

  private rollIndent(column: number, tokenNumber: number | undefined, type: TokenType, mark: Mark): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_DEPTH) throw scannerError(`exceeded max depth of ${MAX_DEPTH}`, this.cursor.mark);
    const position = tokenNumber === undefined ? this.tokens.length : this.head + tokenNumber - this.taken;
    this.tokens.splice(position, 0, token(type, mark, mark));
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.tokens.push(token('blockEnd', this.cursor.mark, this.cursor.mark));
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private fetchStreamEnd(): void {
    if (this.cursor.column !== 0) {
      this.cursor.column = 0;
      this.cursor.line++;
    }
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.simpleKeyAllowed = false;
    this.tokens.push(token('streamEnd', this.cursor.mark, this.cursor.mark));
    this.ended = true;
  }

  /** Simplified: directives are passed over unread (`%YAML`, `%TAG` do not occur in manifests). */
  private fetchDirective(): void {
    this.unrollIndent(-1);
    this.removeSimpleKey();
    this.simpleKeyAllowed = false;
    const start = this.cursor.mark;
    while (!this.cursor.isBreakOrEnd()) this.cursor.skip();
    this.tokens.push(token('directive', start, this.cursor.mark));
  }

  private fetchFlowStart(type: TokenType): void {
    this.saveSimpleKey();
    this.flowLevel++;
    this.simpleKeys.push(undefined);
    if (this.flowLevel > MAX_DEPTH) throw scannerError(`exceeded max depth of ${MAX_DEPTH}`, this.cursor.mark);
    this.simpleKeyAllowed = true;
    this.add(type, 1);
  }

  private fetchFlowEnd(type: TokenType): void {
    this.removeSimpleKey();
    if (this.flowLevel > 0) {
      this.flowLevel--;
      this.simpleKeys.pop();
    }
    this.simpleKeyAllowed = false;
    this.add(type, 1);
  }

  private fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.simpleKeyAllowed) {
        throw scannerError('block sequence entries are not allowed in this context', this.cursor.mark);
      }
      this.rollIndent(this.cursor.column, undefined, 'blockSequenceStart', this.cursor.mark);
    }
    this.removeSimpleKey();
    this.simpleKeyAllowed = true;
    this.add('blockEntry', 1);
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.simpleKeyAllowed) {
        throw scannerError('mapping keys are not allowed in this context', this.cursor.mark);
      }
      this.rollIndent(this.cursor.column, undefined, 'blockMappingStart', this.cursor.mark);
    }
    this.removeSimpleKey();
    this.simpleKeyAllowed = this.flowLevel === 0;
    this.add('key', 1);
  }

  private fetchValue(): void {
    const key = this.simpleKeys.at(-1);
    if (key !== undefined && this.isStillPossible(key)) {
      const position = this.head + key.tokenNumber - this.taken;
      this.tokens.splice(position, 0, token('key', key.mark, key.mark));
      this.rollIndent(key.mark.column, key.tokenNumber, 'blockMappingStart', key.mark);
      key.possible = false;
      this.simpleKeyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.simpleKeyAllowed) {
          throw scannerError('mapping values are not allowed in this context', this.cursor.mark);
        }
        this.rollIndent(this.cursor.column, undefined, 'blockMappingStart', this.cursor.mark);
      }
      this.simpleKeyAllowed = this.flowLevel === 0;
    }
    this.add('value', 1);
  }

  private fetchAnchor(type: 'alias' | 'anchor'): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    cursor.skip();
    const from = cursor.index;
    while (/[0-9A-Za-z_-]/.test(cursor.at())) cursor.skip();
    if (cursor.index === from || !(cursor.isBlankOrEnd() || ANCHOR_ENDS.has(cursor.at()))) {
      throw scannerError('did not find expected alphabetic or numeric character', cursor.mark);
    }
    const value = cursor.text.slice(from, cursor.index);
    this.tokens.push({ type, start, end: cursor.mark, value, plain: false });
  }

  private fetchTag(): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    cursor.skip();
    const verbatim = cursor.at() === '<';
    while (!cursor.isBlankOrEnd() && /[\w\-;/?:@&=+$.!~*'()%<>]/.test(cursor.at())) cursor.skip();
    const value = cursor.text.slice(start.index, cursor.index);
    if (verbatim && !value.endsWith('>')) throw scannerError("did not find the expected '>'", cursor.mark);
    if (!cursor.isBlankOrEnd()) throw scannerError('did not find expected whitespace or line break', cursor.mark);
    this.tokens.push({ type: 'tag', start, end: cursor.mark, value, plain: false });
  }

  private fetchPlain(): void {
    this.saveSimpleKey();
    this.simpleKeyAllowed = false;
    const plain = scanPlainScalar(this.cursor, this.indent, this.flowLevel > 0);
    if (plain.endedOnNewLine) this.simpleKeyAllowed = true;
    this.tokens.push(plain.token);
  }
}
