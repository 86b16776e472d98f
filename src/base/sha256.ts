/** SHA-256 of short texts: kube-proxy names its chains by it. */

/** The 32 bytes of SHA-256 (FIPS 180-4) over the text's UTF-8 form. */
export function sha256(text: string): Uint8Array {
  return hash(text).slice();
}

/** Upper-case base32 (RFC 4648) with no padding. */
export function base32(bytes: Uint8Array): string {
  return base32Of(bytes, bytes.length);
}

/** base32 of so many of the text's first bytes of SHA-256; nothing is made for it but the result. */
export function sha256Base32(text: string, bytes: number): string {
  return base32Of(hash(text), bytes);
}

function base32Of(bytes: Uint8Array, length: number): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    buffer = (buffer << 8) | (bytes[i] ?? 0);
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

// Made once, since making them costs more than a short text's hash: each hash overwrites what it uses.
const DIGEST = new Uint8Array(32);
const STATE = new Uint32Array(8);
let padded = new Uint32Array(64);

/** The 32 bytes, which stay until the next call. */
function hash(text: string): Uint8Array {
  const words = putPadded(text);
  STATE.set(INITIAL_STATE);
  for (let offset = 0; offset < words; offset += 16) compress(STATE, padded, offset);
  for (let i = 0; i < DIGEST.length; i++) DIGEST[i] = at(STATE, i >> 2) >>> (24 - 8 * (i & 3));
  return DIGEST;
}

/** Puts into `padded` the text, a bit of 1, and the length in bits at the end of the last block. Returns how many words it takes. */
function putPadded(text: string): number {
  // A UTF-16 unit takes no more than three bytes.
  const most = 16 * Math.ceil((text.length * 3 + 9) / 64);
  if (most > padded.length) padded = new Uint32Array(most);
  padded.fill(0, 0, most);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) put(code, length++);
    else {
      // The code point, which may take two units.
      const point = text.codePointAt(i) ?? code;
      if (point > 0xffff) i += 1;
      length = putWide(isLoneSurrogate(point) ? 0xfffd : point, length);
    }
  }
  put(0x80, length);
  const words = 16 * Math.ceil((length + 9) / 64);
  padded[words - 1] = length * 8;
  return words;
}

/** Puts a character of two to four bytes at this place; returns the place after it. */
function putWide(point: number, place: number): number {
  const following = point < 0x800 ? 1 : point < 0x1_0000 ? 2 : 3;
  put(([0xc0, 0xe0, 0xf0][following - 1] ?? 0) | (point >> (6 * following)), place);
  for (let left = following - 1; left >= 0; left--) put(0x80 | ((point >> (6 * left)) & 63), place + following - left);
  return place + following + 1;
}

/** Half of a character of two units, for which UTF-8 has no bytes. */
function isLoneSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

function put(byte: number, place: number): void {
  padded[place >> 2] = at(padded, place >> 2) | (byte << (24 - 8 * (place & 3)));
}

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
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
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
  state[0] = at(state, 0) + a;
  state[1] = at(state, 1) + b;
  state[2] = at(state, 2) + c;
  state[3] = at(state, 3) + d;
  state[4] = at(state, 4) + e;
  state[5] = at(state, 5) + f;
  state[6] = at(state, 6) + g;
  state[7] = at(state, 7) + h;
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
