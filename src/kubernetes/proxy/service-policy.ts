/** What the rules of one service port are made from in every mode: where its traffic may go, and from whom it may come. */
import { assertDefined } from '../../base/assert.ts';
import { parseIPv4Host, rangeContains, type IPv4Range } from '../net/range.ts';
import type { ProxyOptions } from './proxy-input.ts';
import { formatServicePortName, type ServicePortName } from './service-port-name.ts';
import { isExternallyAccessible, usesClusterEndpoints, usesLocalEndpoints } from './service-port.ts';
import type { ServicePortInfo, ServicePortWithEndpoints } from './service-port.ts';
import { categorizeEndpoints, type CategorizedEndpoints } from './topology.ts';

/** A service port with what kube-proxy has decided about it. */
export interface ServicePolicy {
  readonly info: ServicePortInfo;
  readonly name: ServicePortName;
  /** `namespace/name:port`, as comments have it. */
  readonly text: string;
  readonly endpoints: CategorizedEndpoints;
  /** Whether the policy for the clusterIP has an endpoint to send to. */
  readonly hasInternalEndpoints: boolean;
  /** Whether the policy for external traffic has; the short cut for inside traffic may exist without. */
  readonly hasExternalEndpoints: boolean;
  /** Whether external traffic gets a chain. Even without endpoints for it: the short cut leads through it. */
  readonly usesExternalChain: boolean;
  /** Whether load-balancer traffic has to come from certain ranges. */
  readonly hasSourceRanges: boolean;
}

/** Decides for one service port which endpoints are in use and which traffic has any. */
export function decideServicePolicy(
  { info, endpoints }: ServicePortWithEndpoints,
  options: ProxyOptions,
): ServicePolicy {
  const use = { usesClusterEndpoints: usesClusterEndpoints(info), usesLocalEndpoints: usesLocalEndpoints(info) };
  const categorized = categorizeEndpoints(endpoints, use, options.topology);
  const { hasAnyEndpoints, localEndpoints } = categorized;
  const hasLocalEndpoints = localEndpoints.length > 0;
  return {
    info,
    name: info.name,
    text: formatServicePortName(info.name),
    endpoints: categorized,
    hasInternalEndpoints: hasAnyEndpoints && (!info.isInternalPolicyLocal || hasLocalEndpoints),
    hasExternalEndpoints: hasAnyEndpoints && (!info.isExternalPolicyLocal || hasLocalEndpoints),
    usesExternalChain: hasAnyEndpoints && isExternallyAccessible(info),
    hasSourceRanges: info.loadBalancerVIPs.length > 0 && info.loadBalancerSourceRanges.length > 0,
  };
}

/**
 * From where load-balancer traffic is let in. A node that holds the VIP as an address of its own sends to it from that
 * very address, so where the node may the VIPs may too.
 */
export function allowedSources(info: ServicePortInfo, { nodeIP }: ProxyOptions): readonly IPv4Range[] {
  const allowsNode =
    nodeIP !== undefined && info.loadBalancerSourceRanges.some((range) => rangeContains(range, nodeIP));
  return [...info.loadBalancerSourceRanges, ...(allowsNode ? info.loadBalancerVIPs.map(hostRange) : [])];
}

/** The range of an address that has been found to be one. */
export function hostRange(address: string): IPv4Range {
  return assertDefined(parseIPv4Host(address), `${address} was checked to be an IPv4 address`);
}
