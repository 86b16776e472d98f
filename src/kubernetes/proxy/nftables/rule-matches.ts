/** A packet on its way through the table, and which rules and elements apply to it. */
import { assertNever } from '../../../base/assert.ts';
import { formatIPv4 } from '../../net/address.ts';
import type { Decisions } from '../decisions.ts';
import { isInRange, isLocalAddress } from '../node-addresses.ts';
import { createPacketState, type PacketState } from '../packet-state.ts';
import type { Packet } from '../packet.ts';
import { isFrom, isFromAddress, isFromOwn } from '../sender.ts';
import type { LookupKey, NftablesMatch, NftablesRule } from './rule.ts';
import type { NftablesElement } from './rule-set.ts';
import { findElement, type TableSource } from './table-source.ts';

/** A rule that has applied, with the element that it found where it looked one up. */
export interface AppliedRule {
  readonly rule: NftablesRule;
  readonly element?: NftablesElement;
}

/** The packet, what it meets, and what has applied to it so far. */
export interface NftablesWalk extends PacketState {
  readonly table: TableSource;
  readonly decisions: Decisions;
  readonly applied: AppliedRule[];
}

/** The packet before its first rule. */
export function startWalk(table: TableSource, packet: Packet, decisions: Decisions): NftablesWalk {
  return { ...createPacketState(packet), table, decisions, applied: [] };
}

/** Whether all matches of the rule hold. */
export function ruleMatches(walk: NftablesWalk, rule: NftablesRule): boolean {
  return rule.matches.every((match) => matchHolds(walk, match));
}

/** The element of the map that the packet's destination finds; undefined when there is none. */
export function lookUp(walk: NftablesWalk, map: string, key: LookupKey): NftablesElement | undefined {
  const port = [walk.protocol.toLowerCase(), String(walk.destinationPort)];
  return findElement(walk.table, map, key === 'port' ? port : [addressText(walk.destination), ...port], walk);
}

function matchHolds(walk: NftablesWalk, match: NftablesMatch): boolean {
  switch (match.type) {
    case 'isNew':
      // Only first packets walk the rules: those that follow go where the first one went.
      return true;
    case 'isTranslated':
      return walk.translatedTo !== undefined;
    case 'protocol':
      return walk.protocol === match.protocol;
    case 'source':
      return isFrom(walk, match.range) !== match.negated;
    case 'sourceNotIn':
      return !match.ranges.some((range) => isFrom(walk, range));
    case 'sourceIsLocal':
      return isFromOwn(walk, walk.table.localAddresses);
    case 'destinationIn':
      return match.ranges.some((range) => isInRange(range, walk.destination));
    case 'destinationNotIn':
      return !isInRange(match.range, walk.destination);
    case 'destinationIsLocal':
      return isLocalAddress(walk.table.localAddresses, walk.destination);
    case 'destinationInSet':
      return findElement(walk.table, match.set, [addressText(walk.destination)], walk) !== undefined;
    case 'connectionInSet': {
      // The set has only connections back to where they came from.
      if (!isFromAddress(walk, walk.destination)) return false;
      const address = addressText(walk.destination);
      const key = [address, address, walk.protocol.toLowerCase(), String(walk.destinationPort)];
      return findElement(walk.table, match.set, key, walk) !== undefined;
    }
    case 'sourceRemembered':
      return walk.decisions.recentlySeen(match.set, walk.sourceText, match.seconds);
    case 'mark':
      return (walk.mark & match.bits) !== 0;
    default:
      return assertNever(match);
  }
}

/** An address that is not of IPv4 is in no set. */
function addressText(address: number | undefined): string {
  return address === undefined ? '' : formatIPv4(address);
}
