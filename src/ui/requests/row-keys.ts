/** Which row a key goes to. */

/** The row that `key` leads to from row `place` of `count`, or undefined when the key does not walk rows. */
export function nextRow(key: string, place: number, count: number, pageSize: number): number | undefined {
  const target = targetOf(key, place, count, Math.max(pageSize, 1));
  return target === undefined || count === 0 ? undefined : Math.min(Math.max(target, 0), count - 1);
}

function targetOf(key: string, place: number, count: number, pageSize: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return place + 1;
    case 'ArrowUp':
      return place - 1;
    case 'PageDown':
      return place + pageSize;
    case 'PageUp':
      return place - pageSize;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
