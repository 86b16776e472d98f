/** From what a node's kube-proxy knows to all the rules that it writes in iptables mode. */
import { LARGE_CLUSTER_ENDPOINTS } from './chain-source.ts';
import { readProxyOptions, type ProxyInput } from '../proxy-input.ts';
import { buildServicePorts } from '../service-port.ts';
import type { ServicePortName } from '../service-port-name.ts';
import { createTable, writeRestore } from './restore.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import type { RuleOptions } from './service-context.ts';
import { serviceRules, type ServiceRules } from './service-rules.ts';

/** How kube-proxy is run in iptables mode. */
export interface IptablesInput extends ProxyInput {
  /** Whether the kernel can count packets by name (nfacct); true by default. */
  readonly hasNFAcct?: boolean;
}

/** The rules of each service port, and what they were made by. */
export interface BuiltServiceRules {
  readonly services: readonly { readonly name: ServicePortName; readonly rules: ServiceRules }[];
  readonly options: RuleOptions;
}

/**
 * All rules of the node, as a full sync writes them.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules (v1.36).
 * Simplified: IPv4 only, and node ports on all of the node's addresses (nodePortAddresses is not modelled).
 */
export function buildIptablesRules(input: IptablesInput): IptablesRuleSet {
  const { services, options } = buildServiceRules(input);
  return assembleRuleSet(
    services.map(({ rules }) => rules),
    options,
  );
}

/** All rules of a node from those of its service ports, which come in the order of their names. */
export function assembleRuleSet(services: readonly ServiceRules[], options: RuleOptions): IptablesRuleSet {
  const { filter, nat } = writeRestore(
    services.map((rules) => ({ rules, isRewritten: true })),
    [],
    options.hasNFAcct,
  );
  return {
    filter: createTable('filter', filter.chains, [...filter.rules, ...filter.lastRules]),
    nat: createTable('nat', nat.chains, [...nat.rules, ...nat.lastRules]),
    localAddresses: options.localAddresses,
  };
}

/** The rules of every service port, in the order of their names. */
export function buildServiceRules(input: IptablesInput): BuiltServiceRules {
  const servicePorts = buildServicePorts(input.services, input.slices, input.nodeName);
  const endpointCount = servicePorts.reduce((count, { endpoints }) => count + endpoints.length, 0);
  const options: RuleOptions = {
    ...readProxyOptions(input),
    hasNFAcct: input.hasNFAcct ?? true,
    isLargeCluster: endpointCount > LARGE_CLUSTER_ENDPOINTS,
  };
  const services = servicePorts.map((servicePort) => ({
    name: servicePort.info.name,
    rules: serviceRules(servicePort, options),
  }));
  return { services, options };
}
