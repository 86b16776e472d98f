/** Bugs end here: what a user's text or network can cause is a value instead. */

/** Throws when `condition` is false: the program itself is wrong. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}

/** The value, which the caller knows to be there; throws (a bug) when it is not. */
export function assertDefined<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new Error(`Bug: ${message}`);
  return value;
}

/** Marks a branch that exhaustive checks have ruled out. */
export function assertNever(value: never): never {
  throw new Error(`Bug: unexpected ${JSON.stringify(value)}`);
}
