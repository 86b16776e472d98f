/** A place in the text being scanned, and what YAML calls a blank, a break and an end there. */

/** A position: offset in the text, line and column, all from 0. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/**
 * Why the text is no YAML. `line` is what the real parser prints (undefined on the first line, where it prints none);
 * `mark` is where the problem stands.
 */
export class YamlError extends Error {
  readonly mark: Mark | undefined;
  readonly printedLine: number;

  constructor(problem: string, mark: Mark | undefined, printedLine: number) {
    super(problem);
    this.mark = mark;
    this.printedLine = printedLine;
  }
}

/** An error of the scanner: it prints the line counted from 1. Upstream: go.yaml.in/yaml/v2 parser.fail. */
export function scannerError(problem: string, mark: Mark): YamlError {
  return new YamlError(problem, mark, mark.line === 0 ? 0 : mark.line + 1);
}

/** An error of the grammar: it prints the line counted from 0, or that of its context. Upstream: as above. */
export function parserError(problem: string, mark: Mark, context?: Mark): YamlError {
  return new YamlError(problem, mark, mark.line === 0 ? (context?.line ?? 0) : mark.line);
}

/** Walks over a text, counting lines as YAML does. */
export class Cursor {
  readonly text: string;
  index: number;
  line = 0;
  column = 0;
  private last: Mark = { index: 0, line: 0, column: 0 };

  constructor(text: string) {
    this.text = text;
    this.index = 0;
  }

  get mark(): Mark {
    const { index, line, column, last } = this;
    // Two tokens often meet in one place.
    if (last.index === index && last.line === line && last.column === column) return last;
    this.last = { index, line, column };
    return this.last;
  }

  /** The character's UTF-16 code at an offset from here; NaN behind the end. */
  code(offset = 0): number {
    return this.text.charCodeAt(this.index + offset);
  }

  /** The character at an offset from here; empty behind the end. */
  at(offset = 0): string {
    return this.text.charAt(this.index + offset);
  }

  isEnd(offset = 0): boolean {
    return this.index + offset >= this.text.length;
  }

  isBlank(offset = 0): boolean {
    const code = this.code(offset);
    return code === 0x20 || code === 0x09;
  }

  isBreak(offset = 0): boolean {
    const code = this.code(offset);
    return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
  }

  isBreakOrEnd(offset = 0): boolean {
    return this.isEnd(offset) || this.isBreak(offset);
  }

  isBlankOrEnd(offset = 0): boolean {
    return this.isBlank(offset) || this.isBreakOrEnd(offset);
  }

  /** Passes over so many characters of one line. */
  skip(count = 1): void {
    this.index += count;
    this.column += count;
  }

  /** Passes over a line break, and returns it as it counts in a scalar. */
  skipBreak(): string {
    const code = this.code();
    const isPair = code === 0x0d && this.code(1) === 0x0a;
    this.index += isPair ? 2 : 1;
    this.column = 0;
    this.line++;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** Whether `---` or `...` stands here at the start of a line. */
  isDocumentIndicator(): boolean {
    if (this.column !== 0) return false;
    const code = this.code();
    return (code === 0x2d || code === 0x2e) && this.code(1) === code && this.code(2) === code && this.isBlankOrEnd(3);
  }
}
