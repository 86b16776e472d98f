/** How far one word is from another. */

/**
 * The fewest insertions, deletions, replacements and swaps of neighbours that make one word of the other (optimal string
 * alignment), counted up to `most`: anything further is `most + 1`.
 */
export function editDistance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost);
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[to.length] ?? most + 1, most + 1);
}

/** The nearest of the words, if one is within `most` and nearer than all others; case counts half. */
export function nearestWord(word: string, candidates: readonly string[], most: number): string | undefined {
  const scored = candidates
    .map((candidate) => ({ candidate, distance: distanceWithCase(word, candidate, most) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((left, right) => left.distance - right.distance);
  const [first, second] = scored;
  return first !== undefined && first.distance !== second?.distance ? first.candidate : undefined;
}

function distanceWithCase(word: string, candidate: string, most: number): number {
  if (word === candidate) return 0;
  const folded = editDistance(word.toLowerCase(), candidate.toLowerCase(), most);
  return folded === 0 ? 0.5 : folded;
}
