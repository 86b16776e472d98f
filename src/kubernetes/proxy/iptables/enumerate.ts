/** Every end that a packet may come to under the rules of iptables mode. */
import type { Packet } from '../packet.ts';
import { enumeratePossibleFates, type PossibleFate } from '../possible-fates.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import { followPacket } from './walk.ts';

/** All possible ends of a packet of a fresh client, with their probabilities. */
export function enumerateFates(ruleSet: IptablesRuleSet, packet: Packet): readonly PossibleFate[] {
  return enumeratePossibleFates((decisions) => followPacket(ruleSet, packet, decisions));
}
