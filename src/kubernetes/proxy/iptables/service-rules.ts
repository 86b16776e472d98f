/** The rules of one service port, put together. */
import type { ServicePortWithEndpoints } from '../service-port.ts';
import { endpointRules, policyChainRules } from './endpoint-rules.ts';
import { entryRules } from './entry-rules.ts';
import type { IptablesRule } from './rule.ts';
import { createServiceContext, type RuleOptions } from './service-context.ts';
import { externalChainRules, firewallChainRules, internalMasqueradeRules } from './traffic-rules.ts';

/** The chains and rules of one service port, in the order of the text. */
export interface ServiceRules {
  readonly filterRules: readonly IptablesRule[];
  /** Nat rules in the chains that all service ports share. */
  readonly entryRules: readonly IptablesRule[];
  /** Its own chains, in the nat table. */
  readonly chains: readonly string[];
  /** The rules in these. */
  readonly chainRules: readonly IptablesRule[];
}

/** Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, the body of its loop over service ports (v1.36). */
export function serviceRules(servicePort: ServicePortWithEndpoints, options: RuleOptions): ServiceRules {
  const context = createServiceContext(servicePort, options);
  const { chains, usesExternalChain, usesFirewallChain } = context;
  const { clusterEndpoints, localEndpoints, allReachableEndpoints } = context.endpoints;
  const entry = entryRules(context);
  const perEndpoint = allReachableEndpoints.map((endpoint) => endpointRules(context, endpoint));
  const perPolicy = [
    { chain: chains.clusterPolicy, endpoints: clusterEndpoints },
    { chain: chains.localPolicy, endpoints: localEndpoints },
  ].filter(({ endpoints }) => endpoints.length > 0);
  return {
    filterRules: entry.filterRules,
    entryRules: entry.natRules,
    chains: [
      ...(usesExternalChain ? [chains.external] : []),
      ...(usesFirewallChain ? [chains.firewall] : []),
      ...perPolicy.map(({ chain }) => chain),
      ...perEndpoint.map(({ chain }) => chain),
    ],
    chainRules: [
      ...internalMasqueradeRules(context),
      ...(usesExternalChain ? externalChainRules(context) : []),
      ...(usesFirewallChain ? firewallChainRules(context) : []),
      ...perPolicy.flatMap(({ chain, endpoints }) => policyChainRules(context, chain, endpoints)),
      ...perEndpoint.flatMap(({ rules }) => rules),
    ],
  };
}
