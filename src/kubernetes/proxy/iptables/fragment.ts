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

/** The rules of one service port. */
export interface IptablesFragment {
  readonly rules: ServiceRules;
  /** Its rules in the chains that all service ports share, by table and chain. */
  readonly shared: Readonly<Record<TableName, ReadonlyMap<string, readonly IptablesRule[]>>>;
  /** Its own chains, in the nat table. */
  readonly own: ReadonlyMap<string, OwnChain>;
}

/** The port's rules on the node; nodes to which it looks alike get the very same ones. */
export function iptablesFragment(port: KnownPort, options: RuleOptions): IptablesFragment {
  const variant = `${nodeVariant(port, options, false)} ${options.isLargeCluster ? 'large' : ''}`;
  const known = port.iptables.get(variant);
  if (known !== undefined) return known;
  const rules = serviceRules(asSeenFrom(port, options.topology.nodeName), options);
  const fragment = {
    rules,
    shared: { filter: byChain([], rules.filterRules), nat: byChain([], rules.entryRules) },
    own: new Map(Array.from(byChain(rules.chains, rules.chainRules), ([chain, own]) => [chain, toOwnChain(own)])),
  };
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
