/** One chain's rules, found by a packet's protocol, destination and port instead of one after the other. */
import { isHostRange } from '../../net/range.ts';
import type { PacketProtocol } from '../packet.ts';
import type { IptablesRule } from './rule.ts';

/** A rule and its place in the chain. */
interface PlacedRule {
  readonly place: number;
  readonly rule: IptablesRule;
}

/** Chains of so few rules are walked as they are: most chains are, and there are many of them. */
const SHORT_CHAIN = 8;

/** A chain whose rules can be narrowed down to those that a packet might match. */
export interface ChainIndex {
  readonly rules: readonly IptablesRule[];
  /** Rules that ask for one protocol and destination port, and perhaps one destination address, by these; none if short. */
  readonly keyed: ReadonlyMap<string, readonly PlacedRule[]>;
  /** All other rules. */
  readonly unkeyed: readonly PlacedRule[];
}

/** What of a packet the index goes by; the address is an unsigned 32-bit number, undefined when not of IPv4. */
export interface IndexedPacket {
  readonly protocol: PacketProtocol;
  readonly destination: number | undefined;
  readonly destinationPort: number;
}

/** Groups a table's rules by chain; every declared chain has an entry. */
export function indexChains(
  chains: readonly string[],
  rules: readonly IptablesRule[],
): ReadonlyMap<string, ChainIndex> {
  const byChain = new Map<string, IptablesRule[]>(chains.map((chain) => [chain, []]));
  for (const rule of rules) byChain.get(rule.chain)?.push(rule);
  return new Map(Array.from(byChain, ([chain, chainRules]) => [chain, indexChain(chainRules)]));
}

/** The rules that this packet might match, in the chain's order; those left out cannot match it. */
export function candidateRules(index: ChainIndex, packet: IndexedPacket): readonly IptablesRule[] {
  if (index.keyed.size === 0) return index.rules;
  const { protocol, destination, destinationPort } = packet;
  return [
    ...(index.keyed.get(keyOf(protocol, destinationPort, destination)) ?? []),
    ...(index.keyed.get(keyOf(protocol, destinationPort, undefined)) ?? []),
    ...index.unkeyed,
  ]
    .sort((a, b) => a.place - b.place)
    .map(({ rule }) => rule);
}

const NO_KEYS: ChainIndex['keyed'] = new Map();

function indexChain(rules: readonly IptablesRule[]): ChainIndex {
  if (rules.length <= SHORT_CHAIN) return { rules, keyed: NO_KEYS, unkeyed: [] };
  const keyed = new Map<string, PlacedRule[]>();
  const unkeyed: PlacedRule[] = [];
  rules.forEach((rule, place) => {
    const key = ruleKey(rule);
    if (key === undefined) {
      unkeyed.push({ place, rule });
    } else {
      const bucket = keyed.get(key) ?? [];
      keyed.set(key, bucket);
      bucket.push({ place, rule });
    }
  });
  return { rules, keyed, unkeyed };
}

function ruleKey(rule: IptablesRule): string | undefined {
  const protocol = rule.matches.find((match) => match.type === 'protocol')?.protocol;
  const port = rule.matches.find((match) => match.type === 'destinationPort')?.port;
  if (protocol === undefined || port === undefined) return undefined;
  const destination = rule.matches.find((match) => match.type === 'destination')?.range;
  const address = destination !== undefined && isHostRange(destination) ? destination.network : undefined;
  return keyOf(protocol, port, address);
}

function keyOf(protocol: PacketProtocol, port: number, address: number | undefined): string {
  return `${protocol} ${port} ${address ?? '*'}`;
}
