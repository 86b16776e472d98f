/** How traffic that has entered is treated before an endpoint is chosen: what is masqueraded, and by which policy it goes. */
import type { IPv4Range } from '../../net/range.ts';
import { allowedSources, hostRange } from '../service-policy.ts';
import { KUBE_MARK_MASQ } from './chain-names.ts';
import type { IptablesMatch, IptablesRule } from './rule.ts';
import { entryMatches, internalChain, serviceComment, type ServiceContext } from './service-context.ts';

/**
 * Masquerades what comes to the clusterIP from outside the pods: its reply must come back this way.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, "Set up internal traffic handling" (v1.36).
 */
export function internalMasqueradeRules(context: ServiceContext): readonly IptablesRule[] {
  const { info, options } = context;
  if (!context.hasInternalEndpoints) return [];
  if (!options.masqueradeAll && options.clusterCIDR === undefined) return [];
  const matches = [
    serviceComment(context, ' cluster IP'),
    ...entryMatches(context, info.port, hostRange(info.clusterIP)),
  ];
  const ifNotLocal: readonly IptablesMatch[] =
    options.masqueradeAll || options.clusterCIDR === undefined
      ? []
      : [{ type: 'source', range: options.clusterCIDR, negated: true }];
  return [jump(context, internalChain(context), [...matches, ...ifNotLocal], KUBE_MARK_MASQ)];
}

/**
 * KUBE-EXT. Under the Cluster policy everything is masqueraded, since the endpoint may be on another node. Under the
 * Local policy sources are kept, and traffic from this cluster's pods and from the node itself takes the short cut to
 * the endpoints of all nodes, as if it had not left the cluster.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, "Set up external traffic handling" (v1.36).
 */
export function externalChainRules(context: ServiceContext): readonly IptablesRule[] {
  const { info, chains } = context;
  const policyChain = info.isExternalPolicyLocal ? chains.localPolicy : chains.clusterPolicy;
  return [
    ...(info.isExternalPolicyLocal ? shortCutRules(context) : [masqueradeExternal(context)]),
    ...(context.hasExternalEndpoints ? [jump(context, chains.external, [], policyChain)] : []),
  ];
}

/**
 * KUBE-FW: lets the source ranges pass. What falls through keeps its destination and is dropped by KUBE-PROXY-FIREWALL.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, "Set up firewall chain, if needed" (v1.36).
 */
export function firewallChainRules(context: ServiceContext): readonly IptablesRule[] {
  const { info, chains, options } = context;
  const comment = serviceComment(context, ' loadbalancer IP');
  return [
    ...allowedSources(info, options).map((range) =>
      jump(context, chains.firewall, [comment, source(range)], chains.external),
    ),
    {
      chain: chains.firewall,
      matches: [{ type: 'comment', text: `other traffic to ${context.text} will be dropped by KUBE-PROXY-FIREWALL` }],
      servicePort: context.name,
    },
  ];
}

function masqueradeExternal(context: ServiceContext): IptablesRule {
  return jump(context, context.chains.external, [externalComment(context, 'masquerade traffic')], KUBE_MARK_MASQ);
}

function shortCutRules(context: ServiceContext): readonly IptablesRule[] {
  const { chains, options } = context;
  const fromNode: IptablesMatch = { type: 'addressIsLocal', end: 'source' };
  const podRules =
    options.clusterCIDR === undefined
      ? []
      : [
          jump(
            context,
            chains.external,
            [externalComment(context, 'pod traffic'), source(options.clusterCIDR)],
            chains.clusterPolicy,
          ),
        ];
  return [
    ...podRules,
    jump(context, chains.external, [externalComment(context, 'masquerade LOCAL traffic'), fromNode], KUBE_MARK_MASQ),
    jump(context, chains.external, [externalComment(context, 'route LOCAL traffic'), fromNode], chains.clusterPolicy),
  ];
}

function externalComment(context: ServiceContext, what: string): IptablesMatch {
  return { type: 'comment', text: `${what} for ${context.text} external destinations` };
}

function source(range: IPv4Range): IptablesMatch {
  return { type: 'source', range, negated: false };
}

function jump(context: ServiceContext, chain: string, matches: readonly IptablesMatch[], target: string): IptablesRule {
  return { chain, matches, target: { type: 'jump', chain: target }, servicePort: context.name };
}
