/** What a hop did to a packet: the parts of its addresses that differ before and after. */
import type { Addresses } from '../../simulation/trace.ts';

/** A stretch of an address, and whether the hop changed it. */
export interface AddressPart {
  readonly text: string;
  readonly isChanged: boolean;
}

/** One end of a packet, before and after, in parts. */
export interface AddressChange {
  readonly before: readonly AddressPart[];
  readonly after: readonly AddressPart[];
  readonly isChanged: boolean;
}

/** The source and the destination of a hop, each before and after. */
export function changedParts(before: Addresses, after: Addresses): Readonly<Record<keyof Addresses, AddressChange>> {
  return {
    source: compare(before.source, after.source),
    destination: compare(before.destination, after.destination),
  };
}

function compare(before: string, after: string): AddressChange {
  const [beforeHost, beforePort] = splitAddress(before);
  const [afterHost, afterPort] = splitAddress(after);
  const host = beforeHost !== afterHost;
  const port = beforePort !== afterPort;
  return {
    before: toParts(beforeHost, beforePort, host, port),
    after: toParts(afterHost, afterPort, host, port),
    isChanged: host || port,
  };
}

function toParts(host: string, port: string, isHostChanged: boolean, isPortChanged: boolean): readonly AddressPart[] {
  const parts: AddressPart[] = [{ text: host, isChanged: isHostChanged }];
  if (port !== '') parts.push({ text: port, isChanged: isPortChanged });
  return parts;
}

/** Host and `:port` (empty where there is none); brackets and bare IPv6 addresses are left whole. */
function splitAddress(address: string): readonly [host: string, port: string] {
  const match = /^(\[[^\]]*\]|[^:]*)(:\d+)$/.exec(address);
  return match === null ? [address, ''] : [match[1] ?? '', match[2] ?? ''];
}
