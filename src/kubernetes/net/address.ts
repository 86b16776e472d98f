/** IP addresses as text and as numbers. */
import ipaddr from 'ipaddr.js';

/** Whether the text is an IPv4 address in four decimal parts, with no leading zeros. */
export function isIPv4(text: string): boolean {
  return parseIPv4(text) !== undefined;
}

/** Whether the text is an IPv6 address. */
export function isIPv6(text: string): boolean {
  return ipaddr.IPv6.isValid(text);
}

const DOT = 46;
const ZERO = 48;

/** An IPv4 address as an unsigned 32-bit number; undefined when the text is none. Every packet asks. */
export function parseIPv4(text: string): number | undefined {
  let address = 0;
  let part = -1;
  let parts = 1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (part < 0 || parts === 4) return undefined;
      address = address * 256 + part;
      part = -1;
      parts += 1;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9 || part === 0) return undefined;
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return undefined;
    }
  }
  return parts === 4 && part >= 0 ? address * 256 + part : undefined;
}

/** The four-part text of an unsigned 32-bit number. */
export function formatIPv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
