/** Ranges of IPv4 addresses: CIDRs, and single addresses as ranges of one. */
import { formatIPv4, parseIPv4 } from './address.ts';

/** An IPv4 range. `text` is how it is written: a CIDR with no bits set beyond its prefix, or a bare address. */
export interface IPv4Range {
  readonly text: string;
  /** Unsigned 32-bit numbers. */
  readonly network: number;
  readonly mask: number;
}

/** The range of a CIDR, masked as Go's net.ParseCIDR does it; undefined when the text is no IPv4 CIDR. */
export function parseIPv4CIDR(text: string): IPv4Range | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  if (prefix === undefined || rest.length > 0 || !/^(0|[1-9]\d?)$/.test(prefix) || Number(prefix) > 32)
    return undefined;
  const number = parseIPv4(address);
  if (number === undefined) return undefined;
  const mask = prefixMask(Number(prefix));
  const network = (number & mask) >>> 0;
  return { text: `${formatIPv4(network)}/${prefix}`, network, mask };
}

/** The range that holds just this address; undefined when the text is no IPv4 address. */
export function parseIPv4Host(text: string): IPv4Range | undefined {
  const network = parseIPv4(text);
  return network === undefined ? undefined : { text, network, mask: prefixMask(32) };
}

/** Whether the range is a single address. */
export function isHostRange(range: IPv4Range): boolean {
  return range.mask === prefixMask(32);
}

/** Whether the address, an unsigned 32-bit number, lies in the range. */
export function rangeContains(range: Omit<IPv4Range, 'text'>, address: number): boolean {
  return (address & range.mask) >>> 0 === range.network;
}

function prefixMask(prefix: number): number {
  return prefix === 0 ? 0 : (0xffff_ffff << (32 - prefix)) >>> 0;
}
