/** A packet's way through a node in ipvs mode: iptables rules mark or stop it, and the kernel's virtual servers spread it. */
import { assertDefined } from '../../../base/assert.ts';
import type { Decisions } from '../decisions.ts';
import { describeMatched } from '../iptables/print.ts';
import type { FixedChains } from '../iptables/chain-source.ts';
import { startWalk, type IptablesWalk } from '../iptables/rule-matches.ts';
import type { IptablesRule } from '../iptables/rule.ts';
import type { TableName } from '../iptables/rule-set.ts';
import { walkChain } from '../iptables/walk-chain.ts';
import { isLocalAddress } from '../node-addresses.ts';
import { createPacketState, describeEnd, translate, type ChainVerdict } from '../packet-state.ts';
import type { MatchedRule, Packet, PacketFate } from '../packet.ts';
import type { NodeSetting } from '../node-rules.ts';
import { KUBE_POSTROUTING, KUBE_SERVICES, type IpSetName } from './names.ts';
import { printRealServer, printVirtualServer, realServerName, virtualServerName } from './print.ts';
import type { VirtualServer } from './rule-set.ts';
import { findOutFilters, findServer, isBound, isInSet, type IpvsSource } from './source.ts';
import { filterRules, JUMP_RULES, natRules } from './static-rules.ts';

/**
 * What the node does with the first packet of a connection. What comes in passes nat PREROUTING, then, since a virtual
 * server's address is the node's own, filter INPUT, and is then scheduled; what the node itself sends is scheduled
 * directly after nat OUTPUT. A virtual server without real servers refuses.
 * Simplified: [SIM-78] a process of the node sends to a virtual address from the node's own; in truth it sends from the
 * virtual address itself, which is masqueraded, or, under the Local policy, may miss its reply.
 */
export function followIpvs(source: IpvsSource, setting: NodeSetting, packet: Packet, decisions: Decisions): PacketFate {
  const matched: MatchedRule[] = [];
  const start = startWalk(createChains(source, setting, packet), packet, decisions);
  const walk: IptablesWalk = {
    ...start,
    isInSet: (set, directions) => isInSet(source, set as IpSetName, directions, walk), // rules name no other sets
  };
  walkTable(walk, matched, 'nat', KUBE_SERVICES);
  const isOwn = isLocalAddress(walk.chains.localAddresses, walk.destination);
  const server = findServer(source, walk);
  const before = packet.isFromNode && server !== undefined ? undefined : walkFilter(walk, matched, isOwn, packet);
  const isStopped = before === 'drop' || before === 'reject';
  let verdict = before;
  if (!isStopped && server !== undefined) {
    verdict = schedule(walk, matched, server);
    if (verdict === undefined && packet.isFromNode) verdict = walkHook(walk, matched, 'OUTPUT');
  }
  const isTurnedAway = verdict === 'drop' || verdict === 'reject';
  if (!isTurnedAway) walkTable(walk, matched, 'nat', KUBE_POSTROUTING);
  const isDeliveredLocally = isLocalAddress(setting.options.localAddresses, walk.destination);
  return describeEnd(walk, { verdict, isDeliveredLocally, matched });
}

/** Which rules there are to be met, among all that may stand there; those on empty sets match nothing. */
function createChains(source: IpvsSource, setting: NodeSetting, packet: Packet): FixedChains {
  const { options, made } = setting;
  const key = createPacketState(packet);
  const isWritten = (): boolean => true;
  made.ipvs ??= { filter: byChain(filterRules([], isWritten)), nat: byChain(natRules(options, isWritten)) };
  const outFilters = packet.isFromNode ? findOutFilters(source, key) : [];
  const local =
    isBound(source, key) && key.destination !== undefined
      ? new Set([...options.localAddresses, key.destination])
      : options.localAddresses;
  const tables =
    outFilters.length === 0 ? made.ipvs : { ...made.ipvs, filter: byChain(filterRules(outFilters, isWritten)) };
  return { type: 'fixed', tables, localAddresses: local };
}

function schedule(
  walk: IptablesWalk,
  matched: MatchedRule[],
  server: VirtualServer & { readonly address: string },
): ChainVerdict | undefined {
  const { reals, hasAnyEndpoints, persistentSeconds } = server;
  const name = virtualServerName(server, server.address);
  matched.push({ table: 'ipvs', chain: name, text: printVirtualServer(server, server.address) });
  walk.servicePort = server.servicePort;
  walk.endpointCount = reals.length;
  if (reals.length === 0) {
    walk.hasEndpointsElsewhere = hasAnyEndpoints;
    return 'reject';
  }
  const remembered =
    persistentSeconds === undefined
      ? -1
      : reals.findIndex((real) =>
          walk.decisions.recentlySeen(realServerName(name, real), walk.sourceText, persistentSeconds),
        );
  walk.isSticky = remembered >= 0;
  const rotate = (): number =>
    walk.decisions.rotate(
      name,
      reals.map(({ text }) => text),
    );
  const chosen = remembered >= 0 ? remembered : rotate();
  const real = assertDefined(reals[chosen], 'there is a server whose turn it is');
  if (persistentSeconds !== undefined) walk.recentSet.push(realServerName(name, real));
  matched.push({ table: 'ipvs', chain: name, text: printRealServer(name, real) });
  translate(walk, real);
  return undefined;
}

function walkFilter(
  walk: IptablesWalk,
  matched: MatchedRule[],
  isOwn: boolean,
  { isFromNode }: Packet,
): ChainVerdict | undefined {
  const sent = isFromNode ? walkHook(walk, matched, 'OUTPUT') : undefined;
  if (sent !== undefined) return sent;
  if (isOwn) return walkHook(walk, matched, 'INPUT');
  return isFromNode ? undefined : walkHook(walk, matched, 'FORWARD');
}

function walkHook(walk: IptablesWalk, matched: MatchedRule[], hook: string): ChainVerdict | undefined {
  for (const { chain, target } of JUMP_RULES.filter) {
    if (chain !== hook || target?.type !== 'jump') continue;
    const verdict = walkTable(walk, matched, 'filter', target.chain);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function walkTable(
  walk: IptablesWalk,
  matched: MatchedRule[],
  table: TableName,
  chain: string,
): ChainVerdict | undefined {
  const from = walk.matched.length;
  const verdict = walkChain(walk, table, chain);
  for (const rule of walk.matched.slice(from)) matched.push(describeMatched(rule, table));
  return verdict;
}

function byChain(rules: readonly IptablesRule[]): ReadonlyMap<string, readonly IptablesRule[]> {
  const grouped = new Map<string, IptablesRule[]>();
  for (const rule of rules) grouped.set(rule.chain, [...(grouped.get(rule.chain) ?? []), rule]);
  return grouped;
}
