/** Whether an address belongs to a range, both as text. */
import { parseIPv4 } from './address.ts';
import { parseIPv4CIDR, rangeContains } from './range.ts';

/** Whether the IPv4 address lies in the CIDR; false when either cannot be read. */
export function isInCIDR(address: string, cidr: string): boolean {
  const number = parseIPv4(address);
  const range = parseIPv4CIDR(cidr);
  return number !== undefined && range !== undefined && rangeContains(range, number);
}
