/** The keys of a menu, as the ARIA practices have them. */

/** Where the focus goes, or what else a key means. */
export type MenuMove = { readonly type: 'focus'; readonly index: number } | { readonly type: 'close' };

/**
 * What `key` does in a menu of items with these `words`, with the focus on `index`: arrows go round, Home and End to the
 * ends, a letter to the next item that begins with it, Escape and Tab close. Undefined for keys that mean nothing here.
 */
export function menuMove(key: string, index: number, words: readonly string[]): MenuMove | undefined {
  const count = words.length;
  if (key === 'Escape' || key === 'Tab') return { type: 'close' };
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return { type: 'focus', index: (index + 1) % count };
  if (key === 'ArrowUp') return { type: 'focus', index: (index - 1 + count) % count };
  if (key === 'Home') return { type: 'focus', index: 0 };
  if (key === 'End') return { type: 'focus', index: count - 1 };
  if (key.length !== 1 || key === ' ') return undefined;
  const from = index + 1;
  const order = [...words.keys()].map((place) => (from + place) % count);
  const found = order.find((place) => words[place]?.toLowerCase().startsWith(key.toLowerCase()) === true);
  return found === undefined ? undefined : { type: 'focus', index: found };
}
