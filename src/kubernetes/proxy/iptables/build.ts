/** From what a node's kube-proxy knows to all the rules that it writes in iptables mode. */
import { readProxyOptions, type ProxyInput } from '../proxy-input.ts';
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

/** How kube-proxy is run in iptables mode. */
export interface IptablesInput extends ProxyInput {
  /** Whether the kernel can count packets by name (nfacct); true by default. */
  readonly hasNFAcct?: boolean;
}

/** Upstream: pkg/proxy/iptables/proxier.go largeClusterEndpointsThreshold (v1.36). */
const LARGE_CLUSTER_ENDPOINTS = 1000;

/**
 * All rules of the node, as a full sync writes them.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules (v1.36).
 * Simplified: IPv4 only, and node ports on all of the node's addresses (nodePortAddresses is not modelled).
 */
export function buildIptablesRules(input: IptablesInput): IptablesRuleSet {
  const servicePorts = buildServicePorts(input.services, input.slices, input.nodeName);
  const endpointCount = servicePorts.reduce((count, { endpoints }) => count + endpoints.length, 0);
  const options: RuleOptions = {
    ...readProxyOptions(input),
    hasNFAcct: input.hasNFAcct ?? true,
    isLargeCluster: endpointCount > LARGE_CLUSTER_ENDPOINTS,
  };
  const perService = servicePorts.map((servicePort) => serviceRules(servicePort, options));
  return {
    filter: createTable('filter', STATIC_FILTER_CHAINS, [
      ...FIRST_FILTER_RULES,
      ...perService.flatMap((rules) => rules.filterRules),
      ...lastFilterRules(options.hasNFAcct),
    ]),
    nat: createTable(
      'nat',
      [...STATIC_NAT_CHAINS, ...perService.flatMap((rules) => rules.natChains)],
      [...FIRST_NAT_RULES, ...perService.flatMap((rules) => rules.natRules), ...LAST_NAT_RULES],
    ),
    localAddresses: options.localAddresses,
  };
}

function createTable(name: TableName, chains: readonly string[], rules: readonly IptablesRule[]): IptablesTable {
  return { name, chains, rules, byChain: indexChains(chains, rules) };
}
