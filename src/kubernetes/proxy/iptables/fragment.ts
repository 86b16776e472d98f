/** The rules of one service port as a node that has just been asked makes them, ready to be walked. */
import { asSeenFrom, nodeVariant, type KnownPort } from '../known-port.ts';
import type { IptablesRule } from './rule.ts';
import type { TableName } from './rule-set.ts';
import type { RuleOptions } from './service-context.ts';
import { serviceRules, type ServiceRules } from './service-rules.ts';

/** A chain of a service port or endpoint. */
export interface OwnChain {
  readonly rules: readonly IptablesRule[];
  /**
   * From here on the rules share the packets evenly among them, however many they are: each takes its part of what those
   * before it have left. The number of the rules where there is no such part.
   */
  readonly evenFrom: number;
}

/** The rules of one service port. They are grouped when the first packet asks; who only prints them does not. */
export class IptablesFragment {
  readonly rules: ServiceRules;
  private sharedChains: Readonly<Record<TableName, ReadonlyMap<string, readonly IptablesRule[]>>> | undefined;
  private ownChains: ReadonlyMap<string, OwnChain> | undefined;

  constructor(rules: ServiceRules) {
    this.rules = rules;
  }

  /** Its rules in the chains that all service ports share, by table and chain. */
  get shared(): Readonly<Record<TableName, ReadonlyMap<string, readonly IptablesRule[]>>> {
    const { filterRules, entryRules } = this.rules;
    this.sharedChains ??= { filter: byChain([], filterRules), nat: byChain([], entryRules) };
    return this.sharedChains;
  }

  /** Its own chains, in the nat table. */
  get own(): ReadonlyMap<string, OwnChain> {
    const { chains, chainRules } = this.rules;
    this.ownChains ??= new Map(Array.from(byChain(chains, chainRules), ([chain, own]) => [chain, toOwnChain(own)]));
    return this.ownChains;
  }
}

/** The port's rules on the node; nodes to which it looks alike get the very same ones. */
export function iptablesFragment(port: KnownPort, options: RuleOptions): IptablesFragment {
  const variant = `${nodeVariant(port, options, false)} ${options.isLargeCluster ? 'large' : ''}`;
  const known = port.iptables.get(variant);
  if (known !== undefined) return known;
  const fragment = new IptablesFragment(serviceRules(asSeenFrom(port, options.topology.nodeName), options));
  port.iptables.set(variant, fragment);
  return fragment;
}

function byChain(
  chains: readonly string[],
  rules: readonly IptablesRule[],
): ReadonlyMap<string, readonly IptablesRule[]> {
  const grouped = new Map<string, IptablesRule[]>(chains.map((chain) => [chain, []]));
  for (const rule of rules) {
    const group = grouped.get(rule.chain);
    if (group === undefined) grouped.set(rule.chain, [rule]);
    else group.push(rule);
  }
  return grouped;
}

function toOwnChain(rules: readonly IptablesRule[]): OwnChain {
  const first = rules.findIndex(isShare);
  return { rules, evenFrom: first < 0 ? rules.length : first };
}

/** Whether the rule takes a share of what comes by. The last of them takes the rest, and follows directly. */
function isShare({ matches }: IptablesRule): boolean {
  return matches.some(({ type }) => type === 'statistic');
}
