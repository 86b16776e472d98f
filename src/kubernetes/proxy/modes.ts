/** The rules of a node in whichever mode its kube-proxy runs: looked up for a packet, written out in full, walked, explained. */
import { assertNever } from '../../base/assert.ts';
import { parseIPv4 } from '../net/address.ts';
import { type Asker, decide, type DecisionTree } from './decision-tree.ts';
import { decisionTreeFor } from './decided.ts';
import type { Decisions } from './decisions.ts';
import { assembleRuleSet as assembleIptables } from './iptables/build.ts';
import { createLookup as lookUpIptables, ruleOptions } from './iptables/chain-source.ts';
import { iptablesFragment } from './iptables/fragment.ts';
import { printTables } from './iptables/restore.ts';
import type { IptablesRuleSet } from './iptables/rule-set.ts';
import { followPacket } from './iptables/walk.ts';
import { printIpvsRules } from './ipvs/print.ts';
import { buildIpvsRules, type IpvsRuleSet } from './ipvs/rule-set.ts';
import { followIpvs } from './ipvs/walk.ts';
import { assembleRuleSet as assembleNftables, nodePortElements } from './nftables/build.ts';
import { nftablesFragment } from './nftables/fragment.ts';
import { printNftablesRules } from './nftables/print.ts';
import type { NftablesRuleSet } from './nftables/rule-set.ts';
import { createLookup as lookUpNftables } from './nftables/table-source.ts';
import { followNftables } from './nftables/walk.ts';
import type { NodeRules, NodeSetting } from './node-rules.ts';
import type { Packet, PacketContext, PacketFate } from './packet.ts';
import { enumeratePossibleFates, type PossibleFate } from './possible-fates.ts';

/** All rules of a node, written out. */
export type FullRules =
  | { readonly mode: 'iptables'; readonly ruleSet: IptablesRuleSet }
  | { readonly mode: 'nftables'; readonly ruleSet: NftablesRuleSet }
  | { readonly mode: 'ipvs'; readonly ruleSet: IpvsRuleSet; readonly setting: NodeSetting };

/**
 * What the node does with the first packet of a connection. Only the rules of the service ports that the packet can meet
 * are made, and walked only by the first packet to get there; the answer, and what is drawn for it, is that of `walk`
 * through all of them. Changes nothing: the caller remembers `affinity.set`. Packets that end alike share their fate.
 */
export function lookUp(rules: NodeRules, packet: Packet, context: PacketContext): PacketFate {
  return decide(new Lookup(rules, packet, context));
}

/** A packet that meets a node's rules: `decide` says what becomes of it, as often as one like it comes. */
export class Lookup implements Asker {
  readonly packet: Packet;
  readonly source: number | undefined;
  readonly context: PacketContext;
  readonly tree: DecisionTree;
  private readonly rules: NodeRules;

  constructor(rules: NodeRules, packet: Packet, context: PacketContext) {
    this.packet = packet;
    this.source = parseIPv4(packet.sourceAddress);
    this.context = context;
    this.tree = decisionTreeFor(rules, packet);
    this.rules = rules;
  }

  follow(decisions: Decisions): PacketFate {
    return follow(this.rules, this.packet, decisions);
  }
}

/** Every way in which chance may let `lookUp` end for a fresh client, with its probability. */
export function possibleFates(rules: NodeRules, packet: Packet): readonly PossibleFate[] {
  return enumeratePossibleFates((decisions) => follow(rules, packet, decisions));
}

/** All rules of the node as a full sync writes them: what `walk` goes through and `printFullRules` prints. */
export function buildFullRules(rules: NodeRules): FullRules {
  const { setting, index } = rules;
  const { options } = setting;
  switch (setting.mode) {
    case 'iptables': {
      const made = ruleOptions(rules);
      const fragments = index.allPorts().map((port) => iptablesFragment(port, made).rules);
      return { mode: 'iptables', ruleSet: assembleIptables(fragments, made) };
    }
    case 'nftables': {
      const objects = index.allPorts().map((port) => nftablesFragment(port, options).objects);
      const nodePorts = nodePortElements({ nodeIPs: setting.nodeIPs });
      return { mode: 'nftables', ruleSet: assembleNftables(objects, options, setting.serviceCIDRs, nodePorts) };
    }
    case 'ipvs':
      return { mode: 'ipvs', ruleSet: buildIpvsRules(rules), setting };
    default:
      return assertNever(setting.mode);
  }
}

/** What the node does with the packet, one rule after the other. */
export function walk(full: FullRules, packet: Packet, decisions: Decisions): PacketFate {
  switch (full.mode) {
    case 'iptables':
      return followPacket(full.ruleSet, packet, decisions);
    case 'nftables':
      return followNftables(full.ruleSet, packet, decisions);
    case 'ipvs':
      return followIpvs(full.ruleSet, full.setting, packet, decisions);
    default:
      return assertNever(full);
  }
}

/** All rules of the node as its tools print them (`iptables-save`, `nft`; `ipvsadm -Sn`, `ipset save` and `iptables-save`); ends in a newline. */
export function printRules(rules: NodeRules): string {
  return printFullRules(buildFullRules(rules));
}

/** The same of rules that have been written out. */
export function printFullRules(full: FullRules): string {
  switch (full.mode) {
    case 'iptables':
      return printTables(full.ruleSet);
    case 'nftables':
      return printNftablesRules(full.ruleSet);
    case 'ipvs':
      return printIpvsRules(full.ruleSet, full.setting.options);
    default:
      return assertNever(full);
  }
}

/**
 * The lines of `printRules` that the packet matches, in the order in which it meets them. `towards` is the endpoint,
 * `address:port`, that was chosen for it; without it, or when it cannot be chosen any more, the likeliest end is shown.
 */
export function explain(rules: NodeRules, packet: Packet, towards?: string): readonly string[] {
  const fates = possibleFates(rules, packet).toSorted((a, b) => b.probability - a.probability);
  const chosen = fates.find(({ fate: { destination } }) => `${destination?.address}:${destination?.port}` === towards);
  return (chosen ?? fates[0])?.fate.matched.map(({ text }) => text) ?? [];
}

function follow(rules: NodeRules, packet: Packet, decisions: Decisions): PacketFate {
  const { mode } = rules.setting;
  switch (mode) {
    case 'iptables':
      return followPacket(lookUpIptables(rules), packet, decisions);
    case 'nftables':
      return followNftables(lookUpNftables(rules), packet, decisions);
    case 'ipvs':
      return followIpvs({ type: 'lookup', rules, found: new Map() }, rules.setting, packet, decisions);
    default:
      return assertNever(mode);
  }
}
