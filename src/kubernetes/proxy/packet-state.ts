/** A packet on its way through rules of any kind: what it is now, and what has been noted about it. */
import { parseIPv4 } from '../net/address.ts';
import type { Packet, PacketFate, PacketProtocol } from './packet.ts';
import type { ServicePortName } from './service-port-name.ts';

/**
 * The packet as the next rule sees it; changed by the rules that it passes. Addresses are unsigned 32-bit numbers, or
 * undefined where they are not of IPv4, and so lie in none of the ranges.
 */
export interface PacketState {
  readonly protocol: PacketProtocol;
  readonly sourceText: string;
  readonly source: number | undefined;
  destination: number | undefined;
  destinationPort: number;
  mark: number;
  translatedTo: { readonly address: string; readonly port: number } | undefined;
  isMasqueraded: boolean;
  servicePort: ServicePortName | undefined;
  endpointCount: number | undefined;
  hasEndpointsElsewhere: boolean;
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
    hasEndpointsElsewhere: false,
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

/** What the walk says beside what it has noted about the packet. */
interface WalkEnd extends Pick<PacketFate, 'isDeliveredLocally' | 'matched' | 'door'> {
  /** What the filter hooks said, undefined when they let it pass. */
  readonly verdict: ChainVerdict | undefined;
}

/** What became of the packet. */
export function describeEnd(state: PacketState, { verdict, ...found }: WalkEnd): PacketFate {
  const { servicePort, endpointCount, recentSet, isSticky, translatedTo } = state;
  const decided = {
    ...found,
    rule: found.matched.map(({ text }) => text).join('\n'),
    ...(servicePort === undefined ? {} : { servicePort, service: `${servicePort.namespace}/${servicePort.name}` }),
    ...(endpointCount === undefined ? {} : { endpointCount }),
    ...(state.hasEndpointsElsewhere ? { hasEndpointsElsewhere: true as const } : {}),
  };
  if (verdict === 'drop' || verdict === 'reject') return { verdict, masquerade: false, ...decided };
  const { isMasqueraded: masquerade } = state;
  if (translatedTo === undefined) {
    return { verdict: verdict === 'accept' ? 'accept' : 'noMatch', masquerade, ...decided };
  }
  const { address, port } = translatedTo;
  return {
    verdict: 'dnat',
    destination: { address, port, text: `${address}:${port}` },
    masquerade,
    ...decided,
    ...(recentSet.length > 0 ? { affinity: { set: recentSet, isSticky } } : {}),
  };
}
