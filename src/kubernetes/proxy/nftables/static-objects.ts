/** What stands in the table on every node, whatever Services there are. */
import type { IPv4Range } from '../../net/range.ts';
import { MASQUERADE_MARK } from '../masquerade-mark.ts';
import { LOOPBACK } from '../node-addresses.ts';
import type { ProxyOptions } from '../proxy-input.ts';
import {
  CLUSTER_IPS,
  CLUSTER_IPS_CHECK,
  FIREWALL_CHECK,
  FIREWALL_IPS,
  HAIRPIN_CONNECTIONS,
  MASQUERADING,
  NODEPORT_ENDPOINTS_CHECK,
  NODEPORT_IPS,
  NO_ENDPOINT_NODEPORTS,
  NO_ENDPOINT_SERVICES,
  REJECT_CHAIN,
  SERVICE_ENDPOINTS_CHECK,
  SERVICE_IPS,
  SERVICE_NODEPORTS,
  SERVICES,
} from './names.ts';
import type { NftablesMatch, NftablesRule, NftablesStatement } from './rule.ts';
import type { NftablesChain, NftablesSet } from './rule-set.ts';

/**
 * The chains that the kernel calls, and those that they lead to. Source ranges are asked for before the destination is
 * translated. Upstream: pkg/proxy/nftables/proxier.go nftablesBaseChains (v1.36).
 */
export const STATIC_CHAINS: readonly NftablesChain[] = [
  { name: 'filter-prerouting-pre-dnat', hook: { type: 'filter', hook: 'prerouting', priority: -110 } },
  { name: 'filter-output-pre-dnat', hook: { type: 'filter', hook: 'output', priority: -110 } },
  { name: 'filter-input', hook: { type: 'filter', hook: 'input', priority: 0 } },
  { name: 'filter-forward', hook: { type: 'filter', hook: 'forward', priority: 0 } },
  { name: 'filter-output', hook: { type: 'filter', hook: 'output', priority: 0 } },
  { name: 'nat-prerouting', hook: { type: 'nat', hook: 'prerouting', priority: -100 } },
  { name: 'nat-output', hook: { type: 'nat', hook: 'output', priority: -100 } },
  { name: 'nat-postrouting', hook: { type: 'nat', hook: 'postrouting', priority: 100 } },
  { name: CLUSTER_IPS_CHECK },
  { name: FIREWALL_CHECK },
  { name: MASQUERADING },
  { name: NODEPORT_ENDPOINTS_CHECK },
  { name: REJECT_CHAIN, comment: 'helper for @no-endpoint-services / @no-endpoint-nodeports' },
  { name: SERVICE_ENDPOINTS_CHECK },
  { name: SERVICES },
];

const DESTINATION = 'ipv4_addr . inet_proto . inet_service : verdict';
const PORT = 'inet_proto . inet_service : verdict';

/** Those of the addresses that take node ports; where all do there is no set of them. Upstream: pkg/proxy/nftables/proxier.go setupNFTables (v1.36). */
export const STATIC_SETS: readonly NftablesSet[] = [
  { kind: 'set', name: CLUSTER_IPS, keyType: 'ipv4_addr', comment: 'Active ClusterIPs' },
  {
    kind: 'set',
    name: HAIRPIN_CONNECTIONS,
    keyType: 'ipv4_addr . ipv4_addr . inet_proto . inet_service',
    comment: 'service hairpin connections',
  },
  { kind: 'set', name: NODEPORT_IPS, keyType: 'ipv4_addr', comment: 'IPs that accept NodePort traffic' },
  map(FIREWALL_IPS, DESTINATION, 'destinations that are subject to LoadBalancerSourceRanges'),
  map(NO_ENDPOINT_NODEPORTS, PORT, 'vmap to drop or reject packets to service nodeports with no endpoints'),
  map(NO_ENDPOINT_SERVICES, DESTINATION, 'vmap to drop or reject packets to services with no endpoints'),
  map(SERVICE_IPS, DESTINATION, 'ClusterIP, ExternalIP and LoadBalancer IP traffic'),
  map(SERVICE_NODEPORTS, PORT, 'NodePort traffic'),
];

/**
 * The rules. What no Service has claimed of a clusterIP is rejected, and what no clusterIP has claimed of the Services'
 * own ranges is dropped: iptables mode lets both go their way.
 * `isOnAllAddresses`: node ports are on all of the node's addresses but 127.0.0.0/8.
 * Upstream: pkg/proxy/nftables/proxier.go nftablesJumpChains, setupNFTables (v1.36).
 */
