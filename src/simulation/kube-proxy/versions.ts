/** A value that changes, with the positions of a log at which it did: seen from an earlier position it is what it was. */

/** What it is from a position on, until the next one; `value` is undefined while there is none. Frozen. */
export interface Version<T> {
  readonly from: number;
  readonly value: T | undefined;
}

/** All versions that somebody may still go by, by ascending position. Frozen, so that copies of a log share them. */
export type Versions<T> = readonly Version<T>[];

/** The value as seen from the position; undefined when there was none. */
export function at<T>(versions: Versions<T>, position: number): T | undefined {
  for (let i = versions.length - 1; i >= 0; i--) {
    const version = versions[i];
    if (version !== undefined && version.from <= position) return version.value;
  }
  return undefined;
}

/** The versions with what the value is from this position on, which is no earlier than the last. */
export function withVersion<T>(versions: Versions<T>, from: number, value: T | undefined): Versions<T> {
  const before = versions.at(-1)?.from === from ? versions.slice(0, -1) : versions;
  return Object.freeze([...before, Object.freeze({ from, value })]);
}

/** From where a value may still be seen: from some positions, sorted, and from all since `onward`. */
export interface KeptPositions {
  readonly at: readonly number[];
  readonly onward: number;
}

/**
 * Leaves in the map only those versions that are to be seen from one of the positions.
 * Returns whether at most one is left; a value that nobody sees any more and that there is none of now leaves the map.
 */
export function forget<T>(map: Map<string, Versions<T>>, key: string, positions: KeptPositions): boolean {
  const versions = map.get(key) ?? [];
  let seen = 0;
  const kept = versions.filter(({ from }, i) => {
    const next = versions[i + 1]?.from;
    if (next === undefined || next > positions.onward) return true;
    while ((positions.at[seen] ?? Infinity) < from) seen += 1;
    return (positions.at[seen] ?? Infinity) < next;
  });
  const isGone = kept.length === 1 && kept[0]?.value === undefined;
  if (isGone) map.delete(key);
  else if (kept.length < versions.length) map.set(key, Object.freeze(kept));
  return kept.length <= 1;
}
