/**
 * The difference of two texts in the unified form, as Python's difflib finds it, which Go's port repeats.
 * Upstream: github.com/pmezard/go-difflib (v1.0.0).
 */

/** Lines that are alike: `size` of them from `a` in the first text and from `b` in the second. */
interface Match {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

/** What becomes of the first text's lines `fromA`..`toA`: the second's lines `fromB`..`toB`. */
interface Change {
  readonly isEqual: boolean;
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** So many lines that are alike stand around a change. */
const CONTEXT = 3;
/** In a text of so many lines, those that make up more than a hundredth of it do not begin a match. */
const POPULAR_FROM = 200;

/** The hunks, each line ended by a line feed; empty when the texts are alike. Nothing names the texts. */
export function unifiedDiff(a: readonly string[], b: readonly string[]): string {
  return groups(changes(a, b))
    .map((group) => {
      const [first, last] = [group[0], group.at(-1)];
      if (first === undefined || last === undefined) return '';
      const head = `@@ -${rangeOf(first.fromA, last.toA)} +${rangeOf(first.fromB, last.toB)} @@\n`;
      const body = group.map(({ isEqual, fromA, toA, fromB, toB }) =>
        isEqual
          ? signed(' ', a.slice(fromA, toA))
          : signed('-', a.slice(fromA, toA)) + signed('+', b.slice(fromB, toB)),
      );
      return head + body.join('');
    })
    .join('');
}

function signed(sign: string, lines: readonly string[]): string {
  return lines.map((line) => `${sign}${line}\n`).join('');
}

function rangeOf(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return String(from + 1);
  return `${length === 0 ? from : from + 1},${length}`;
}

function changes(a: readonly string[], b: readonly string[]): readonly Change[] {
  const found: Change[] = [];
  let [fromA, fromB] = [0, 0];
  for (const match of [...matches(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (fromA < match.a || fromB < match.b) {
      found.push({ isEqual: false, fromA, toA: match.a, fromB, toB: match.b });
    }
    [fromA, fromB] = [match.a + match.size, match.b + match.size];
    if (match.size > 0) found.push({ isEqual: true, fromA: match.a, toA: fromA, fromB: match.b, toB: fromB });
  }
  return found;
}

/** The changes with the lines around them, those that are near one another together. */
function groups(all: readonly Change[]): readonly (readonly Change[])[] {
  const found: Change[][] = [];
  let group: Change[] = [];
  for (const [index, change] of all.entries()) {
    if (!change.isEqual) {
      group.push(change);
      continue;
    }
    const [isFirst, isLast] = [index === 0, index === all.length - 1];
    const size = change.toA - change.fromA;
    if (isFirst || isLast) {
      if (isFirst && isLast) return [];
      group.push(isFirst ? tail(change) : head(change));
    } else if (size > 2 * CONTEXT) {
      found.push([...group, head(change)]);
      group = [tail(change)];
    } else {
      group.push(change);
    }
  }
  if (group.some(({ isEqual }) => !isEqual)) found.push(group);
  return found;
}

function head(change: Change): Change {
  const size = Math.min(CONTEXT, change.toA - change.fromA);
  return { ...change, toA: change.fromA + size, toB: change.fromB + size };
}

function tail(change: Change): Change {
  const size = Math.min(CONTEXT, change.toA - change.fromA);
  return { ...change, fromA: change.toA - size, fromB: change.toB - size };
}

/** All matches in order, those that touch joined. */
function matches(a: readonly string[], b: readonly string[]): readonly Match[] {
  const places = placesOf(b);
  const found: Match[] = [];
  const queue: (readonly [number, number, number, number])[] = [[0, a.length, 0, b.length]];
  for (;;) {
    const next = queue.pop();
    if (next === undefined) break;
    const [fromA, toA, fromB, toB] = next;
    const match = longestMatch(a, b, places, next);
    if (match.size === 0) continue;
    found.push(match);
    if (fromA < match.a && fromB < match.b) queue.push([fromA, match.a, fromB, match.b]);
    const [endA, endB] = [match.a + match.size, match.b + match.size];
    if (endA < toA && endB < toB) queue.push([endA, toA, endB, toB]);
  }
  const joined: Match[] = [];
  for (const match of found.toSorted((left, right) => left.a - right.a)) {
    const last = joined.at(-1);
    if (last !== undefined && last.a + last.size === match.a && last.b + last.size === match.b) {
      joined[joined.length - 1] = { ...last, size: last.size + match.size };
    } else {
      joined.push(match);
    }
  }
  return joined;
}

/** Where each line stands, without the lines that are too common to tell anything. */
function placesOf(b: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of b.entries()) {
    const known = places.get(line);
    if (known === undefined) places.set(line, [index]);
    else known.push(index);
  }
  if (b.length < POPULAR_FROM) return places;
  const most = Math.floor(b.length / 100) + 1;
  return new Map([...places].filter(([, indices]) => indices.length <= most));
}

/** The longest run of like lines within the bounds, the first of several; grown by common lines on both sides. */
function longestMatch(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  [fromA, toA, fromB, toB]: readonly [number, number, number, number],
): Match {
  let best: Match = { a: fromA, b: fromB, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = fromA; i < toA; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? '') ?? []) {
      if (j < fromB) continue;
      if (j >= toB) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  let { a: startA, b: startB, size } = best;
  while (startA > fromA && startB > fromB && a[startA - 1] === b[startB - 1]) {
    startA -= 1;
    startB -= 1;
    size += 1;
  }
  while (startA + size < toA && startB + size < toB && a[startA + size] === b[startB + size]) size += 1;
  return { a: startA, b: startB, size };
}
