import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base32, sha256, sha256Base32 } from './sha256.ts';

describe('sha256', () => {
  it.each([
    '',
    'abc',
    'default/web-servicetcp',
    'a'.repeat(55),
    'a'.repeat(56),
    'a'.repeat(64),
    'x'.repeat(1000),
    '서비스 é 🚀',
    '가'.repeat(40),
    '\ud800 alone',
  ])('agrees with the standard on %j', (text) => {
    expect(Buffer.from(sha256(text)).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  });
});

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as RFC 4648 does, less the padding', (text, expected) => {
    expect(base32(new TextEncoder().encode(text))).toBe(expected);
  });
});

describe('sha256Base32', () => {
  it.each(['default/web-servicetcp', 'x'.repeat(300), ''])('is base32 of the first bytes of %j', (text) => {
    expect(sha256Base32(text, 10)).toBe(base32(sha256(text).subarray(0, 10)));
  });
});
