/** The chains, sets, rules and elements of one service port, put together. */
import type { ProxyOptions } from '../proxy-input.ts';
import { decideServicePolicy } from '../service-policy.ts';
import type { ServicePortWithEndpoints } from '../service-port.ts';
import { endpointObjects, hairpinElements, policyChainRules } from './endpoint-rules.ts';
import { entryElements } from './entry-elements.ts';
import { serviceChainNames } from './names.ts';
import type { NftablesObjects } from './rule-set.ts';
import type { ServiceContext } from './service-context.ts';
import { externalChainRules, firewallChainRules } from './traffic-rules.ts';

/** Upstream: pkg/proxy/nftables/proxier.go syncProxyRules, the body of its loop over service ports (v1.36). */
export function serviceObjects(servicePort: ServicePortWithEndpoints, options: ProxyOptions): NftablesObjects {
  const context = createContext(servicePort, options);
  const { chains, usesExternalChain, hasSourceRanges } = context;
  const { clusterEndpoints, localEndpoints, allReachableEndpoints } = context.endpoints;
  const perEndpoint = allReachableEndpoints.map((endpoint) => endpointObjects(context, endpoint));
  const perPolicy = [
    { chain: chains.clusterPolicy, endpoints: clusterEndpoints },
    { chain: chains.localPolicy, endpoints: localEndpoints },
  ].filter(({ endpoints }) => endpoints.length > 0);
  const used = [
    ...perPolicy.map(({ chain }) => chain),
    ...(usesExternalChain ? [chains.external] : []),
    ...(hasSourceRanges ? [chains.firewall] : []),
  ];
  return {
    chains: [...used.map((name) => ({ name })), ...perEndpoint.flatMap((objects) => objects.chains)],
    sets: perEndpoint.flatMap((objects) => objects.sets),
    rules: [
      ...(usesExternalChain ? externalChainRules(context) : []),
      ...(hasSourceRanges ? firewallChainRules(context) : []),
      ...perPolicy.flatMap(({ chain, endpoints }) => policyChainRules(context, chain, endpoints)),
      ...perEndpoint.flatMap((objects) => objects.rules),
    ],
    elements: [...entryElements(context), ...hairpinElements(context)],
  };
}

function createContext(servicePort: ServicePortWithEndpoints, options: ProxyOptions): ServiceContext {
  const policy = decideServicePolicy(servicePort, options);
  return {
    ...policy,
    chains: serviceChainNames(policy.name),
    options,
    protocolText: policy.info.protocol.toLowerCase(),
  };
}
