/** The stub resolver inside a Pod: how a program's `web` becomes the names that are really asked for. */
import type { DnsAnswer, DnsQuery } from './message.ts';
import { parseNumericHost } from './numeric-host.ts';

/** What /etc/resolv.conf tells the resolver. */
export interface ResolverConfig {
  readonly search: readonly string[];
  /** A name with at least so many dots is tried as it stands first. */
  readonly ndots: number;
  /** A and AAAA when absent, as getaddrinfo asks by default. */
  readonly families?: readonly ('A' | 'AAAA')[];
}

/** A query that was sent, and what came back. */
export interface SentQuery {
  readonly query: DnsQuery;
  readonly answer: DnsAnswer;
}

/** How a lookup ended. */
export interface Resolution {
  /** In the order in which they were sent. */
  readonly queries: readonly SentQuery[];
  /** IPv4 before IPv6, in the order of the answers. Simplified: not sorted again by RFC 6724. */
  readonly addresses: readonly string[];
  /**
   * NOERROR with addresses; NXDOMAIN (EAI_NONAME), NODATA (EAI_NODATA: some name exists, without an address) or SERVFAIL
   * (EAI_AGAIN) without.
   */
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'NODATA' | 'SERVFAIL';
  /** The name at the end of the aliases, without its trailing dot; undefined when nothing was found. */
  readonly canonicalName: string | undefined;
}

/** Upstream: glibc resolv/bits/types/res_state.h RES_MAXNDOTS (2.36). */
const MAX_NDOTS = 15;

type Failure = Exclude<Resolution['rcode'], 'NOERROR'>;

/**
 * The search list of a Pod with the default dnsPolicy ClusterFirst. Simplified: the node's own search list adds nothing.
 * Upstream: pkg/kubelet/network/dns/dns.go generateSearchesForDNSClusterFirst (v1.36)
 */
export function searchPathOf(namespace: string, clusterDomain = 'cluster.local'): readonly string[] {
  return [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
}

/** The resolver of a Pod in `namespace`: dnsPolicy ClusterFirst, whose ndots is 5. */
export function resolverOf(namespace: string, clusterDomain = 'cluster.local'): ResolverConfig {
  return { search: searchPathOf(namespace, clusterDomain), ndots: 5 };
}

/**
 * Looks `name` up as glibc does. An address is its own answer. Otherwise each candidate is asked for A and AAAA; the first
 * one with any answer ends the search, a missing name or missing data goes on to the next.
 * Upstream: glibc resolv/res_query.c __res_context_search (2.36)
 */
export function resolve(config: ResolverConfig, name: string, ask: (query: DnsQuery) => DnsAnswer): Resolution {
  const literal = parseNumericHost(name);
  if (literal !== undefined) {
    return { queries: [], addresses: [literal], rcode: 'NOERROR', canonicalName: name };
  }
  const queries: SentQuery[] = [];
  const failures: Failure[] = [];
  for (const candidate of candidatesOf(config, name)) {
    const sent = (config.families ?? ['A', 'AAAA']).map((type) => {
      const query = { name: candidate, type };
      return { query, answer: ask(query) };
    });
    queries.push(...sent);
    if (sent.some(({ answer }) => answer.rcode === 'NOERROR' && answer.answers.length > 0)) {
      return foundIn(queries, sent);
    }
    failures.push(failureOf(sent));
  }
  const rcode = failureOfAll(failures, isTriedAsIsFirst(config, name));
  return { queries, addresses: [], rcode, canonicalName: undefined };
}

/**
 * The names that are asked for one after another, with their trailing dots. Where the root is in the search list, the name
 * as it stands has its turn there, and not once more at the end.
 */
export function candidatesOf(config: ResolverConfig, name: string): readonly string[] {
  if (name.endsWith('.')) return [name];
  const domains = config.search.map((domain) => domain.replace(/^\./, '').replace(/\.$/, ''));
  const searched = domains.map((domain) => (domain === '' ? `${name}.` : `${name}.${domain}.`));
  if (isTriedAsIsFirst(config, name)) return [`${name}.`, ...searched];
  return domains.includes('') ? searched : [...searched, `${name}.`];
}

function isTriedAsIsFirst(config: ResolverConfig, name: string): boolean {
  return name.endsWith('.') || name.split('.').length - 1 >= Math.min(config.ndots, MAX_NDOTS);
}

function foundIn(queries: readonly SentQuery[], sent: readonly SentQuery[]): Resolution {
  const records = sent.flatMap(({ answer }) => answer.answers);
  const addresses = records.filter((record) => record.type === 'A' || record.type === 'AAAA');
  const owner = addresses[0]?.name;
  return {
    queries,
    addresses: addresses.map((record) => record.data),
    // An alias that leads nowhere ends the search as well: nothing but its CNAME came back.
    rcode: owner === undefined ? 'NODATA' : 'NOERROR',
    canonicalName: owner?.replace(/\.$/, ''),
  };
}

/** What one candidate's empty answers mean: the first that is not NOERROR decides. */
function failureOf(sent: readonly SentQuery[]): Failure {
  const rcode = sent.map(({ answer }) => answer.rcode).find((code) => code !== 'NOERROR');
  return rcode === 'REFUSED' ? 'SERVFAIL' : (rcode ?? 'NODATA');
}

/** The name as it stands, when it was tried first, has the say; else data missing anywhere, then a failing server. */
function failureOfAll(failures: readonly Failure[], isFirstDecisive: boolean): Failure {
  const first = failures[0] ?? 'NXDOMAIN';
  if (isFirstDecisive) return first;
  const searched = failures.slice(0, -1);
  if (searched.includes('NODATA')) return 'NODATA';
  if (searched.includes('SERVFAIL')) return 'SERVFAIL';
  return failures.at(-1) ?? 'NXDOMAIN';
}
