/** A packet on its way through the rules: what it is now, and what has been noted about it. */
import { assertNever } from '../../../base/assert.ts';
import type { Protocol } from '../../api/meta.ts';
import { parseIPv4 } from '../../net/address.ts';
import { rangeContains, type IPv4Range } from '../../net/range.ts';
import type { ServicePortName } from '../service-port-name.ts';
import type { Packet } from './packet.ts';
import type { ConntrackState, IptablesMatch, IptablesRule } from './rule.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import { LOOPBACK } from './static-rules.ts';

/** What rules leave to chance and to memory. */
export interface Decisions {
  isChosen(probability: number): boolean;
  recentlySeen(list: string, source: string, seconds: number): boolean;
}

/**
 * The packet as the next rule sees it; changed by the rules that it passes. Addresses are unsigned 32-bit numbers, or
 * undefined where they are not of IPv4, and so lie in none of the ranges.
 */
export interface PacketState {
  readonly ruleSet: IptablesRuleSet;
  readonly decisions: Decisions;
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
  readonly matched: IptablesRule[];
}

/** The packet before its first rule. */
export function createPacketState(ruleSet: IptablesRuleSet, packet: Packet, decisions: Decisions): PacketState {
  return {
    ruleSet,
    decisions,
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
    matched: [],
  };
}

/** Gives the packet a new destination. */
export function translate(state: PacketState, target: { readonly address: string; readonly port: number }): void {
  state.translatedTo = { address: target.address, port: target.port };
  state.destination = parseIPv4(target.address);
  state.destinationPort = target.port;
}

/** Whether the address is one of the node's own. */
export function isLocalAddress(ruleSet: IptablesRuleSet, address: number | undefined): boolean {
  return address !== undefined && (rangeContains(LOOPBACK, address) || ruleSet.localAddresses.has(address));
}

/** Whether all matches of the rule hold. They are tried in order, and one that fails keeps the rest from acting. */
export function ruleMatches(state: PacketState, rule: IptablesRule): boolean {
  return rule.matches.every((match) => matchHolds(state, match));
}

function matchHolds(state: PacketState, match: IptablesMatch): boolean {
  switch (match.type) {
    case 'comment':
    case 'nfacct':
      return true;
    case 'protocol':
      return state.protocol === match.protocol;
    case 'source':
      return isIn(match.range, state.source) !== match.negated;
    case 'destination':
      return isIn(match.range, state.destination);
    case 'destinationPort':
      return state.destinationPort === match.port;
    case 'addressIsLocal':
      return isLocalAddress(state.ruleSet, match.end === 'source' ? state.source : state.destination);
    case 'mark':
      return ((state.mark & match.bits) === match.bits) !== match.negated;
    case 'conntrack':
      return match.states.some((conntrackState) => isInState(state, conntrackState)) !== match.negated;
    case 'statistic':
      return state.decisions.isChosen(match.probability);
    case 'recentCheck':
      return state.decisions.recentlySeen(match.list, state.sourceText, match.seconds);
    case 'recentSet':
      state.recentSet.push(match.list);
      return true;
    default:
      return assertNever(match);
  }
}

/** Only first packets walk the rules: those that follow go where the first one went. */
function isInState(state: PacketState, conntrackState: ConntrackState): boolean {
  return conntrackState === 'NEW' || (conntrackState === 'DNAT' && state.translatedTo !== undefined);
}

function isIn(range: IPv4Range, address: number | undefined): boolean {
  return address !== undefined && rangeContains(range, address);
}
