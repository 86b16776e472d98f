/** Seeded chance: sfc32, whose stream is part of what a shared link promises, so it never changes. */

/** A stream of chance; two streams made alike give the same numbers for ever. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, bound). */
  below(bound: number): number;
}

/** A stream of its own for each `purpose`, so that drawing more for one never shifts another. */
export function createRandom(seed: number, purpose: string): Random {
  let a = seed | 0;
  let b = (seed / 0x1_0000_0000) | 0;
  let c = hash(purpose);
  let counter = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 15; i++) draw();
  return { next: draw, below: (bound) => Math.floor(draw() * bound) };
}

/** FNV-1a, 32 bits: small, well known, and the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value | 0;
}
