/** One nftables rule as data, in a form that can be printed and walked alike. */
import type { Protocol } from '../../api/meta.ts';
import type { IPv4Range } from '../../net/range.ts';
import type { ServicePortName } from '../service-port-name.ts';

/** One condition of a rule. A rule applies to a packet when all of its matches hold. */
export type NftablesMatch =
  /** Whether the packet is the first of its connection. */
  | { readonly type: 'isNew' }
  /** Whether a rule has given the connection another destination. */
  | { readonly type: 'isTranslated' }
  | { readonly type: 'protocol'; readonly protocol: Protocol }
  | { readonly type: 'source'; readonly range: IPv4Range; readonly negated: boolean }
  | { readonly type: 'sourceNotIn'; readonly ranges: readonly IPv4Range[] }
  | { readonly type: 'sourceIsLocal' }
  | { readonly type: 'destinationIn'; readonly ranges: readonly IPv4Range[] }
  | { readonly type: 'destinationNotIn'; readonly range: IPv4Range }
  | { readonly type: 'destinationIsLocal' }
  | { readonly type: 'destinationInSet'; readonly set: string }
  /** Whether source, destination, protocol and port together are in the set. */
  | { readonly type: 'connectionInSet'; readonly set: string }
  /** Whether the source has been put into the set within so many seconds: the set forgets by itself. */
  | { readonly type: 'sourceRemembered'; readonly set: string; readonly seconds: number }
  | { readonly type: 'mark'; readonly bits: number };

/** Where a map's element sends a packet. */
export type NftablesVerdict = { readonly type: 'goto'; readonly chain: string } | { readonly type: 'drop' };

/** By what a packet is looked up in a map: address, protocol and port of its destination, or the latter two alone. */
export type LookupKey = 'destination' | 'port';

/** What a rule does with a packet. One that went to another chain by goto does not come back to this one. */
export type NftablesStatement =
  | { readonly type: 'jump'; readonly chain: string }
  | NftablesVerdict
  | { readonly type: 'reject' }
  | { readonly type: 'lookUp'; readonly key: LookupKey; readonly map: string }
  /** One of the chains, with equal chance. */
  | { readonly type: 'gotoAny'; readonly chains: readonly string[] }
  | { readonly type: 'dnat'; readonly to: NftablesDestination }
  /** One of the destinations, with equal chance. */
  | { readonly type: 'dnatToAny'; readonly destinations: readonly NftablesDestination[] }
  /** Puts the packet's source into the set. */
  | { readonly type: 'remember'; readonly set: string }
  | { readonly type: 'orMark'; readonly bits: number }
  | { readonly type: 'xorMark'; readonly bits: number }
  | { readonly type: 'masquerade' };

/** A new destination. */
export interface NftablesDestination {
  readonly address: string;
  readonly port: number;
}

/** A rule: its statements follow one another when its matches hold. */
export interface NftablesRule {
  readonly chain: string;
  readonly matches: readonly NftablesMatch[];
  readonly statements: readonly NftablesStatement[];
  readonly comment?: string;
  /** The service port for whose sake the rule stands there. */
  readonly servicePort?: ServicePortName;
  /** On rules that choose: how many endpoints the policy had to choose from. */
  readonly endpointCount?: number;
}
