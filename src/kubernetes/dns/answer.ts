/** CoreDNS's answer to one query: the kubernetes plugin for cluster names, forwarding for the rest. */
import { parseAddress } from './address.ts';
import { findBackends, isReverseOrigin, nameServers, namesOfReverseName, type Backend } from './backends.ts';
import { capTtl } from './cache.ts';
import type { DnsAnswer, DnsQuery, DnsRecord, RecordType, ResponseCode } from './message.ts';
import { isSubdomain, toFqdn } from './message.ts';
import { forwardQuery } from './upstream.ts';
import type { DnsZone } from './zone.ts';

interface Found {
  readonly answers: readonly DnsRecord[];
  readonly additional?: readonly DnsRecord[];
}

/** A question within one zone; `origin` is the zone's name as the question spells it, with its trailing dot. */
interface ZoneQuery {
  readonly zone: DnsZone;
  readonly origin: string;
  readonly name: string;
  /** Asks the server itself. */
  readonly ask: Ask;
}

/** Answers a question that comes up on the way: for what an alias leads to outside the cluster. */
export type Ask = (query: DnsQuery) => DnsAnswer;

/** CoreDNS follows no chain of more cluster aliases than this. */
const MAX_ALIASES = 8;

/**
 * The answer to `query`, as the Corefile of kubeadm makes it. Never throws, whatever the name. Records keep the order of
 * the zone's objects: CoreDNS's `loadbalance` shuffles A and AAAA records, which is chance and so the caller's. What an
 * alias leads to outside is asked of the server itself (`ask`); a caller with a cache answers that from there as well.
 * Upstream: coredns plugin/kubernetes/handler.go ServeDNS (1.13)
 */
export function answerQuery(zone: DnsZone, query: DnsQuery, ask: Ask = (next) => answerQuery(zone, next)): DnsAnswer {
  const name = toFqdn(query.name);
  const origins = [`${zone.clusterDomain}.`, 'in-addr.arpa.', 'ip6.arpa.'];
  const match = origins.find((candidate) => isSubdomain(candidate, name));
  if (match === undefined) return capTtl(forwardQuery(zone.upstream, query));
  if (query.type === 'AXFR' || query.type === 'IXFR') return refusal();
  const origin = name.slice(-match.length);
  const found = findRecords({ zone, origin, name, ask }, query.type);
  // `fallthrough in-addr.arpa ip6.arpa`: addresses outside the cluster are somebody else's to name.
  if (found === undefined && isReverseOrigin(origin)) return capTtl(forwardQuery(zone.upstream, query));
  const rcode: ResponseCode = found !== undefined ? 'NOERROR' : zone.isSynced ? 'NXDOMAIN' : 'SERVFAIL';
  const answers = found?.answers ?? [];
  return capTtl({
    rcode,
    flags: ['qr', 'aa', 'rd'],
    answers,
    authority: answers.length === 0 ? [startOfAuthority(zone, origin)] : [],
    additional: found?.additional ?? [],
  });
}

/** Nobody may have a copy of the zone. */
function refusal(): DnsAnswer {
  return { rcode: 'REFUSED', flags: ['qr', 'rd'], answers: [], authority: [], additional: [] };
}

/** The records of one type, or undefined when the name does not exist. */
function findRecords(query: ZoneQuery, type: string): Found | undefined {
  const { zone, origin, name } = query;
  switch (type) {
    case 'A':
    case 'AAAA':
      return toFound(findAddresses(query, type, []));
    case 'SRV':
      return findServers(query);
    case 'CNAME':
      return findAlias(query);
    case 'PTR':
      return findPointers(query);
    case 'TXT':
      return findText(query);
    case 'SOA':
      // Asked below the zone's own name it finds nothing, but never says that the name is missing.
      return { answers: name === origin ? [startOfAuthority(zone, origin)] : [] };
    case 'NS':
      if (name.toLowerCase() === origin) return findNameServers(query);
      break;
    default:
  }
  return findAddresses(query, 'A', []) === undefined ? undefined : { answers: [] };
}

function toFound(answers: readonly DnsRecord[] | undefined): Found | undefined {
  return answers === undefined ? undefined : { answers };
}

/** Upstream: coredns plugin/kubernetes/kubernetes.go Services (1.13) */
function backendsOf(query: ZoneQuery, type: string): readonly Backend[] | undefined {
  const { zone, origin, name } = query;
  if (name.toLowerCase() !== `ns.dns.${origin}`) return findBackends(zone, name, origin);
  if (type !== 'A' && type !== 'AAAA') return [];
  return nameServers(zone, origin).map((server) => ({ host: server.ip, port: 0, target: server.name }));
}

