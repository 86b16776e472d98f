import { describe, expect, it } from 'vitest';
import type { DnsAnswer, DnsRecord } from './message.ts';
import { truncateAnswer } from './truncate.ts';

const NAME = 'swarm.default.svc.cluster.local.';

/** The endpoints' addresses, or their SRV records with the addresses beside them. */
function answer(type: 'A' | 'SRV', count: number): DnsAnswer {
  const hosts = Array.from({ length: count }, (_, i) => `10-244-1-${String(100 + i)}.${NAME}`);
  const addresses = hosts.map((host): DnsRecord => ({ name: host, type: 'A', ttl: 30, data: '10.244.1.100' }));
  const base = { rcode: 'NOERROR', flags: ['qr', 'aa', 'rd'], authority: [] } as const;
  if (type === 'A') return { ...base, answers: addresses.map((record) => ({ ...record, name: NAME })), additional: [] };
  const answers = hosts.map((host): DnsRecord => ({ name: NAME, type, ttl: 30, data: `0 10 80 ${host}` }));
  return { ...base, answers, additional: addresses };
}

describe('truncateAnswer', () => {
  // The head and the question take 49 bytes, an A record 16 (its name is a pointer), an SRV record with its target 64.
  it.each([
    ['A', 28, 28, 0, false],
    ['A', 29, 28, 0, true],
    ['SRV', 5, 5, 5, false],
    ['SRV', 6, 6, 4, true],
    ['SRV', 7, 7, 0, true],
    ['SRV', 8, 7, 0, true],
  ] as const)(
    'DNS88: of %s records of %i endpoints leaves %i, and %i addresses beside them, in 512 bytes',
    (type, count, answers, additional, isCut) => {
      const kept = truncateAnswer({ name: NAME, type }, answer(type, count));
      expect([kept.answers.length, kept.additional.length]).toEqual([answers, additional]);
      expect(kept.flags.includes('tc')).toBe(isCut);
    },
  );
});
