/** The packet that the rules are walked with; it is the same in every mode. */
export type { MatchedRule, Packet, PacketContext, PacketFate } from '../packet.ts';
