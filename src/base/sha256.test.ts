import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base32, sha256 } from './sha256.ts';

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
