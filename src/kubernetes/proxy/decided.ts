/** What a node's rules have decided so far, by where packets go. */
import type { DecisionTree } from './decision-tree.ts';
import type { NodeRules } from './node-rules.ts';
import type { Packet, PacketProtocol } from './packet.ts';

/** Trees by `portKey`, then by destination address: most Services have the same few ports. */
type Decided = Map<number, Map<string, DecisionTree>>;

/** Rules stay as they are: a node that syncs gets others. */
const DECIDED = new WeakMap<NodeRules, Decided>();

/** Somebody who tries every address or every port there is must not fill the memory. */
const MOST_KEYS = 65_536;

/** What is known of the packets that go where this one does, and start as it does. */
export function decisionTreeFor(rules: NodeRules, packet: Packet): DecisionTree {
  const decided = DECIDED.get(rules) ?? createDecided(rules);
  const key = portKey(packet);
  return decided.get(key)?.get(packet.destinationAddress) ?? createTree(decided, key, packet.destinationAddress);
}

const PROTOCOL_KEYS: Readonly<Record<PacketProtocol, number>> = { TCP: 0, UDP: 2, SCTP: 4, ICMP: 6 };

function portKey({ protocol, destinationPort, isFromNode }: Packet): number {
  return destinationPort * 8 + PROTOCOL_KEYS[protocol] + (isFromNode ? 1 : 0);
}

function createDecided(rules: NodeRules): Decided {
  const decided: Decided = new Map();
  DECIDED.set(rules, decided);
  return decided;
}

function createTree(decided: Decided, key: number, address: string): DecisionTree {
  if (decided.size >= MOST_KEYS) decided.clear();
  const atPort = decided.get(key) ?? new Map<string, DecisionTree>();
  if (atPort.size >= MOST_KEYS) atPort.clear();
  decided.set(key, atPort);
  const tree = { first: undefined };
  atPort.set(address, tree);
  return tree;
}
