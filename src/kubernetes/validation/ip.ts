/** IP addresses and CIDRs in fields. Upstream: apimachinery/pkg/util/validation/ip.go, apis/core/validation (v1.36). */
import { type FieldError, invalid } from '../field/field-error.ts';
import { isIPv4, isIPv6, parseIPv4 } from '../net/address.ts';

/** IPv4 as Go's lenient reader takes it: leading zeros allowed, read as decimal. */
function normalIPv4(text: string): string | undefined {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(text)) return undefined;
  const plain = text
    .split('.')
    .map((part) => part.replace(/^0+(?=\d)/, ''))
    .join('.');
  return isIPv4(plain) ? plain : undefined;
}

/** The family of an address that may have leading zeros; undefined when the text is no address. */
export function ipFamilyOf(text: string): 'IPv4' | 'IPv6' | undefined {
  if (normalIPv4(text) !== undefined || mappedIPv4(text) !== undefined) return 'IPv4';
  return isIPv6(text) && !text.includes('%') ? 'IPv6' : undefined;
}

function mappedIPv4(text: string): string | undefined {
  const [, tail] = /^(?:::|(?:0{1,4}:){5})ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text) ?? [];
  return tail === undefined ? undefined : normalIPv4(tail);
}

/** Upstream: IsValidIP, with the gate StrictIPCIDRValidation. */
export function validateIP(text: string, path: string): readonly FieldError[] {
  if (ipFamilyOf(text) === undefined) {
    return [invalid(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  }
  if (normalIPv4(text) !== undefined && !isIPv4(text)) return [invalid(path, text, 'must not have leading 0s')];
  if (mappedIPv4(text) !== undefined) return [invalid(path, text, 'must not be an IPv4-mapped IPv6 address')];
  return [];
}

/** Upstream: IsValidCIDR, with the gate StrictIPCIDRValidation. */
export function validateCIDR(text: string, path: string): readonly FieldError[] {
  const malformed = [invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  const family = ipFamilyOf(address);
  if (family === undefined || Number(prefix) > (family === 'IPv4' ? 32 : 128)) return malformed;
  const plain = normalIPv4(address);
  if (plain !== undefined && plain !== address) return [invalid(path, text, 'must not have leading 0s in IP')];
  if (/^0\d/.test(prefix)) return [invalid(path, text, 'must not have leading 0s in prefix length')];
  if (hasHostBits(address, Number(prefix))) {
    return [invalid(path, text, 'must not have bits set beyond the prefix length')];
  }
  return [];
}

function hasHostBits(address: string, prefix: number): boolean {
  const number = parseIPv4(address);
  if (number !== undefined) return prefix < 32 && number % 2 ** (32 - prefix) !== 0;
  return (ipv6Number(address) & ((1n << BigInt(128 - prefix)) - 1n)) !== 0n;
}

/** A valid IPv6 address as a number. */
function ipv6Number(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const words = (part: string): readonly bigint[] =>
    part === '' ? [] : part.split(':').map((word) => BigInt(`0x${word}`));
  const front = words(head);
  const back = tail === undefined ? [] : words(tail);
  const gap = Array.from({ length: 8 - front.length - back.length }, () => 0n);
  return [...front, ...(tail === undefined ? [] : gap), ...back].reduce((value, word) => (value << 16n) | word, 0n);
}

/** Upstream: ValidateNonSpecialIP: what no endpoint or external IP may be. */
export function validateNonSpecialIP(text: string, path: string): readonly FieldError[] {
  const number = parseIPv4(text);
  const isIn = (base: string, bits: number): boolean =>
    number !== undefined &&
    Math.floor(number / 2 ** (32 - bits)) === Math.floor((parseIPv4(base) ?? 0) / 2 ** (32 - bits));
  const lower = text.toLowerCase();
  const isV6 = number === undefined && isIPv6(text);
  if (!isV6 && number === undefined) return [invalid(path, text, 'must be a valid IP address')];
  const errors: FieldError[] = [];
  if (number === 0 || (isV6 && ipv6Number(text) === 0n)) {
    errors.push(invalid(path, text, `may not be unspecified (${text})`));
  }
  if (isIn('127.0.0.0', 8) || (isV6 && ipv6Number(text) === 1n)) {
    errors.push(invalid(path, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  }
  if (isIn('169.254.0.0', 16) || /^fe[89ab]/.test(lower)) {
    errors.push(invalid(path, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  }
  if (isIn('224.0.0.0', 24) || /^ff02:/.test(lower)) {
    errors.push(invalid(path, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  }
  return errors;
}
