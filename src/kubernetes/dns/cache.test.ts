import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { EMPTY_DNS_CACHE, isCached, readCache, writeCache } from './cache.ts';
import type { DnsAnswer } from './message.ts';

const query = { name: 'db.example.com', type: 'A' };
const answer: DnsAnswer = {
  rcode: 'NOERROR',
  flags: ['qr', 'rd', 'ra'],
  answers: [{ name: 'db.example.com.', type: 'A', ttl: 30, data: '203.0.113.50' }],
  authority: [],
  additional: [],
};

describe('the cache of forwarded names', () => {
  const cache = writeCache(EMPTY_DNS_CACHE, query, answer, seconds(100));

  it.each([
    [100, 30],
    [100.9, 30],
    [101, 29],
    [129.9, 1],
    [130, undefined],
  ])('DNS60: at %d s gives a TTL of %s', (now, ttl) => {
    expect(readCache(cache, { ...query, name: 'DB.example.com.' }, seconds(now))?.answers[0]?.ttl).toBe(ttl);
  });

  it('DNS61: marks what it kept authoritative', () => {
    expect(readCache(cache, query, seconds(101))?.flags).toEqual(['qr', 'aa', 'rd', 'ra']);
  });

  it('DNS62: keeps types apart and forgets what has run out', () => {
    expect(readCache(cache, { ...query, type: 'AAAA' }, seconds(101))).toBeUndefined();
    const later = writeCache(cache, { name: 'example.com', type: 'A' }, answer, seconds(200));
    expect([...later.keys()]).toEqual(['example.com. A']);
  });

  it('DNS63: keeps no cluster name under the Corefile of kubeadm', () => {
    expect(isCached('cluster.local', { name: 'web.default.svc.cluster.local', type: 'A' })).toBe(false);
    expect(isCached('cluster.local', query)).toBe(true);
  });
});
