/** One iptables rule as data, in a form that can be printed and walked alike. */
import type { Protocol } from '../../api/meta.ts';
import type { IPv4Range } from '../../net/range.ts';
import type { ServicePortName } from '../service-port-name.ts';

/** The connection states that kube-proxy's rules speak of; DNAT is a flag beside the others. */
export type ConntrackState = 'INVALID' | 'NEW' | 'RELATED' | 'ESTABLISHED' | 'DNAT';

/** One condition of a rule. A rule applies to a packet when all of its matches hold. */
export type IptablesMatch =
  | { readonly type: 'comment'; readonly text: string }
  /** `isPlain`: written without the protocol's own match. */
  | { readonly type: 'protocol'; readonly protocol: Protocol; readonly isPlain?: boolean }
  | { readonly type: 'source'; readonly range: IPv4Range; readonly negated: boolean }
  | { readonly type: 'destination'; readonly range: IPv4Range }
  | { readonly type: 'destinationPort'; readonly port: number }
  /** Whether the source or destination is one of this node's own addresses. */
  | { readonly type: 'addressIsLocal'; readonly end: 'source' | 'destination'; readonly negated?: boolean }
  | { readonly type: 'mark'; readonly bits: number; readonly negated: boolean }
  | { readonly type: 'conntrack'; readonly states: readonly ConntrackState[]; readonly negated: boolean }
  /** Counts the packet; always holds. */
  | { readonly type: 'nfacct'; readonly name: string }
  | { readonly type: 'statistic'; readonly probability: number }
  /** Whether the packet's source has been put on the list within so many seconds. */
  | { readonly type: 'recentCheck'; readonly list: string; readonly seconds: number }
  /** Puts the packet's source on the list; always holds. */
  | { readonly type: 'recentSet'; readonly list: string }
  /** Whether these parts of the packet are in a set of addresses and ports. */
  | { readonly type: 'set'; readonly set: string; readonly directions: string }
  /** Whether the packet came in by no port of a bridge; pods have none here, so it always holds. */
  | { readonly type: 'notBridged' }
  /** Whether the packet belongs to this virtual server. */
  | {
      readonly type: 'virtualServer';
      readonly address: string;
      readonly protocol: Protocol;
      readonly port: number;
    };

/** What a rule does with a packet. */
export type IptablesTarget =
  | { readonly type: 'jump'; readonly chain: string }
  | { readonly type: 'dnat'; readonly address: string; readonly port: number }
  | { readonly type: 'orMark'; readonly bits: number }
  | { readonly type: 'xorMark'; readonly bits: number }
  | { readonly type: 'masquerade' }
  | { readonly type: 'accept' }
  | { readonly type: 'reject' }
  | { readonly type: 'drop' }
  | { readonly type: 'return' };

/** A rule. Without a target it only counts. */
export interface IptablesRule {
  readonly chain: string;
  readonly matches: readonly IptablesMatch[];
  readonly target?: IptablesTarget;
  /** The service port for whose sake the rule stands there. */
  readonly servicePort?: ServicePortName;
  /** On rules that decide: how many endpoints the policy had to choose from, 0 where they reject or drop for want of one. */
  readonly endpointCount?: number;
}
