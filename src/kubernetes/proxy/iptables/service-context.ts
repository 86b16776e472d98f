/** What the rules of one service port are made from, and the matches that they share. */
import { assertDefined } from '../../../base/assert.ts';
import { parseIPv4Host, type IPv4Range } from '../../net/range.ts';
import { formatServicePortName, type ServicePortName } from '../service-port-name.ts';
import { usesClusterEndpoints, usesLocalEndpoints } from '../service-port.ts';
import type { ServicePortInfo, ServicePortWithEndpoints } from '../service-port.ts';
import { categorizeEndpoints, type CategorizedEndpoints, type ProxyTopology } from '../topology.ts';
import { serviceChainNames, type ServiceChainNames } from './chain-names.ts';
import type { IptablesMatch } from './rule.ts';

/** What does not differ between service ports. */
export interface RuleOptions {
  readonly topology: ProxyTopology;
  /** The node's first address, an unsigned 32-bit number. */
  readonly nodeIP: number | undefined;
  /** How pods are told from others; undefined when nothing tells. */
  readonly clusterCIDR: IPv4Range | undefined;
  readonly masqueradeAll: boolean;
  readonly hasNFAcct: boolean;
  /** Whether the comments of endpoint rules are left out. */
  readonly isLargeCluster: boolean;
}

/** A service port with all that its rules depend on. */
export interface ServiceContext {
  readonly info: ServicePortInfo;
  readonly name: ServicePortName;
  /** `namespace/name:port`, as comments have it. */
  readonly text: string;
  readonly chains: ServiceChainNames;
  readonly endpoints: CategorizedEndpoints;
  readonly options: RuleOptions;
  /** Whether the policy for the clusterIP has an endpoint to send to. */
  readonly hasInternalEndpoints: boolean;
  /** Whether the policy for external traffic has; the short cut for inside traffic may exist without. */
  readonly hasExternalEndpoints: boolean;
  /** Whether load-balancer traffic passes source ranges first. */
  readonly usesFirewallChain: boolean;
}

/** Decides for one service port which endpoints and which chains are in use. */
export function createServiceContext(
  { info, endpoints }: ServicePortWithEndpoints,
  options: RuleOptions,
): ServiceContext {
  const use = { usesClusterEndpoints: usesClusterEndpoints(info), usesLocalEndpoints: usesLocalEndpoints(info) };
  const categorized = categorizeEndpoints(endpoints, use, options.topology);
  const { hasAnyEndpoints, localEndpoints } = categorized;
  const hasLocalEndpoints = localEndpoints.length > 0;
  return {
    info,
    name: info.name,
    text: formatServicePortName(info.name),
    chains: serviceChainNames(info.name),
    endpoints: categorized,
    options,
    hasInternalEndpoints: hasAnyEndpoints && (!info.isInternalPolicyLocal || hasLocalEndpoints),
    hasExternalEndpoints: hasAnyEndpoints && (!info.isExternalPolicyLocal || hasLocalEndpoints),
    usesFirewallChain: hasAnyEndpoints && info.loadBalancerVIPs.length > 0 && info.loadBalancerSourceRanges.length > 0,
  };
}

/** The chain to which the clusterIP leads. */
export function internalChain({ info, chains }: ServiceContext): string {
  return info.isInternalPolicyLocal ? chains.localPolicy : chains.clusterPolicy;
}

/** Matches `protocol`, then `-d address` where one is given, then `--dport port`. */
export function entryMatches(context: ServiceContext, port: number, address?: IPv4Range): readonly IptablesMatch[] {
  return [
    { type: 'protocol', protocol: context.info.protocol },
    ...(address === undefined ? [] : [{ type: 'destination', range: address } as const]),
    { type: 'destinationPort', port },
  ];
}

/** A comment that begins with the service port's name. */
export function serviceComment(context: ServiceContext, suffix: string): IptablesMatch {
  return { type: 'comment', text: context.text + suffix };
}

/** The range of an address that has been found to be one. */
export function hostRange(address: string): IPv4Range {
  return assertDefined(parseIPv4Host(address), `${address} was checked to be an IPv4 address`);
}
