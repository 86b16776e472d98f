/** What the world outside answers to a name that CoreDNS forwards. */
import type { DnsAnswer, DnsQuery, DnsRecord } from './message.ts';
import { toFqdn } from './message.ts';
import type { Upstream, UpstreamRecord } from './zone.ts';

/** Longer chains of aliases are cut: they are loops. */
const MAX_ALIASES = 10;

/** The answer from outside to `query`; SERVFAIL when nothing outside can be reached. */
export function forwardQuery(upstream: Upstream | undefined, query: DnsQuery): DnsAnswer {
  const base = { flags: ['qr', 'rd', 'ra'], answers: [], authority: [], additional: [] } as const;
  // Said by the server itself, which does not recurse.
  if (upstream === undefined) return { ...base, flags: ['qr', 'rd'], rcode: 'SERVFAIL' };
  const name = toFqdn(query.name);
  const answers = chaseAliases(upstream, name, query.type);
  if (answers.length > 0) return { ...base, rcode: 'NOERROR', answers };
  const rcode = upstream.has(name.toLowerCase()) ? 'NOERROR' : 'NXDOMAIN';
  return { ...base, rcode, authority: [authorityOf(name)] };
}

function chaseAliases(upstream: Upstream, start: string, type: string): readonly DnsRecord[] {
  const answers: DnsRecord[] = [];
  let name = start;
  for (let i = 0; i < MAX_ALIASES; i++) {
    const known = upstream.get(name.toLowerCase()) ?? [];
    const found = known.filter((record) => record.type === type);
    const alias = known.find((record) => record.type === 'CNAME');
    if (found.length > 0 || alias === undefined) return [...answers, ...found.map((record) => toRecord(name, record))];
    const record = toRecord(name, alias);
    answers.push(record);
    name = record.data;
  }
  return answers;
}

function toRecord(name: string, record: UpstreamRecord): DnsRecord {
  const isName = record.type === 'CNAME' || record.type === 'NS' || record.type === 'PTR' || record.type === 'MX';
  const data = record.type === 'TXT' ? JSON.stringify(record.data) : record.data;
  return { name, type: record.type, ttl: record.ttl ?? 120, data: isName ? toFqdn(data) : data };
}

/** Simplified: everything outside is run by one authority, which signs for the top-level domain. */
function authorityOf(name: string): DnsRecord {
  const top = name.split('.').at(-2) ?? '';
  const data = 'ns1.example.com. hostmaster.example.com. 2026 7200 3600 1209600 60';
  return { name: `${top.toLowerCase()}.`, type: 'SOA', ttl: 90, data };
}
