/** A packet's way through a node: the kernel's hooks, and from them kube-proxy's chains. */
import { decideByContext, type Decisions } from '../decisions.ts';
import { isLocalAddress } from '../node-addresses.ts';
import { describeEnd, type ChainVerdict } from '../packet-state.ts';
import type { Packet, PacketContext, PacketFate } from '../packet.ts';
import { KUBE_POSTROUTING, KUBE_SERVICES } from './chain-names.ts';
import { jumpTargets, type BuiltInChain } from './jump-rules.ts';
import { startWalk, type IptablesWalk } from './rule-matches.ts';
import { printMatched } from './print.ts';
import type { ChainSource } from './chain-source.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import { walkChain } from './walk-chain.ts';

/**
 * What the node does with the first packet of a connection: nat PREROUTING or OUTPUT, then the filter hooks on its way,
 * then nat POSTROUTING. Changes nothing: the caller remembers `affinity.set`.
 * Simplified: POSTROUTING is walked also for a packet that ends on this node; see PacketFate.masquerade.
 */
export function walkPacket(ruleSet: IptablesRuleSet, packet: Packet, context: PacketContext): PacketFate {
  return followPacket(ruleSet, packet, decideByContext(context));
}

/** walkPacket with chance and memory as decisions. */
export function followPacket(source: ChainSource, packet: Packet, decisions: Decisions): PacketFate {
  const walk = startWalk(source, packet, decisions);
  walkChain(walk, 'nat', KUBE_SERVICES);
  const natRuleCount = walk.matched.length;
  const isDeliveredLocally = isLocalAddress(source.localAddresses, walk.destination);
  const filterVerdict = walkFilter(walk, packet.isFromNode, isDeliveredLocally);
  const filterRuleCount = walk.matched.length;
  const isTurnedAway = filterVerdict === 'drop' || filterVerdict === 'reject';
  if (!isTurnedAway) walkChain(walk, 'nat', KUBE_POSTROUTING);
  const matched = walk.matched.map((rule, i) => ({
    table: i < natRuleCount || i >= filterRuleCount ? ('nat' as const) : ('filter' as const),
    chain: rule.chain,
    text: printMatched(rule),
  }));
  return { ...describeEnd(walk, filterVerdict), isDeliveredLocally, matched };
}

/** A packet from the node to itself passes OUTPUT and then, through the loopback device, INPUT. */
function walkFilter(walk: IptablesWalk, isFromNode: boolean, isDeliveredLocally: boolean): ChainVerdict | undefined {
  const hooks: readonly BuiltInChain[] = isFromNode
    ? ['OUTPUT', ...(isDeliveredLocally ? (['INPUT'] as const) : [])]
    : [isDeliveredLocally ? 'INPUT' : 'FORWARD'];
  for (const chain of hooks.flatMap((hook) => jumpTargets('filter', hook))) {
    const verdict = walkChain(walk, 'filter', chain);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
