/** CoreDNS's cache: answers kept for at most their TTL. kubeadm's Corefile keeps only those to forwarded names. */
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
  const name = toFqdn(query.name);
  const { answer } = cached;
  const age = (record: DnsRecord): DnsRecord => ({ ...record, ttl });
  // The owner of the first record is spelled as this question spells it.
  const respell = (record: DnsRecord): DnsRecord =>
    record.name.toLowerCase() === name.toLowerCase() ? { ...age(record), name } : age(record);
  return {
    ...answer,
    flags: answer.flags.includes('ra') ? ['qr', 'aa', 'rd', 'ra'] : ['qr', 'aa', 'rd'],
    answers: answer.answers.map(respell),
    authority: answer.authority.map(age),
    additional: answer.additional.map(age),
  };
}

/** The cache with this answer as well, and without those that have run out. */
export function writeCache(cache: DnsCache, query: DnsQuery, answer: DnsAnswer, now: SimTime): DnsCache {
  const alive = [...cache].filter(([, cached]) => remainingTtl(cached, now) > 0);
  return new Map([...alive, [keyOf(query), { answer, storedAt: now }]]);
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
