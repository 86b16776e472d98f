/** A packet on its way through rules of any kind: what it is now, and what has been noted about it. */
import type { Protocol } from '../api/meta.ts';
import { parseIPv4 } from '../net/address.ts';
import type { Packet, PacketFate } from './packet.ts';
import type { ServicePortName } from './service-port-name.ts';

/**
 * The packet as the next rule sees it; changed by the rules that it passes. Addresses are unsigned 32-bit numbers, or
 * undefined where they are not of IPv4, and so lie in none of the ranges.
 */
export interface PacketState {
  readonly protocol: Protocol;
  readonly sourceText: string;
  readonly source: number | undefined;
  destination: number | undefined;
  destinationPort: number;
  mark: number;
  translatedTo: { readonly address: string; readonly port: number } | undefined;
  isMasqueraded: boolean;
  servicePort: ServicePortName | undefined;
  endpointCount: number | undefined;
  isSticky: boolean;
  readonly recentSet: string[];
}

/** How a chain ended for the packet, where it did not just let it go on. */
export type ChainVerdict = 'accept' | 'drop' | 'reject' | 'dnat' | 'masquerade';

/** The packet before its first rule. */
export function createPacketState(packet: Packet): PacketState {
  return {
    protocol: packet.protocol,
    sourceText: packet.sourceAddress,
    source: parseIPv4(packet.sourceAddress),
    destination: parseIPv4(packet.destinationAddress),
    destinationPort: packet.destinationPort,
    mark: 0,
    translatedTo: undefined,
    isMasqueraded: false,
    servicePort: undefined,
    endpointCount: undefined,
    isSticky: false,
    recentSet: [],
  };
}

/** Gives the packet a new destination. */
export function translate(state: PacketState, target: { readonly address: string; readonly port: number }): void {
  state.translatedTo = { address: target.address, port: target.port };
  state.destination = parseIPv4(target.address);
  state.destinationPort = target.port;
}

/** What became of the packet; `filterVerdict` is what the filter hooks said, undefined when they let it pass. */
export function describeEnd(
  state: PacketState,
  filterVerdict: ChainVerdict | undefined,
): Omit<PacketFate, 'isDeliveredLocally' | 'matched'> {
  const { servicePort, endpointCount, recentSet, isSticky } = state;
  const decided = {
    ...(servicePort === undefined ? {} : { servicePort }),
    ...(endpointCount === undefined ? {} : { endpointCount }),
  };
  if (filterVerdict === 'drop' || filterVerdict === 'reject') {
    return { verdict: filterVerdict, masquerade: false, ...decided };
  }
  if (state.translatedTo !== undefined) {
    return {
      verdict: 'dnat',
      destination: state.translatedTo,
      masquerade: state.isMasqueraded,
      ...decided,
      ...(recentSet.length > 0 ? { affinity: { set: recentSet, isSticky } } : {}),
    };
  }
  return { verdict: filterVerdict === 'accept' ? 'accept' : 'noMatch', masquerade: state.isMasqueraded, ...decided };
}
