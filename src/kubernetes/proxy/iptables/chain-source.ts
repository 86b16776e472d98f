/** Where a walk finds the rules of a chain: all of them as written, or only those that the packet can meet. */
import { assertDefined } from '../../../base/assert.ts';
import { mergePorts, type NodeRules } from '../node-rules.ts';
import { addressKey, nodePortKey } from '../service-index.ts';
import { candidateRules, type IndexedPacket } from './chain-index.ts';
import { isServiceChainName } from './chain-names.ts';
import { iptablesFragment, type IptablesFragment, type OwnChain } from './fragment.ts';
import type { IptablesRule } from './rule.ts';
import type { IptablesRuleSet, TableName } from './rule-set.ts';
import type { RuleOptions } from './service-context.ts';
import { FIRST_FILTER_RULES, FIRST_NAT_RULES, LAST_NAT_RULES, lastFilterRules } from './static-rules.ts';

/** Upstream: pkg/proxy/iptables/proxier.go largeClusterEndpointsThreshold (v1.36). */
export const LARGE_CLUSTER_ENDPOINTS = 1000;

/** The node's rules for one packet's way. It finds service ports by the packet's destination and makes their rules. */
export interface IptablesLookup {
  readonly type: 'lookup';
  readonly rules: NodeRules;
  readonly options: RuleOptions;
  readonly localAddresses: ReadonlySet<number>;
  /** What has been found so far: the chains that the packet may jump to are theirs. */
  readonly found: Map<string, readonly IptablesFragment[]>;
}

/** A few chains that are the same for every packet, by table and name. */
export interface FixedChains {
  readonly type: 'fixed';
  readonly tables: Readonly<Record<TableName, ReadonlyMap<string, readonly IptablesRule[]>>>;
  readonly localAddresses: ReadonlySet<number>;
}

/** Any kind of source. */
export type ChainSource = (IptablesRuleSet & { readonly type?: undefined }) | IptablesLookup | FixedChains;

/** The node's rules, to be looked up for one packet. */
export function createLookup(rules: NodeRules): IptablesLookup {
  const options = ruleOptions(rules);
  return { type: 'lookup', rules, options, localAddresses: options.localAddresses, found: new Map() };
}

/** What the rules are made by on this node, apart from the Services. */
export function ruleOptions({ setting, index }: NodeRules): RuleOptions {
  const isLargeCluster = index.endpointCount() > LARGE_CLUSTER_ENDPOINTS;
  const { made, options } = setting;
  if (made.iptables?.isLargeCluster !== isLargeCluster) {
    made.iptables = { ...options, hasNFAcct: true, isLargeCluster };
  }
  return made.iptables;
}

/** The rules of the chain that the packet might match, in the chain's order; those left out cannot match it. */
export function chainRules(source: ChainSource, table: TableName, chain: string, packet: IndexedPacket): OwnChain {
  if (source.type === undefined) {
    const index = assertDefined(source[table].byChain.get(chain), `${chain} is declared in ${table}`);
    const rules = candidateRules(index, packet);
    return { rules, evenFrom: rules.length };
  }
  if (source.type === 'fixed') {
    const rules = source.tables[table].get(chain) ?? [];
    return { rules, evenFrom: rules.length };
  }
  if (isServiceChainName(chain)) return ownChain(source, chain);
  const fixed = FIXED_RULES[table].get(chain) ?? NOTHING;
  const fragments = findFragments(source, packet);
  if (fragments.length === 0) return fixed.alone;
  const [first, second] = fragments;
  const own =
    second === undefined
      ? (first?.shared[table].get(chain) ?? [])
      : fragments.flatMap(({ shared }) => shared[table].get(chain) ?? []);
  if (own.length === 0) return fixed.alone;
  const rules = fixed === NOTHING ? own : [...fixed.before, ...own, ...fixed.after];
  return { rules, evenFrom: rules.length };
}

function ownChain({ found }: IptablesLookup, chain: string): OwnChain {
  for (const fragments of found.values()) {
    for (const { own } of fragments) {
      const known = own.get(chain);
      if (known !== undefined) return known;
    }
  }
  return assertDefined<OwnChain>(undefined, `${chain} belongs to a service port that was found`);
}

function findFragments(
  { rules: { index }, options, found }: IptablesLookup,
  { protocol, destination, destinationPort }: IndexedPacket,
): readonly IptablesFragment[] {
  const key = addressKey(protocol, destination, destinationPort);
  const known = found.get(key);
  if (known !== undefined) return known;
  const ports = mergePorts(index.portsAt(key), index.portsAt(nodePortKey(protocol, destinationPort)));
  const fragments = ports.map((port) => iptablesFragment(port, options));
  found.set(key, fragments);
  return fragments;
}

/** The rules of a shared chain that are not any service port's. */
interface FixedRules {
  readonly before: readonly IptablesRule[];
  readonly after: readonly IptablesRule[];
  readonly alone: OwnChain;
}

const NOTHING: FixedRules = fixedRules([], []);

const FIXED_RULES: Readonly<Record<TableName, ReadonlyMap<string, FixedRules>>> = {
  filter: byChain(FIRST_FILTER_RULES, lastFilterRules(true)),
  nat: byChain(FIRST_NAT_RULES, LAST_NAT_RULES),
};

function byChain(first: readonly IptablesRule[], last: readonly IptablesRule[]): ReadonlyMap<string, FixedRules> {
  const chains = new Set([...first, ...last].map(({ chain }) => chain));
  return new Map(
    Array.from(chains, (name) => [
      name,
      fixedRules(
        first.filter(({ chain }) => chain === name),
        last.filter(({ chain }) => chain === name),
      ),
    ]),
  );
}

function fixedRules(before: readonly IptablesRule[], after: readonly IptablesRule[]): FixedRules {
  const rules = [...before, ...after];
  return { before, after, alone: { rules, evenFrom: rules.length } };
}
