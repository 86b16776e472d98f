/** From what a node's kube-proxy knows to all the rules that it writes in iptables mode. */
import type { EndpointSlice } from '../../api/endpointslice.ts';
import type { Service } from '../../api/service.ts';
import { parseIPv4 } from '../../net/address.ts';
import { parseIPv4CIDR } from '../../net/range.ts';
import { buildServicePorts } from '../service-port.ts';
import { indexChains } from './chain-index.ts';
import type { IptablesRule } from './rule.ts';
import type { IptablesRuleSet, IptablesTable, TableName } from './rule-set.ts';
import type { RuleOptions } from './service-context.ts';
import { serviceRules } from './service-rules.ts';
import {
  FIRST_FILTER_RULES,
  FIRST_NAT_RULES,
  LAST_NAT_RULES,
  lastFilterRules,
  STATIC_FILTER_CHAINS,
  STATIC_NAT_CHAINS,
} from './static-rules.ts';

/** What one node's kube-proxy knows, and how it is configured. */
export interface ProxyInput {
  readonly nodeName: string;
  /** The node's own addresses, its primary one first. */
  readonly nodeIPs: readonly string[];
  /** The node's topology.kubernetes.io/zone label. */
  readonly zone?: string;
  /** The pods' range, by which traffic of pods is told from other traffic; without it nothing tells (detectLocalMode). */
  readonly clusterCIDR?: string;
  /** Whether all traffic to clusterIPs is masqueraded; false by default. */
  readonly masqueradeAll?: boolean;
  /** Whether the kernel can count packets by name (nfacct); true by default. */
  readonly hasNFAcct?: boolean;
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
}

/** Upstream: pkg/proxy/iptables/proxier.go largeClusterEndpointsThreshold (v1.36). */
const LARGE_CLUSTER_ENDPOINTS = 1000;

/**
 * All rules of the node, as a full sync writes them.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules (v1.36).
 * Simplified: IPv4 only, and node ports on all of the node's addresses (nodePortAddresses is not modelled).
 */
export function buildIptablesRules(input: ProxyInput): IptablesRuleSet {
  const servicePorts = buildServicePorts(input.services, input.slices, input.nodeName);
  const endpointCount = servicePorts.reduce((count, { endpoints }) => count + endpoints.length, 0);
  const localAddresses = input.nodeIPs.map(parseIPv4).filter((address) => address !== undefined);
  const hasNFAcct = input.hasNFAcct ?? true;
  const options: RuleOptions = {
    topology: { nodeName: input.nodeName, ...(input.zone === undefined ? {} : { zone: input.zone }) },
    nodeIP: localAddresses[0],
    clusterCIDR: input.clusterCIDR === undefined ? undefined : parseIPv4CIDR(input.clusterCIDR),
    masqueradeAll: input.masqueradeAll ?? false,
    hasNFAcct,
    isLargeCluster: endpointCount > LARGE_CLUSTER_ENDPOINTS,
  };
  const perService = servicePorts.map((servicePort) => serviceRules(servicePort, options));
  return {
    filter: createTable('filter', STATIC_FILTER_CHAINS, [
      ...FIRST_FILTER_RULES,
      ...perService.flatMap((rules) => rules.filterRules),
      ...lastFilterRules(hasNFAcct),
    ]),
    nat: createTable(
      'nat',
      [...STATIC_NAT_CHAINS, ...perService.flatMap((rules) => rules.natChains)],
      [...FIRST_NAT_RULES, ...perService.flatMap((rules) => rules.natRules), ...LAST_NAT_RULES],
    ),
    localAddresses: new Set(localAddresses),
  };
}

function createTable(name: TableName, chains: readonly string[], rules: readonly IptablesRule[]): IptablesTable {
  return { name, chains, rules, byChain: indexChains(chains, rules) };
}
