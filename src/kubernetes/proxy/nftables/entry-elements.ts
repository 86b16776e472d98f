/** Where traffic for a service port enters, or is turned away: the elements of the maps that every packet is looked up in. */
import {
  CLUSTER_IPS,
  FIREWALL_IPS,
  NO_ENDPOINT_NODEPORTS,
  NO_ENDPOINT_SERVICES,
  REJECT_CHAIN,
  SERVICE_IPS,
  SERVICE_NODEPORTS,
} from './names.ts';
import type { NftablesElement } from './rule-set.ts';
import type { ServiceContext } from './service-context.ts';

/** All entries in kube-proxy's order. Upstream: pkg/proxy/nftables/proxier.go syncProxyRules, "Capture ..." (v1.36). */
export function entryElements(context: ServiceContext): readonly NftablesElement[] {
  const { info, chains, protocolText } = context;
  const internalChain = info.isInternalPolicyLocal ? chains.localPolicy : chains.clusterPolicy;
  const clusterIPKey = [info.clusterIP, protocolText, String(info.port)];
  return [
    { set: CLUSTER_IPS, key: [info.clusterIP], servicePort: context.name },
    context.hasInternalEndpoints
      ? enter(context, SERVICE_IPS, clusterIPKey, internalChain)
      : turnAway(context, NO_ENDPOINT_SERVICES, clusterIPKey),
    ...info.externalIPs.flatMap((address) => externalEntry(context, address)),
    ...info.loadBalancerVIPs.flatMap((address) => externalEntry(context, address)),
    ...(context.hasSourceRanges ? info.loadBalancerVIPs.map((address) => firewallElement(context, address)) : []),
    ...nodePortEntry(context),
  ];
}

function externalEntry(context: ServiceContext, address: string): readonly NftablesElement[] {
  const key = [address, context.protocolText, String(context.info.port)];
  return [
    ...(context.usesExternalChain ? [enter(context, SERVICE_IPS, key, context.chains.external)] : []),
    ...(context.hasExternalEndpoints ? [] : [turnAway(context, NO_ENDPOINT_SERVICES, key)]),
  ];
}

/** Node ports are not subject to loadBalancerSourceRanges. */
function nodePortEntry(context: ServiceContext): readonly NftablesElement[] {
  const { nodePort } = context.info;
  if (nodePort === undefined) return [];
  const key = [context.protocolText, String(nodePort)];
  return [
    ...(context.usesExternalChain ? [enter(context, SERVICE_NODEPORTS, key, context.chains.external)] : []),
    ...(context.hasExternalEndpoints ? [] : [turnAway(context, NO_ENDPOINT_NODEPORTS, key)]),
  ];
}

function firewallElement(context: ServiceContext, address: string): NftablesElement {
  const key = [address, context.protocolText, String(context.info.port)];
  return enter(context, FIREWALL_IPS, key, context.chains.firewall);
}

function enter(context: ServiceContext, set: string, key: readonly string[], chain: string): NftablesElement {
  return { set, key, verdict: { type: 'goto', chain }, servicePort: context.name };
}

/** Rejects when nobody could answer; drops when others could, so that a load balancer may try another node. */
function turnAway(context: ServiceContext, set: string, key: readonly string[]): NftablesElement {
  return {
    set,
    key,
    comment: context.text,
    verdict: context.endpoints.hasAnyEndpoints ? { type: 'drop' } : { type: 'goto', chain: REJECT_CHAIN },
    servicePort: context.name,
    endpointCount: 0,
  };
}
