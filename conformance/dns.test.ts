/** Every recorded answer of the real CoreDNS, and every recorded lookup of the real resolver, is given here too. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dnsCasesOf, scoreDnsCase } from './dns.ts';

const file: unknown = JSON.parse(readFileSync(new URL('./dns.json', import.meta.url), 'utf8'));

describe('recorded DNS answers', () => {
  it.each(dnsCasesOf(file))('answers $id as CoreDNS did', (testCase) => {
    expect(scoreDnsCase(file, testCase)).toBeUndefined();
  });
});
