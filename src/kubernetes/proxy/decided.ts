/** What a node's rules have decided so far, by where packets go. */
import type { Protocol } from '../api/meta.ts';
import { createDecisionTree, type DecisionTree } from './decision-tree.ts';
import type { NodeRules } from './node-rules.ts';
import type { Packet } from './packet.ts';

/** Trees by destination address, then by `portKey`. */
type Decided = Map<string, Map<number, DecisionTree>>;

/** Rules stay as they are: a node that syncs gets others. */
const DECIDED = new WeakMap<NodeRules, Decided>();

/** Somebody who tries every address there is must not fill the memory. */
const MOST_ADDRESSES = 65_536;

/** What is known of the packets that go where this one does, and start as it does. */
export function decisionTreeFor(rules: NodeRules, packet: Packet): DecisionTree {
  let decided = DECIDED.get(rules);
  if (decided === undefined) DECIDED.set(rules, (decided = new Map()));
  const { destinationAddress } = packet;
  let atAddress = decided.get(destinationAddress);
  if (atAddress === undefined) {
    if (decided.size >= MOST_ADDRESSES) decided.clear();
    decided.set(destinationAddress, (atAddress = new Map()));
  }
  const key = portKey(packet);
  let tree = atAddress.get(key);
  if (tree === undefined) atAddress.set(key, (tree = createDecisionTree()));
  return tree;
}

const PROTOCOL_KEYS: Readonly<Record<Protocol, number>> = { TCP: 0, UDP: 2, SCTP: 4 };

function portKey({ protocol, destinationPort, isFromNode }: Packet): number {
  return destinationPort * 6 + PROTOCOL_KEYS[protocol] + (isFromNode ? 1 : 0);
}
