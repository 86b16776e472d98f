/** Where traffic for a service port enters: clusterIP, external IPs, load-balancer VIPs, node port; or is turned away. */
import { LOOPBACK } from '../node-addresses.ts';
import { hostRange } from '../service-policy.ts';
import { KUBE_EXTERNAL_SERVICES, KUBE_NODEPORTS, KUBE_PROXY_FIREWALL, KUBE_SERVICES } from './chain-names.ts';
import type { IptablesMatch, IptablesRule } from './rule.ts';
import { entryMatches, internalChain, serviceComment, type ServiceContext } from './service-context.ts';

/** The rules of one or all entries. */
export interface EntryRules {
  readonly filterRules: readonly IptablesRule[];
  readonly natRules: readonly IptablesRule[];
}

/** All entries in kube-proxy's order. Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, "Capture the ..." (v1.36). */
export function entryRules(context: ServiceContext): EntryRules {
  const entries = [
    clusterIPEntry(context),
    ...context.info.externalIPs.map((address) => externalIPEntry(context, address)),
    loadBalancerEntry(context),
    nodePortEntry(context),
    healthCheckEntry(context),
  ];
  return {
    filterRules: entries.flatMap((entry) => entry.filterRules),
    natRules: entries.flatMap((entry) => entry.natRules),
  };
}

function clusterIPEntry(context: ServiceContext): EntryRules {
  const matches = entryMatches(context, context.info.port, hostRange(context.info.clusterIP));
  if (!context.hasInternalEndpoints) {
    return { filterRules: [turnAway(context, KUBE_SERVICES, matches)], natRules: [] };
  }
  const enter = jump(context, KUBE_SERVICES, ' cluster IP', matches, internalChain(context));
  return { filterRules: [], natRules: [enter] };
}

function externalIPEntry(context: ServiceContext, address: string): EntryRules {
  const matches = entryMatches(context, context.info.port, hostRange(address));
  const enter = jump(context, KUBE_SERVICES, ' external IP', matches, context.chains.external);
  return {
    natRules: context.endpoints.hasAnyEndpoints ? [enter] : [],
    filterRules: turnAwayExternal(context, matches),
  };
}

function loadBalancerEntry(context: ServiceContext): EntryRules {
  const { info, chains, usesFirewallChain } = context;
  const entry = usesFirewallChain ? chains.firewall : chains.external;
  const byAddress = info.loadBalancerVIPs.map((address) => entryMatches(context, info.port, hostRange(address)));
  return {
    natRules: context.endpoints.hasAnyEndpoints
      ? byAddress.map((matches) => jump(context, KUBE_SERVICES, ' loadbalancer IP', matches, entry))
      : [],
    filterRules: [
      ...(usesFirewallChain ? byAddress.map((matches) => dropUnaccepted(context, matches)) : []),
      ...byAddress.flatMap((matches) => turnAwayExternal(context, matches)),
    ],
  };
}

/** Node ports are not subject to loadBalancerSourceRanges. */
function nodePortEntry(context: ServiceContext): EntryRules {
  const { info, options, chains } = context;
  if (info.nodePort === undefined) return { filterRules: [], natRules: [] };
  const matches = entryMatches(context, info.nodePort);
  const countLocalhost: IptablesMatch = { type: 'nfacct', name: 'localhost_nps_accepted_pkts' };
  const viaLocalhost = [...entryMatches(context, info.nodePort, LOOPBACK), countLocalhost];
  const enter = [...(options.hasNFAcct ? [viaLocalhost] : []), matches];
  return {
    natRules: context.endpoints.hasAnyEndpoints
      ? enter.map((entry) => jump(context, KUBE_NODEPORTS, '', entry, chains.external))
      : [],
    filterRules: turnAwayExternal(context, [{ type: 'addressIsLocal', end: 'destination' }, ...matches]),
  };
}

/** The health check answers on nodes without local endpoints too: to say so. */
function healthCheckEntry(context: ServiceContext): EntryRules {
  const port = context.info.healthCheckNodePort;
  if (port === undefined) return { filterRules: [], natRules: [] };
  const accept: IptablesRule = {
    chain: KUBE_NODEPORTS,
    matches: [
      serviceComment(context, ' health check node port'),
      { type: 'protocol', protocol: 'TCP' },
      { type: 'destinationPort', port },
    ],
    target: { type: 'accept' },
    servicePort: context.name,
  };
  return { filterRules: [accept], natRules: [] };
}

function jump(
  context: ServiceContext,
  chain: string,
  comment: string,
  matches: readonly IptablesMatch[],
  target: string,
): IptablesRule {
  return {
    chain,
    matches: [serviceComment(context, comment), ...matches],
    target: { type: 'jump', chain: target },
    servicePort: context.name,
  };
}

/** Drops what the source ranges did not let into the external chain, and which so kept its destination. */
function dropUnaccepted(context: ServiceContext, matches: readonly IptablesMatch[]): IptablesRule {
  return {
    chain: KUBE_PROXY_FIREWALL,
    matches: [serviceComment(context, ` traffic not accepted by ${context.chains.firewall}`), ...matches],
    target: { type: 'drop' },
    servicePort: context.name,
  };
}

function turnAwayExternal(context: ServiceContext, matches: readonly IptablesMatch[]): readonly IptablesRule[] {
  return context.hasExternalEndpoints ? [] : [turnAway(context, KUBE_EXTERNAL_SERVICES, matches)];
}

/** Rejects when nobody could answer; drops when others could, so that a load balancer may try another node. */
function turnAway(context: ServiceContext, chain: string, matches: readonly IptablesMatch[]): IptablesRule {
  const { hasAnyEndpoints } = context.endpoints;
  return {
    chain,
    matches: [serviceComment(context, hasAnyEndpoints ? ' has no local endpoints' : ' has no endpoints'), ...matches],
    target: { type: hasAnyEndpoints ? 'drop' : 'reject' },
    servicePort: context.name,
    endpointCount: 0,
  };
}
