/** Every end that a packet may come to under the rules of nftables mode. */
import type { Packet } from '../packet.ts';
import { enumeratePossibleFates, type PossibleFate } from '../possible-fates.ts';
import type { NftablesRuleSet } from './rule-set.ts';
import { followNftables } from './walk.ts';

/** All possible ends of a packet of a fresh client, with their probabilities. */
export function enumerateNftablesFates(ruleSet: NftablesRuleSet, packet: Packet): readonly PossibleFate[] {
  return enumeratePossibleFates((decisions) => followNftables(ruleSet, packet, decisions));
}
