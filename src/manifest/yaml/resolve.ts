/** What an unquoted word means in YAML 1.1, as kubectl reads it. */

/** A scalar's value, or the number that JSON cannot hold. */
export type ResolvedScalar = string | number | boolean | null | { readonly unsupported: '+Inf' | '-Inf' | 'NaN' };

const WORDS: ReadonlyMap<string, ResolvedScalar> = new Map<string, ResolvedScalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, { unsupported: 'NaN' }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, { unsupported: '+Inf' }] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, { unsupported: '-Inf' }] as const),
]);

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;

/**
 * The value of a plain scalar: `yes` is a boolean, `0755` is octal, `1_000` is a number; dates stay text.
 * Upstream: go.yaml.in/yaml/v2 resolve.go resolve.
 */
export function resolvePlain(text: string): ResolvedScalar {
  const first = text.charCodeAt(0);
  const isDigit = first >= 0x30 && first <= 0x39;
  const isSign = first === 0x2b || first === 0x2d;
  if (!isDigit && !isSign && first !== 0x2e) {
    // Words are short; most text is none of them.
    return text.length > 5 ? text : (WORDS.get(text) ?? (WORDS.has(text) ? null : text));
  }
  if (WORDS.has(text)) return WORDS.get(text) ?? null;
  if (first === 0x2e) return FLOAT.test(text) ? toNumber(Number(text)) : text;
  return resolveNumber(text.replaceAll('_', '')) ?? text;
}

/** The number that the text writes, in any of the ways of YAML 1.1; undefined when it is none. */
export function resolveNumber(text: string): ResolvedScalar | undefined {
  const integer = INTEGER.exec(text);
  if (integer !== null) {
    const [, sign = '', digits = ''] = integer;
    const magnitude = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits.toLowerCase());
    return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
  }
  return FLOAT.test(text) ? toNumber(Number(text)) : undefined;
}

function toNumber(value: number): ResolvedScalar {
  if (Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  return { unsupported: value > 0 ? '+Inf' : '-Inf' };
}

/** The value of a scalar with an explicit tag; undefined when the text does not fit the tag. */
export function resolveTagged(text: string, plain: boolean, tag: string): ResolvedScalar | undefined {
  switch (tag) {
    case '!!int': {
      const value = resolveNumber(text.replaceAll('_', ''));
      return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
    }
    case '!!float':
      return WORDS.has(text) && text.includes('.') ? WORDS.get(text) : resolveNumber(text.replaceAll('_', ''));
    case '!!bool': {
      const value = WORDS.get(text);
      return typeof value === 'boolean' ? value : undefined;
    }
    case '!!null':
      return WORDS.get(text) === null ? null : undefined;
    case '!!str':
      return text;
    default:
      return plain && tag === '' ? resolvePlain(text) : text;
  }
}
