/** How external traffic is treated before an endpoint is chosen: what is masqueraded, and by which policy it goes. */
import { MASQUERADE_MARK } from '../masquerade-mark.ts';
import { allowedSources } from '../service-policy.ts';
import type { NftablesMatch, NftablesRule, NftablesStatement } from './rule.ts';
import type { ServiceContext } from './service-context.ts';

/**
 * Under the Cluster policy everything is masqueraded, since the endpoint may be on another node. Under the Local policy
 * sources are kept, and traffic from this cluster's pods and from the node itself takes the short cut to the endpoints
 * of all nodes, as if it had not left the cluster.
 * Upstream: pkg/proxy/nftables/proxier.go syncProxyRules, "Set up external traffic handling" (v1.36).
 */
export function externalChainRules(context: ServiceContext): readonly NftablesRule[] {
  const { info, chains } = context;
  const policyChain = info.isExternalPolicyLocal ? chains.localPolicy : chains.clusterPolicy;
  return [
    ...(info.isExternalPolicyLocal ? shortCutRules(context) : [external(context, [], MARK, 'masquerade')]),
    ...(context.hasExternalEndpoints ? [external(context, [], goTo(policyChain))] : []),
  ];
}

/** Lets the source ranges pass. Upstream: pkg/proxy/nftables/proxier.go syncProxyRules, usesFWChain (v1.36). */
export function firewallChainRules(context: ServiceContext): readonly NftablesRule[] {
  const { info, chains, options, name } = context;
  const others: NftablesMatch = { type: 'sourceNotIn', ranges: allowedSources(info, options) };
  return [{ chain: chains.firewall, matches: [others], statements: [{ type: 'drop' }], servicePort: name }];
}

function shortCutRules(context: ServiceContext): readonly NftablesRule[] {
  const { chains, options } = context;
  const fromNode: NftablesMatch = { type: 'sourceIsLocal' };
  const toAllNodes = goTo(chains.clusterPolicy);
  const podRules =
    options.clusterCIDR === undefined
      ? []
      : [
          external(
            context,
            [{ type: 'source', range: options.clusterCIDR, negated: false }],
            toAllNodes,
            'short-circuit pod traffic',
          ),
        ];
  return [
    ...podRules,
    external(context, [fromNode], MARK, 'masquerade local traffic'),
    external(context, [fromNode], toAllNodes, 'short-circuit local traffic'),
  ];
}

const MARK: NftablesStatement = { type: 'orMark', bits: MASQUERADE_MARK };

function goTo(chain: string): NftablesStatement {
  return { type: 'goto', chain };
}

function external(
  context: ServiceContext,
  matches: readonly NftablesMatch[],
  statement: NftablesStatement,
  comment?: string,
): NftablesRule {
  return {
    chain: context.chains.external,
    matches,
    statements: [statement],
    ...(comment === undefined ? {} : { comment }),
    servicePort: context.name,
  };
}