/** Upstream: coredns plugin/backend_lookup.go A, AAAA (1.13) */
function findAddresses(
  query: ZoneQuery,
  type: 'A' | 'AAAA',
  chain: readonly DnsRecord[],
): readonly DnsRecord[] | undefined {
  const backends = backendsOf(query, type);
  if (backends === undefined) return undefined;
  const records: DnsRecord[] = [];
  const seen = new Set<string>();
  for (const { host } of backends) {
    const address = parseAddress(host);
    if (address === undefined) {
      records.push(...followAlias(query, host, type, chain));
    } else if (address.type === type && !seen.has(host)) {
      seen.add(host);
      records.push(recordOf(query, type, address.text));
    }
  }
  return records;
}

/** The alias and what it leads to: nothing at all when it leads back or to a cluster name without such records. */
function followAlias(
  query: ZoneQuery,
  host: string,
  type: 'A' | 'AAAA',
  chain: readonly DnsRecord[],
): readonly DnsRecord[] {
  const { zone, origin, ask } = query;
  const alias = recordOf(query, 'CNAME', toFqdn(host));
  const isLoop = isSubdomain(query.name, alias.data) || chain.some((link) => link.data === alias.data);
  if (isLoop || chain.length >= MAX_ALIASES) return [];
  if (isSubdomain(origin, alias.data)) {
    const next = findAddresses({ zone, origin, name: alias.data, ask }, type, [...chain, alias]) ?? [];
    return next.length === 0 ? [] : [alias, ...next];
  }
  // Looked up through the server itself, so that names of the reverse zones are found here as well. A failure is no
  // more than an answer without records: the alias itself is known.
  return [alias, ...ask({ name: alias.data, type }).answers];
}

/** Upstream: coredns plugin/backend_lookup.go SRV (1.13) */
function findServers(query: ZoneQuery): Found | undefined {
  const all = backendsOf(query, 'SRV');
  if (all === undefined) return undefined;
  const backends = all.flatMap(({ host, port, target }) => {
    const address = parseAddress(host);
    return address === undefined ? [] : [{ host, port, target, address }];
  });
  // The same arithmetic in the same order, so that its rounding is the same.
  const weight = Math.max(1, Math.floor((100 / (100 * backends.length)) * 100));
  const answers = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  for (const { host, port, target, address } of backends) {
    if (port === -1) continue;
    answers.set(`${target}:${port}`, recordOf(query, 'SRV', `0 ${weight} ${port} ${target}`));
    additional.set(`${target} ${host}`, recordOf({ ...query, name: target }, address.type, address.text));
  }
  return { answers: [...answers.values()], additional: [...additional.values()] };
}

function findAlias(query: ZoneQuery): Found | undefined {
  const backends = backendsOf(query, 'CNAME');
  if (backends === undefined) return undefined;
  const host = backends[0]?.host;
  if (host === undefined || parseAddress(host) !== undefined) return { answers: [] };
  return { answers: [recordOf(query, 'CNAME', toFqdn(host))] };
}

function findPointers(query: ZoneQuery): Found | undefined {
  const { zone, origin, name } = query;
  const names = namesOfReverseName(zone, name);
  if (names === undefined) return findBackends(zone, name, origin) === undefined ? undefined : { answers: [] };
  return names.length === 0 ? undefined : { answers: names.map((pointer) => recordOf(query, 'PTR', pointer)) };
}

/** The version of the naming scheme. A name without other records has none to be without: it is said not to exist. */
function findText(query: ZoneQuery): Found | undefined {
  const { zone, origin, name } = query;
  if (name.toLowerCase() === `dns-version.${origin}`.toLowerCase()) {
    return { answers: [{ ...recordOf(query, 'TXT', '"1.1.0"'), ttl: 28_800 }] };
  }
  return (findBackends(zone, name, origin) ?? []).length === 0 ? undefined : { answers: [] };
}

function findNameServers(query: ZoneQuery): Found {
  const servers = nameServers(query.zone, query.origin);
  const names = new Set(servers.map((server) => server.name));
  return {
    answers: [...names].map((name) => recordOf(query, 'NS', name)),
    additional: servers.flatMap(({ name, ip }) => {
      const address = parseAddress(ip);
      return address === undefined ? [] : [recordOf({ ...query, name }, address.type, address.text)];
    }),
  };
}

function recordOf(query: ZoneQuery, type: RecordType, data: string): DnsRecord {
  return { name: query.name, type, ttl: query.zone.ttl, data };
}

function startOfAuthority(zone: DnsZone, origin: string): DnsRecord {
  const data = `ns.dns.${origin} hostmaster.${origin} ${zone.serial} 7200 1800 86400 ${zone.ttl}`;
  return { name: origin, type: 'SOA', ttl: zone.ttl, data };
}
