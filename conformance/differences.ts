/** Where two JSON values differ, one line for each place. */

type Fields = Readonly<Record<string, unknown>>;

/** Decides a place by itself: undefined to go on comparing, otherwise the differences there (none is an empty list). */
export type Special = (path: string, expected: unknown, actual: unknown) => readonly string[] | undefined;

/** `path: expected X, got Y` for each place; none when both are alike whatever the order of keys. */
export function differences(path: string, expected: unknown, actual: unknown, special?: Special): readonly string[] {
  const decided = special?.(path, expected, actual);
  if (decided !== undefined) return decided;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      differences(`${path}[${index}]`, expected[index], actual[index], special),
    );
  }
  if (isPlain(expected) && isPlain(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((key) => differences(`${path}.${key}`, expected[key], actual[key], special));
  }
  return Object.is(expected, actual) ? [] : [`${path}: expected ${show(expected)}, got ${show(actual)}`];
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
