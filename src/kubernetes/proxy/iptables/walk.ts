/** A packet's way through a node: the kernel's hooks, and from them kube-proxy's chains. */
import { decideByContext, type Decisions } from '../decisions.ts';
import { isLocalAddress } from '../node-addresses.ts';
import { describeEnd, type ChainVerdict } from '../packet-state.ts';
import type { Door, MatchedRule, Packet, PacketContext, PacketFate } from '../packet.ts';
import { KUBE_NODEPORTS, KUBE_POSTROUTING, KUBE_SERVICES } from './chain-names.ts';
import { jumpTargets, type BuiltInChain } from './jump-rules.ts';
import { startWalk, type IptablesWalk } from './rule-matches.ts';
import { describeMatched } from './print.ts';
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
  const matched = walk.matched.map((rule, i) =>
    describeMatched(rule, i < natRuleCount || i >= filterRuleCount ? 'nat' : 'filter'),
  );
  return describeEnd(walk, { verdict: filterVerdict, isDeliveredLocally, matched, door: doorOf(matched) });
}

function doorOf(matched: readonly MatchedRule[]): Door {
  if (matched.some(({ chain }) => chain === KUBE_NODEPORTS)) return 'nodePort';
  return matched.some(({ text }) => /loadbalancer IP|external IP/.test(text)) ? 'external' : 'clusterIP';
}

/** A packet from the node to itself passes OUTPUT and then, through the loopback device, INPUT. */
function walkFilter(walk: IptablesWalk, isFromNode: boolean, isDeliveredLocally: boolean): ChainVerdict | undefined {
  if (!isFromNode) return walkHook(walk, isDeliveredLocally ? 'INPUT' : 'FORWARD');
  return walkHook(walk, 'OUTPUT') ?? (isDeliveredLocally ? walkHook(walk, 'INPUT') : undefined);
}

function walkHook(walk: IptablesWalk, hook: BuiltInChain): ChainVerdict | undefined {
  for (const chain of jumpTargets('filter', hook)) {
    const verdict = walkChain(walk, 'filter', chain);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
