/** What is left of an answer that does not fit into one UDP packet. */
import type { DnsAnswer, DnsQuery, DnsRecord } from './message.ts';
import { toFqdn } from './message.ts';

/** Bytes of a UDP answer to a client that does not say what it can take (no EDNS). */
const PLAIN_UDP_SIZE = 512;
const HEADER_SIZE = 12;
/** Type, class, TTL and length, after the owner's name. */
const RECORD_HEADER_SIZE = 10;

/**
 * The answer with as many records as fit into `size` bytes, marked `tc` when some do not: the client should ask again
 * by TCP. Upstream: miekg/dns msg_truncate.go Truncate, as called by coredns request.Scrub (1.13)
 */
export function truncateAnswer(query: DnsQuery, answer: DnsAnswer, size: number = PLAIN_UDP_SIZE): DnsAnswer {
  const names = new Set<string>();
  let used = HEADER_SIZE + nameSize(toFqdn(query.name), names) + 4;
  const fit = (records: readonly DnsRecord[]): readonly DnsRecord[] => {
    const kept: DnsRecord[] = [];
    for (const record of records) {
      used += nameSize(record.name, names) + RECORD_HEADER_SIZE + dataSize(record, names);
      if (used > size) break;
      kept.push(record);
    }
    return kept;
  };
  const answers = fit(answer.answers);
  const authority = fit(answer.authority);
  const additional = fit(answer.additional);
  if (used <= size) return answer;
  return { ...answer, flags: withTruncated(answer.flags), answers, authority, additional };
}

function withTruncated(flags: DnsAnswer['flags']): DnsAnswer['flags'] {
  const order = ['qr', 'aa', 'tc', 'rd', 'ra'] as const;
  return order.filter((flag) => flag === 'tc' || flags.includes(flag));
}

/** Bytes of a name; what was written before (every ending of every name) shrinks to a pointer of two bytes. */
function nameSize(name: string, known: Set<string>): number {
  let size = 0;
  let rest = name;
  while (rest !== '.' && rest !== '') {
    if (known.has(rest)) return size + 2;
    known.add(rest);
    const end = rest.indexOf('.');
    size += end + 1;
    rest = rest.slice(end + 1);
  }
  return size + 1;
}

function dataSize(record: DnsRecord, known: Set<string>): number {
  const fields = record.data.split(' ');
  switch (record.type) {
    case 'A':
      return 4;
    case 'AAAA':
      return 16;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return nameSize(record.data, known);
    case 'MX':
      return 2 + nameSize(fields[1] ?? '.', known);
    case 'SRV': {
      // The target of an SRV record is never compressed, but what comes later may point there.
      const target = fields[3] ?? '';
      nameSize(target, known);
      return 6 + target.length + 1;
    }
    case 'SOA':
      return 20 + nameSize(fields[0] ?? '.', known) + nameSize(fields[1] ?? '.', known);
    case 'TXT':
      return record.data.length - 1;
  }
}
