/** Addresses and ranges as kube-proxy reads those of objects that were stored before the API server became strict. */
import { isIPv4 } from '../net/address.ts';
import { parseIPv4CIDR, type IPv4Range } from '../net/range.ts';

/**
 * The IPv4 address as rules write it; undefined when the text is none. Zeros in front of a part count for nothing, and
 * an IPv4 address written as one of IPv6 is one of IPv4. Upstream: k8s.io/utils/net ParseIPSloppy (v1.36).
 */
export function readIPv4(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const plain = withoutZeros(text.replace(/^::ffff:(?=\d+\.)/i, ''));
  return isIPv4(plain) ? plain : undefined;
}

/** The same of a range; there may be spaces around it. Upstream: k8s.io/utils/net ParseCIDRSloppy (v1.36). */
export function readIPv4CIDR(text: string): IPv4Range | undefined {
  return parseIPv4CIDR(withoutZeros(text.trim()));
}

function withoutZeros(text: string): string {
  return text.replace(/(?<!\d)0+(?=\d)/g, '');
}
