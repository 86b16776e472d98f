/** A packet's way through a node: the kernel's hooks, and at each of them kube-proxy's chains. */
import { decideByContext, type Decisions } from '../decisions.ts';
import { isLocalAddress } from '../node-addresses.ts';
import { describeEnd, type ChainVerdict } from '../packet-state.ts';
import type { MatchedRule, Packet, PacketContext, PacketFate } from '../packet.ts';
import { describeMet } from './print.ts';
import { startWalk, type NftablesWalk } from './rule-matches.ts';
import type { HookName, NftablesRuleSet } from './rule-set.ts';
import { hookChains, isHookChain, type TableSource } from './table-source.ts';
import { walkChain } from './walk-chain.ts';

/**
 * What the node does with the first packet of a connection: prerouting or output, then input or forward, then
 * postrouting. Changes nothing: the caller remembers `affinity.set`.
 * Simplified: postrouting is walked also for a packet that ends on this node; see PacketFate.masquerade.
 */
export function walkNftables(ruleSet: NftablesRuleSet, packet: Packet, context: PacketContext): PacketFate {
  return followNftables(ruleSet, packet, decideByContext(context));
}

/** walkNftables with chance and memory as decisions. */
export function followNftables(table: TableSource, packet: Packet, decisions: Decisions): PacketFate {
  const walk = startWalk(table, packet, decisions);
  const departure = walkHook(walk, packet.isFromNode ? 'output' : 'prerouting');
  const isDeliveredLocally = isLocalAddress(table.localAddresses, walk.destination);
  const verdict = isTurnedAway(departure) ? departure : walkOnward(walk, packet.isFromNode, isDeliveredLocally);
  if (!isTurnedAway(verdict)) walkHook(walk, 'postrouting');
  return describeEnd(walk, { verdict, isDeliveredLocally, matched: describeApplied(walk) });
}

/** A packet from the node to itself passes input too, through the loopback device. */
function walkOnward(walk: NftablesWalk, isFromNode: boolean, isDeliveredLocally: boolean): ChainVerdict | undefined {
  if (isDeliveredLocally) return walkHook(walk, 'input');
  return isFromNode ? undefined : walkHook(walk, 'forward');
}

/** Walks the hook's chains until one turns the packet away. */
function walkHook(walk: NftablesWalk, hook: HookName): ChainVerdict | undefined {
  for (const name of hookChains(walk.table, hook)) {
    const verdict = walkChain(walk, name);
    if (isTurnedAway(verdict)) return verdict;
  }
  return undefined;
}

function isTurnedAway(verdict: ChainVerdict | undefined): boolean {
  return verdict === 'drop' || verdict === 'reject';
}

/** The rules, each followed by the element that it found; the hooks' own rules, which every packet matches, are left out. */
function describeApplied({ applied }: NftablesWalk): readonly MatchedRule[] {
  return applied
    .filter(({ rule }) => !isHookChain(rule.chain))
    .flatMap(({ rule, element }) =>
      [rule, ...(element === undefined ? [] : [element])].map((met) => describeMet(met, rule.chain)),
    );
}
