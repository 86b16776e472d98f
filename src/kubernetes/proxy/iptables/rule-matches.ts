/** A packet on its way through the chains, and which rules apply to it. */
import { assertNever } from '../../../base/assert.ts';
import type { Decisions } from '../decisions.ts';
import { isInRange, isLocalAddress } from '../node-addresses.ts';
import { createPacketState, type PacketState } from '../packet-state.ts';
import type { Packet } from '../packet.ts';
import { isFrom, isFromOwn } from '../sender.ts';
import type { ConntrackState, IptablesMatch, IptablesRule } from './rule.ts';
import type { ChainSource } from './chain-source.ts';

/** The packet, the rules that it meets, and those that it has matched so far. */
export interface IptablesWalk extends PacketState {
  readonly chains: ChainSource;
  readonly decisions: Decisions;
  readonly matched: IptablesRule[];
  /** Whether these parts of the packet are in the set, where rules speak of sets. */
  readonly isInSet?: (set: string, directions: string) => boolean;
}

/** The packet before its first rule. */
export function startWalk(chains: ChainSource, packet: Packet, decisions: Decisions): IptablesWalk {
  return { ...createPacketState(packet), chains, decisions, matched: [] };
}

/** Whether all matches of the rule hold. They are tried in order, and one that fails keeps the rest from acting. */
export function ruleMatches(walk: IptablesWalk, rule: IptablesRule): boolean {
  return rule.matches.every((match) => matchHolds(walk, match));
}

function matchHolds(walk: IptablesWalk, match: IptablesMatch): boolean {
  switch (match.type) {
    case 'comment':
    case 'nfacct':
      return true;
    case 'protocol':
      return walk.protocol === match.protocol;
    case 'source':
      return isFrom(walk, match.range) !== match.negated;
    case 'destination':
      return isInRange(match.range, walk.destination);
    case 'destinationPort':
      return walk.destinationPort === match.port;
    case 'addressIsLocal': {
      const { localAddresses } = walk.chains;
      const isLocal =
        match.end === 'source' ? isFromOwn(walk, localAddresses) : isLocalAddress(localAddresses, walk.destination);
      return isLocal !== (match.negated ?? false);
    }
    case 'mark':
      return ((walk.mark & match.bits) === match.bits) !== match.negated;
    case 'conntrack':
      return match.states.some((conntrackState) => isInState(walk, conntrackState)) !== match.negated;
    case 'statistic':
      return walk.decisions.choose([match.probability, 1 - match.probability]) === 0;
    case 'recentCheck':
      return walk.decisions.recentlySeen(match.list, walk.sourceText, match.seconds);
    case 'recentSet':
      walk.recentSet.push(match.list);
      return true;
    case 'set':
      return walk.isInSet?.(match.set, match.directions) ?? false;
    case 'notBridged':
    case 'virtualServer':
      return true;
    default:
      return assertNever(match);
  }
}

/** Only first packets walk the rules: those that follow go where the first one went. */
function isInState(walk: IptablesWalk, conntrackState: ConntrackState): boolean {
  return conntrackState === 'NEW' || (conntrackState === 'DNAT' && walk.translatedTo !== undefined);
}
