/** How an endpoint is chosen and reached. */
import type { ProxyEndpoint } from '../endpoints.ts';
import { endpointNames, HAIRPIN_CONNECTIONS } from './names.ts';
import type { NftablesMatch, NftablesRule, NftablesStatement } from './rule.ts';
import type { NftablesElement, NftablesObjects } from './rule-set.ts';
import type { ServiceContext } from './service-context.ts';

/**
 * First the endpoint that the client had before, where there is session affinity; then any with equal chance. Without
 * affinity the choice is the translation too, and endpoints have no chains.
 * Upstream: pkg/proxy/nftables/proxier.go writeServiceToEndpointRules (v1.36).
 */
export function policyChainRules(
  context: ServiceContext,
  chain: string,
  endpoints: readonly ProxyEndpoint[],
): readonly NftablesRule[] {
  const { name, info } = context;
  const rule = (matches: readonly NftablesMatch[], statement: NftablesStatement): NftablesRule => ({
    chain,
    matches,
    statements: [statement],
    servicePort: name,
    endpointCount: endpoints.length,
  });
  const seconds = info.stickyMaxAgeSeconds;
  if (seconds === undefined) {
    const destinations = endpoints.map(({ address, port }) => ({ address, port }));
    return [rule([{ type: 'protocol', protocol: info.protocol }], { type: 'dnatToAny', destinations })];
  }
  const targets = endpoints.map((endpoint) => endpointNames(name, endpoint));
  return [
    ...targets.map((target) =>
      rule([{ type: 'sourceRemembered', set: target.affinitySet, seconds }], { type: 'goto', chain: target.chain }),
    ),
    rule([], { type: 'gotoAny', chains: targets.map((target) => target.chain) }),
  ];
}

/**
 * With session affinity each endpoint has a chain, which remembers the client and translates the destination.
 * Upstream: pkg/proxy/nftables/proxier.go syncProxyRules, "Generate the per-endpoint chains" (v1.36).
 */
export function endpointObjects(
  context: ServiceContext,
  endpoint: ProxyEndpoint,
): Pick<NftablesObjects, 'chains' | 'sets' | 'rules'> {
  const { info, name } = context;
  const timeoutSeconds = info.stickyMaxAgeSeconds;
  if (timeoutSeconds === undefined) return { chains: [], sets: [], rules: [] };
  const { chain, affinitySet } = endpointNames(name, endpoint);
  const to = { address: endpoint.address, port: endpoint.port };
  return {
    chains: [{ name: chain }],
    sets: [{ kind: 'set', name: affinitySet, keyType: 'ipv4_addr', timeoutSeconds }],
    rules: [
      { chain, matches: [], statements: [{ type: 'remember', set: affinitySet }], servicePort: name },
      {
        chain,
        matches: [{ type: 'protocol', protocol: info.protocol }],
        statements: [{ type: 'dnat', to }],
        servicePort: name,
      },
    ],
  };
}

/** A packet that goes back to where it came from is masqueraded; only endpoints of this node can send such a packet here. */
export function hairpinElements(context: ServiceContext): readonly NftablesElement[] {
  return context.endpoints.allReachableEndpoints
    .filter((endpoint) => endpoint.isLocal)
    .map(({ address, port }) => ({
      set: HAIRPIN_CONNECTIONS,
      key: [address, address, context.protocolText, String(port)],
      servicePort: context.name,
    }));
}
