/** Which addresses are a node's own. */
import { assertDefined } from '../../base/assert.ts';
import { parseIPv4CIDR, rangeContains, type IPv4Range } from '../net/range.ts';

/** 127.0.0.0/8: on every node, and nowhere else. */
export const LOOPBACK: IPv4Range = assertDefined(parseIPv4CIDR('127.0.0.0/8'), 'a constant range is well-formed');

/** Whether the address, an unsigned 32-bit number, is one of the node's own; `localAddresses` are those besides 127.0.0.0/8. */
export function isLocalAddress(localAddresses: ReadonlySet<number>, address: number | undefined): boolean {
  return address !== undefined && (rangeContains(LOOPBACK, address) || localAddresses.has(address));
}

/** Whether the address, undefined when it is not of IPv4, lies in the range. */
export function isInRange(range: Omit<IPv4Range, 'text'>, address: number | undefined): boolean {
  return address !== undefined && rangeContains(range, address);
}
