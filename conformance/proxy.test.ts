import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreProxyCase } from './proxy.ts';

interface RecordedCase {
  readonly id: string;
  readonly title: string;
  readonly mode: string;
}

const path = new URL('./proxy.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly RecordedCase[] }; // recorded form

describe.each(['iptables', 'nftables'])(
  'kube-proxy in %s mode writes the rules and treats the packets as recorded',
  (mode) => {
    it.each(
      cases.filter((recorded) => recorded.mode === mode).map((recorded) => [recorded.id, recorded.title, recorded]),
    )('%s: %s', (_id, _title, recorded) => {
      expect(scoreProxyCase(recorded)).toBeUndefined();
    });
  },
);
