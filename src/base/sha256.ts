/** SHA-256 of short texts: kube-proxy names its chains by it. */

/** The 32 bytes of SHA-256 (FIPS 180-4) over the text's UTF-8 form. */
export function sha256(text: string): Uint8Array {
  const words = paddedWords(utf8(text));
  const state = Uint32Array.from(INITIAL_STATE);
  for (let offset = 0; offset < words.length; offset += 16) compress(state, words, offset);
  const digest = new Uint8Array(32);
  for (let i = 0; i < digest.length; i++) digest[i] = at(state, i >> 2) >>> (24 - 8 * (i & 3));
  return digest;
}

/** Upper-case base32 (RFC 4648) with no padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((buffer >>> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32.charAt((buffer << (5 - bits)) & 31);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const PRIMES = firstPrimes(64);
/** The first 32 bits of the fractional parts of the square roots of the first eight primes. */
const INITIAL_STATE = Uint32Array.from(PRIMES.slice(0, 8), (prime) => rootFraction(prime, 2));
/** The same of the cube roots of the first 64. */
const ROUND_CONSTANTS = Uint32Array.from(PRIMES, (prime) => rootFraction(prime, 3));

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/** In whole numbers, since Math.cbrt may differ in its last bit from machine to machine. */
function rootFraction(prime: number, degree: 2 | 3): number {
  const power = BigInt(degree);
  const target = BigInt(prime) << (32n * power);
  let root = 0n;
  for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) {
    if ((root + bit) ** power <= target) root += bit;
  }
  return Number(root & 0xffff_ffffn);
}

function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      bytes.push(code);
    } else if (code < 0x800) {
      bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    } else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}

/** The bytes, a bit of 1, and the length in bits at the end of the last block. */
function paddedWords(bytes: readonly number[]): Uint32Array {
  const words = new Uint32Array(16 * Math.ceil((bytes.length + 9) / 64));
  const put = (byte: number, i: number): void => {
    words[i >> 2] = at(words, i >> 2) | (byte << (24 - 8 * (i & 3)));
  };
  bytes.forEach(put);
  put(0x80, bytes.length);
  words[words.length - 1] = bytes.length * 8;
  return words;
}

/** Made once, since making it costs more than a short text's hash; each block overwrites all of it. */
const SCHEDULE = new Uint32Array(64);

function compress(state: Uint32Array, words: Uint32Array, offset: number): void {
  const schedule = SCHEDULE;
  for (let i = 0; i < 16; i++) schedule[i] = at(words, offset + i);
  for (let i = 16; i < 64; i++) {
    const w15 = at(schedule, i - 15);
    const w2 = at(schedule, i - 2);
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    schedule[i] = at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + at(ROUND_CONSTANTS, i) + at(schedule, i)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = at(state, i) + word;
  });
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