export function staticRules(
  options: ProxyOptions,
  serviceCIDRs: readonly IPv4Range[],
  isOnAllAddresses = false,
): readonly NftablesRule[] {
  const isNew: NftablesMatch = { type: 'isNew' };
  const toClusterIP: NftablesMatch = { type: 'destinationInSet', set: CLUSTER_IPS };
  const toNodePortIP: NftablesMatch = isOnAllAddresses
    ? { type: 'destinationNotIn', range: LOOPBACK }
    : { type: 'destinationInSet', set: NODEPORT_IPS };
  const toThisNode: readonly NftablesMatch[] = isOnAllAddresses ? [{ type: 'destinationIsLocal' }] : [];
  return [
    jump('filter-input', NODEPORT_ENDPOINTS_CHECK, isNew),
    jump('filter-input', SERVICE_ENDPOINTS_CHECK, isNew),
    jump('filter-forward', SERVICE_ENDPOINTS_CHECK, isNew),
    jump('filter-forward', CLUSTER_IPS_CHECK, isNew),
    jump('filter-output', SERVICE_ENDPOINTS_CHECK, isNew),
    jump('filter-output', CLUSTER_IPS_CHECK, isNew),
    jump('filter-output-pre-dnat', FIREWALL_CHECK, isNew),
    jump('filter-prerouting-pre-dnat', FIREWALL_CHECK, isNew),
    jump('nat-output', SERVICES),
    jump('nat-prerouting', SERVICES),
    jump('nat-postrouting', MASQUERADING),
    rule(CLUSTER_IPS_CHECK, [toClusterIP], [{ type: 'reject' }], 'Reject traffic to invalid ports of ClusterIPs'),
    ...(serviceCIDRs.length === 0 ? [] : [dropUnallocated(serviceCIDRs)]),
    rule(FIREWALL_CHECK, [], [{ type: 'lookUp', key: 'destination', map: FIREWALL_IPS }]),
    ...MASQUERADING_RULES,
    rule(NODEPORT_ENDPOINTS_CHECK, [toNodePortIP], [{ type: 'lookUp', key: 'port', map: NO_ENDPOINT_NODEPORTS }]),
    rule(REJECT_CHAIN, [], [{ type: 'reject' }]),
    rule(SERVICE_ENDPOINTS_CHECK, [], [{ type: 'lookUp', key: 'destination', map: NO_ENDPOINT_SERVICES }]),
    ...clusterIPMasqueradeRules(options, toClusterIP),
    rule(SERVICES, [], [{ type: 'lookUp', key: 'destination', map: SERVICE_IPS }]),
    rule(SERVICES, [...toThisNode, toNodePortIP], [{ type: 'lookUp', key: 'port', map: SERVICE_NODEPORTS }]),
  ];
}

/** The mark is taken off, so that a packet that passes again is not masqueraded twice. */
const MASQUERADING_RULES: readonly NftablesRule[] = [
  rule(
    MASQUERADING,
    [{ type: 'mark', bits: MASQUERADE_MARK }],
    [{ type: 'xorMark', bits: MASQUERADE_MARK }, { type: 'masquerade' }],
  ),
  rule(
    MASQUERADING,
    [{ type: 'isTranslated' }, { type: 'connectionInSet', set: HAIRPIN_CONNECTIONS }],
    [{ type: 'masquerade' }],
  ),
];

/** Masquerades what comes to clusterIPs from outside the pods: its reply must come back this way. */
function clusterIPMasqueradeRules(
  { masqueradeAll, clusterCIDR }: ProxyOptions,
  toClusterIP: NftablesMatch,
): readonly NftablesRule[] {
  const mark: NftablesStatement = { type: 'orMark', bits: MASQUERADE_MARK };
  if (masqueradeAll) return [rule(SERVICES, [toClusterIP], [mark], 'masquerade all clusterIP traffic')];
  if (clusterCIDR === undefined) return [];
  const fromOutside: NftablesMatch = { type: 'source', range: clusterCIDR, negated: true };
  return [rule(SERVICES, [toClusterIP, fromOutside], [mark], 'masquerade clusterIP traffic from outside cluster')];
}

function dropUnallocated(ranges: readonly IPv4Range[]): NftablesRule {
  const matches: readonly NftablesMatch[] = [{ type: 'destinationIn', ranges }];
  return rule(CLUSTER_IPS_CHECK, matches, [{ type: 'drop' }], 'Drop traffic to unallocated ClusterIPs');
}

function jump(chain: string, target: string, ...matches: readonly NftablesMatch[]): NftablesRule {
  return rule(chain, matches, [{ type: 'jump', chain: target }]);
}

function rule(
  chain: string,
  matches: readonly NftablesMatch[],
  statements: readonly NftablesStatement[],
  comment?: string,
): NftablesRule {
  return { chain, matches, statements, ...(comment === undefined ? {} : { comment }) };
}

function map(name: string, keyType: string, comment: string): NftablesSet {
  return { kind: 'map', name, keyType, comment };
}
