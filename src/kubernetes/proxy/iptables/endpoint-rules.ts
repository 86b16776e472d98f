/** How an endpoint is chosen (KUBE-SVC, KUBE-SVL) and reached (KUBE-SEP). */
import type { ProxyEndpoint } from '../endpoints.ts';
import { hostRange } from '../service-policy.ts';
import { KUBE_MARK_MASQ } from './chain-names.ts';
import type { IptablesMatch, IptablesRule } from './rule.ts';
import { endpointChain, protocolMatch, type ServiceContext } from './service-context.ts';

/**
 * First the endpoint that the client had before, where there is session affinity; then any with equal chance: each rule
 * takes its share of what the rules before it left, the last takes the rest.
 * Upstream: pkg/proxy/iptables/proxier.go writeServiceToEndpointRules (v1.36).
 */
export function policyChainRules(
  context: ServiceContext,
  chain: string,
  endpoints: readonly ProxyEndpoint[],
): readonly IptablesRule[] {
  const { name, info } = context;
  const choices = endpoints.map((endpoint): Choice => ({
    comment: endpointComment(context, ` -> ${endpoint.text}`),
    target: { type: 'jump', chain: endpointChain(context, endpoint) },
  }));
  const rule = (matches: readonly IptablesMatch[], target: Choice['target']): IptablesRule => ({
    chain,
    matches,
    target,
    servicePort: name,
    endpointCount: endpoints.length,
  });
  const seconds = info.stickyMaxAgeSeconds;
  const sticky =
    seconds === undefined
      ? []
      : choices.map(({ comment, target }) =>
          rule([...comment, { type: 'recentCheck', list: target.chain, seconds }], target),
        );
  const balanced = choices.map(({ comment, target }, i) => {
    const left = choices.length - i;
    return rule(left === 1 ? comment : [...comment, shareOf(left)], target);
  });
  return sticky.length === 0 ? balanced : [...sticky, ...balanced];
}

/** An endpoint as the rules that choose see it. */
interface Choice {
  readonly comment: readonly IptablesMatch[];
  readonly target: { readonly type: 'jump'; readonly chain: string };
}

const SHARES: IptablesMatch[] = [];

/** The chance of one among so many; the same object for all rules. */
function shareOf(left: number): IptablesMatch {
  // iptables knows ten digits of the probability, no more.
  SHARES[left] ??= { type: 'statistic', probability: Number((1 / left).toFixed(10)) };
  return SHARES[left];
}

/**
 * The endpoint's own chain: a packet that goes back to where it came from is masqueraded, the client is remembered
 * where there is session affinity, and the destination becomes the endpoint.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules, "Generate the per-endpoint chains" (v1.36).
 */
export function endpointRules(
  context: ServiceContext,
  endpoint: ProxyEndpoint,
): { readonly chain: string; readonly rules: readonly IptablesRule[] } {
  const { info, name } = context;
  const chain = endpointChain(context, endpoint);
  const comment = endpointComment(context, '');
  const protocol = protocolMatch(info.protocol);
  const remember: readonly IptablesMatch[] =
    info.stickyMaxAgeSeconds === undefined ? [protocol] : [{ type: 'recentSet', list: chain }, protocol];
  const hairpin: IptablesRule = {
    chain,
    matches: [...comment, { type: 'source', range: hostRange(endpoint.address), negated: false }],
    target: { type: 'jump', chain: KUBE_MARK_MASQ },
    servicePort: name,
  };
  const translate: IptablesRule = {
    chain,
    matches: comment.length === 0 ? remember : [...comment, ...remember],
    target: { type: 'dnat', address: endpoint.address, port: endpoint.port },
    servicePort: name,
  };
  return { chain, rules: [hairpin, translate] };
}

const NO_COMMENT: readonly IptablesMatch[] = [];

function endpointComment(context: ServiceContext, suffix: string): readonly IptablesMatch[] {
  return context.options.isLargeCluster ? NO_COMMENT : [{ type: 'comment', text: context.text + suffix }];
}
