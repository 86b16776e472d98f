/** The rules that stand on every node, whatever Services there are. */
import { MASQUERADE_MARK } from '../masquerade-mark.ts';
import { LOOPBACK } from '../node-addresses.ts';
import {
  KUBE_EXTERNAL_SERVICES,
  KUBE_FIREWALL,
  KUBE_FORWARD,
  KUBE_MARK_MASQ,
  KUBE_NODEPORTS,
  KUBE_POSTROUTING,
  KUBE_PROXY_FIREWALL,
  KUBE_SERVICES,
} from './chain-names.ts';
import type { IptablesRule } from './rule.ts';

/** Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, the chains it always declares (v1.36). */
export const STATIC_FILTER_CHAINS: readonly string[] = [
  KUBE_SERVICES,
  KUBE_EXTERNAL_SERVICES,
  KUBE_FORWARD,
  KUBE_NODEPORTS,
  KUBE_PROXY_FIREWALL,
  KUBE_FIREWALL,
];

/** The same of the nat table. */
export const STATIC_NAT_CHAINS: readonly string[] = [KUBE_SERVICES, KUBE_NODEPORTS, KUBE_POSTROUTING, KUBE_MARK_MASQ];

/** Filter rules before those of the Services: route_localnet must not open 127.0.0.0/8 to others. */
export const FIRST_FILTER_RULES: readonly IptablesRule[] = [
  {
    chain: KUBE_FIREWALL,
    matches: [
      { type: 'comment', text: 'block incoming localnet connections' },
      { type: 'destination', range: LOOPBACK },
      { type: 'source', range: LOOPBACK, negated: true },
      { type: 'conntrack', states: ['RELATED', 'ESTABLISHED', 'DNAT'], negated: true },
    ],
    target: { type: 'drop' },
  },
];

/** Filter rules after those of the Services. `hasNFAcct`: whether the kernel can count by name. */
export function lastFilterRules(hasNFAcct: boolean): readonly IptablesRule[] {
  return [
    {
      chain: KUBE_FORWARD,
      matches: [
        { type: 'conntrack', states: ['INVALID'], negated: false },
        ...(hasNFAcct ? [{ type: 'nfacct', name: 'ct_state_invalid_dropped_pkts' } as const] : []),
      ],
      target: { type: 'drop' },
    },
    {
      chain: KUBE_FORWARD,
      matches: [
        { type: 'comment', text: 'kubernetes forwarding rules' },
        { type: 'mark', bits: MASQUERADE_MARK, negated: false },
      ],
      target: { type: 'accept' },
    },
    {
      chain: KUBE_FORWARD,
      matches: [
        { type: 'comment', text: 'kubernetes forwarding conntrack rule' },
        { type: 'conntrack', states: ['RELATED', 'ESTABLISHED'], negated: false },
      ],
      target: { type: 'accept' },
    },
  ];
}

/** Nat rules before those of the Services: what a mark is for, and how it is set. */
export const FIRST_NAT_RULES: readonly IptablesRule[] = [
  {
    chain: KUBE_POSTROUTING,
    matches: [{ type: 'mark', bits: MASQUERADE_MARK, negated: true }],
    target: { type: 'return' },
  },
  // The mark is taken off, so that a packet that passes again is not masqueraded twice.
  { chain: KUBE_POSTROUTING, matches: [], target: { type: 'xorMark', bits: MASQUERADE_MARK } },
  {
    chain: KUBE_POSTROUTING,
    matches: [{ type: 'comment', text: 'kubernetes service traffic requiring SNAT' }],
    target: { type: 'masquerade' },
  },
  { chain: KUBE_MARK_MASQ, matches: [], target: { type: 'orMark', bits: MASQUERADE_MARK } },
];

/** Nat rules after those of the Services: what nothing has matched and is for this node may be for a node port. */
export const LAST_NAT_RULES: readonly IptablesRule[] = [
  {
    chain: KUBE_SERVICES,
    matches: [
      { type: 'comment', text: 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' },
      { type: 'addressIsLocal', end: 'destination' },
    ],
    target: { type: 'jump', chain: KUBE_NODEPORTS },
  },
];
