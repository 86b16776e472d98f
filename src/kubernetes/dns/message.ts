/** What is asked of a DNS server and what it says: queries, records, answers, and names as DNS compares them. */

/** A record type that some answer here can hold. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'SRV' | 'TXT';

/** A question. `name` may lack its trailing dot; `type` may be any type, also one that is never answered with data. */
export interface DnsQuery {
  readonly name: string;
  readonly type: string;
}

/** A resource record; `ttl` in seconds, `data` in the usual text form (names with their trailing dot). */
export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly data: string;
}

/**
 * NXDOMAIN: no such name. NOERROR without answers: the name exists, with no data of that type. REFUSED: the server does
 * not do what it is asked to, such as hand out a whole zone.
 */
export type ResponseCode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

/** Header flags in wire order: response, authoritative, truncated, recursion desired, recursion available. */
export type DnsFlag = 'qr' | 'aa' | 'tc' | 'rd' | 'ra';

/** A reply. `answers` keep the order of the zone's objects, a CNAME before what it leads to. */
export interface DnsAnswer {
  readonly rcode: ResponseCode;
  readonly flags: readonly DnsFlag[];
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

/** The name with its trailing dot. */
export function toFqdn(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** Whether `name` is `domain` or lies below it, whatever the case; both with or without a trailing dot. */
export function isSubdomain(domain: string, name: string): boolean {
  const parent = toFqdn(domain).toLowerCase();
  const child = toFqdn(name).toLowerCase();
  return parent === '.' || child === parent || child.endsWith(`.${parent}`);
}
