/** CoreDNS's `cache 30`: one TTL for every answer; those to forwarded names are kept that long. */
import type { SimTime } from '../../base/sim-time.ts';
import { seconds } from '../../base/sim-time.ts';
import type { DnsAnswer, DnsQuery, DnsRecord } from './message.ts';
import { isSubdomain, toFqdn } from './message.ts';

/** What is kept, by lower-case name and type. */
export type DnsCache = ReadonlyMap<string, CachedAnswer>;

/** An answer as it was first given. */
export interface CachedAnswer {
  readonly answer: DnsAnswer;
  readonly storedAt: SimTime;
}

/** A cache without answers. */
export const EMPTY_DNS_CACHE: DnsCache = new Map();

/** Whether kubeadm's Corefile keeps answers to this name: not below the cluster domain, where change must show at once. */
export function isCached(clusterDomain: string, query: DnsQuery): boolean {
  return !isSubdomain(clusterDomain, query.name);
}

/**
 * The answer kept for `query`, its TTLs counted down to `now`; undefined when there is none or it has run out. A kept
 * answer is always marked authoritative.
 * Upstream: coredns plugin/cache/item.go toMsg, ttl (1.13)
 */
export function readCache(cache: DnsCache, query: DnsQuery, now: SimTime): DnsAnswer | undefined {
  const cached = cache.get(keyOf(query));
  if (cached === undefined) return undefined;
  const ttl = remainingTtl(cached, now);
  if (ttl <= 0) return undefined;
  const { answer } = cached;
  const age = (record: DnsRecord): DnsRecord => ({ ...record, ttl });
  return {
    ...answer,
    flags: answer.flags.includes('ra') ? ['qr', 'aa', 'rd', 'ra'] : ['qr', 'aa', 'rd'],
    answers: answer.answers.map(age),
    authority: answer.authority.map(age),
    additional: answer.additional.map(age),
  };
}

/** The cache with this answer as well, and without those that have run out. */
export function writeCache(cache: DnsCache, query: DnsQuery, answer: DnsAnswer, now: SimTime): DnsCache {
  const alive = [...cache].filter(([, cached]) => remainingTtl(cached, now) > 0);
  return new Map([...alive, [keyOf(query), { answer, storedAt: now }]]);
}

/**
 * Every record of an answer leaves with one TTL: the smallest among them, at least 5 and at most the 30 seconds of
 * `cache 30`, whether or not the cache may keep the answer; 5 seconds for a failure.
 * Upstream: coredns plugin/cache/cache.go WriteMsg (1.13)
 */
export function capTtl(answer: DnsAnswer): DnsAnswer {
  const all = [...answer.answers, ...answer.authority, ...answer.additional];
  const smallest = all.reduce((least, record) => Math.min(least, record.ttl), 30);
  const ttl = answer.rcode === 'SERVFAIL' ? 5 : Math.max(5, smallest);
  const cap = (record: DnsRecord): DnsRecord => ({ ...record, ttl });
  return {
    ...answer,
    answers: answer.answers.map(cap),
    authority: answer.authority.map(cap),
    additional: answer.additional.map(cap),
  };
}

/** Whole seconds; the TTL of an answer's records is one and the same. */
function remainingTtl(cached: CachedAnswer, now: SimTime): number {
  const { answers, authority } = cached.answer;
  const ttl = (answers[0] ?? authority[0])?.ttl ?? 5;
  return ttl - Math.floor((now - cached.storedAt) / seconds(1));
}

function keyOf(query: DnsQuery): string {
  return `${toFqdn(query.name).toLowerCase()} ${query.type}`;
}
