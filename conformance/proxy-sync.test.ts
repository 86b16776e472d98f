import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreProxySync } from './proxy-sync.ts';

const path = new URL('./proxy-sync.json', import.meta.url);
const { sequences } = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly sequences: readonly { readonly id: string; readonly title: string }[];
}; // recorded form

describe('kube-proxy in iptables mode rewrites and deletes at each sync what was recorded', () => {
  it.each(sequences.map((recorded) => [recorded.id, recorded.title, recorded]))('%s: %s', (_id, _title, recorded) => {
    expect(scoreProxySync(recorded)).toBeUndefined();
  });
});
