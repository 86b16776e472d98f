/** IP addresses as text, read as strictly as CoreDNS reads them, and the names of reverse lookups. */
import { isIPv4 } from '../net/address.ts';

/** An address in its canonical text, and the type of record that holds it. */
export interface HostAddress {
  readonly type: 'A' | 'AAAA';
  readonly text: string;
}

/** The address that `text` is, or undefined for a host name. Leading zeros make no address, as in Go's net.ParseIP. */
export function parseAddress(text: string): HostAddress | undefined {
  if (isIPv4(text)) return { type: 'A', text };
  const groups = parseIPv6(text);
  if (groups === undefined) return undefined;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return { type: 'A', text: groups.slice(6).flatMap(bytesOf).join('.') };
  return { type: 'AAAA', text: formatIPv6(groups) };
}

/**
 * The address that a name below in-addr.arpa or ip6.arpa stands for, in canonical text; undefined when it stands for none.
 * Of a name below ip6.arpa the labels are taken by fours from its end, and what is left over in front is not looked at.
 * Upstream: coredns plugin/pkg/dnsutil/reverse.go ExtractAddressFromReverse (1.13)
 */
export function addressOfReverseName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower.endsWith('.in-addr.arpa.')) {
    return parseAddress(lower.slice(0, -'.in-addr.arpa.'.length).split('.').reverse().join('.'))?.text;
  }
  if (!lower.endsWith('.ip6.arpa.')) return undefined;
  const labels = lower.slice(0, -'.ip6.arpa.'.length).split('.').reverse();
  const nibbles = labels.slice(0, labels.length - (labels.length % 4));
  if (nibbles.length !== 32 || !nibbles.every((nibble) => /^[0-9a-f]$/.test(nibble))) return undefined;
  const groups = Array.from({ length: 8 }, (_, i) => nibbles.slice(4 * i, 4 * i + 4).join(''));
  return parseAddress(groups.join(':'))?.text;
}

function bytesOf(group: number): readonly number[] {
  return [group >> 8, group & 0xff];
}

function parseIPv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const head = parseGroups(halves[0] ?? '');
  const tail = parseGroups(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : undefined;
  if (missing < 1) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function parseGroups(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && isIPv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, is written `::`. */
function formatIPv6(groups: readonly number[]): string {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.length < 2) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}
