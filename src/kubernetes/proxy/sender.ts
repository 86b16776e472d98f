/** What rules ask about who sent a packet. Packets to one place differ in nothing else but chance and memory. */
import type { IPv4Range } from '../net/range.ts';
import type { Decisions } from './decisions.ts';
import { isInRange, isLocalAddress } from './node-addresses.ts';

/** Such a question: whether the sender is in the range, or is the node itself, whose addresses besides 127.0.0.0/8 are named. */
export type SenderQuestion =
  | { readonly type: 'isFrom'; readonly range: Omit<IPv4Range, 'text'> }
  | { readonly type: 'isFromOwn'; readonly addresses: ReadonlySet<number> };

/** A packet of which it is asked; the address is an unsigned 32-bit number, undefined when not of IPv4. */
export interface Sender {
  readonly source: number | undefined;
  readonly decisions: Decisions;
}

/** Whether the sender's address lies in the range. */
export function isFrom({ source, decisions }: Sender, range: Omit<IPv4Range, 'text'>): boolean {
  const isSo = isInRange(range, source);
  decisions.senderAsked?.({ type: 'isFrom', range }, isSo);
  return isSo;
}

/** Whether the sender has this very address, an unsigned 32-bit number; false when it is undefined. */
export function isFromAddress(sender: Sender, address: number | undefined): boolean {
  return address !== undefined && isFrom(sender, { network: address, mask: 0xffff_ffff });
}

/** Whether the sender's address is one of the node's own; `addresses` are those besides 127.0.0.0/8. */
export function isFromOwn({ source, decisions }: Sender, addresses: ReadonlySet<number>): boolean {
  const isSo = isLocalAddress(addresses, source);
  decisions.senderAsked?.({ type: 'isFromOwn', addresses }, isSo);
  return isSo;
}
