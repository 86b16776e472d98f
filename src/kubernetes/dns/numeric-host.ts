/** Host names that are addresses in one of the older notations, which a resolver takes for addresses as well. */
import { parseAddress } from './address.ts';

const PART = /^(?:0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i;

/**
 * The address that `name` is, in canonical text: besides the usual notations one to four numbers (decimal, octal after a 0,
 * hexadecimal after 0x), the last of which stands for all bytes that are left, such as `10.1` for 10.0.0.1.
 * Undefined for a name that has to be looked up.
 * Upstream: glibc resolv/inet_addr.c __inet_aton_exact, as called by getaddrinfo (2.36)
 */
export function parseNumericHost(name: string): string | undefined {
  const parts = name.split('.');
  if (parts.length > 4 || !parts.every((part) => PART.test(part))) return parseAddress(name)?.text;
  const numbers = parts.map(readNumber);
  const last = numbers.pop() ?? 0;
  const left = 4 - numbers.length;
  if (numbers.some((number) => number > 255) || last >= 256 ** left) return undefined;
  const rest = Array.from({ length: left }, (_, i) => Math.floor(last / 256 ** (left - 1 - i)) % 256);
  return [...numbers, ...rest].join('.');
}

function readNumber(part: string): number {
  if (/^0x/i.test(part)) return Number.parseInt(part.slice(2), 16);
  return Number.parseInt(part, part.startsWith('0') ? 8 : 10);
}
