/** Why a text is no JSON, in Go's words. Upstream: encoding/json scanner.go. */

class Problem extends Error {}

/** The message of Go's JSON reader, or undefined when the text is JSON. */
export function jsonProblem(text: string): string | undefined {
  try {
    const end = skipSpace(text, value(text, skipSpace(text, 0)));
    if (end < text.length) throw unexpected(text, end, 'after top-level value');
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

function unexpected(text: string, at: number, where: string): Problem {
  if (at >= text.length) return new Problem('unexpected end of JSON input');
  const character = text.charAt(at);
  const shown = character === "'" ? String.raw`'\''` : character === '"' ? `'"'` : `'${character}'`;
  return new Problem(`invalid character ${shown} ${where}`);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++;
  return at;
}

function value(text: string, at: number): number {
  const character = text.charAt(at);
  if (character === '{') return members(text, at, '}', 'object key:value pair');
  if (character === '[') return members(text, at, ']', 'array element');
  if (character === '"') return quoted(text, at);
  for (const word of ['true', 'false', 'null']) {
    if (character !== word.charAt(0)) continue;
    for (let i = 1; i < word.length; i++) {
      if (text.charAt(at + i) !== word.charAt(i)) {
        throw unexpected(text, at + i, `in literal ${word} (expecting '${word.charAt(i)}')`);
      }
    }
    return at + word.length;
  }
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text.slice(at, at + 400));
  if (number === null) throw unexpected(text, at, 'looking for beginning of value');
  return at + number[0].length;
}

function members(text: string, open: number, close: string, what: string): number {
  let at = skipSpace(text, open + 1);
  if (text.charAt(at) === close) return at + 1;
  for (;;) {
    if (close === '}') {
      if (text.charAt(at) !== '"') throw unexpected(text, at, 'looking for beginning of object key string');
      at = skipSpace(text, quoted(text, at));
      if (text.charAt(at) !== ':') throw unexpected(text, at, 'after object key');
      at = skipSpace(text, at + 1);
    }
    at = skipSpace(text, value(text, at));
    if (text.charAt(at) === close) return at + 1;
    if (text.charAt(at) !== ',') throw unexpected(text, at, `after ${what}`);
    at = skipSpace(text, at + 1);
  }
}

function quoted(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === '\\') at++;
    else if (character < ' ') throw unexpected(text, at, 'in string literal');
  }
  throw new Problem('unexpected end of JSON input');
}
