/** IP addresses as text and as numbers. */
import ipaddr from 'ipaddr.js';

/** Whether the text is an IPv4 address in four decimal parts, with no leading zeros. */
export function isIPv4(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** Whether the text is an IPv6 address. */
export function isIPv6(text: string): boolean {
  return ipaddr.IPv6.isValid(text);
}

/** An IPv4 address as an unsigned 32-bit number; undefined when the text is none. */
export function parseIPv4(text: string): number | undefined {
  if (!isIPv4(text)) return undefined;
  return ipaddr.IPv4.parse(text)
    .toByteArray()
    .reduce((value, part) => value * 256 + part, 0);
}

/** The four-part text of an unsigned 32-bit number. */
export function formatIPv4(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
}
