/** What the iptables rules of one service port are made from, and the matches that they share. */
import { assertDefined } from '../../../base/assert.ts';
import type { Protocol } from '../../api/meta.ts';
import type { IPv4Range } from '../../net/range.ts';
import type { ProxyEndpoint } from '../endpoints.ts';
import type { ProxyOptions } from '../proxy-input.ts';
import { decideServicePolicy, type ServicePolicy } from '../service-policy.ts';
import type { ServicePortWithEndpoints } from '../service-port.ts';
import { endpointChainName, serviceChainNames, type ServiceChainNames } from './chain-names.ts';
import type { IptablesMatch } from './rule.ts';

/** What does not differ between service ports. */
export interface RuleOptions extends ProxyOptions {
  readonly hasNFAcct: boolean;
  /** Whether the comments of endpoint rules are left out. */
  readonly isLargeCluster: boolean;
}

/** A service port with all that its rules depend on. */
export interface ServiceContext extends ServicePolicy {
  readonly chains: ServiceChainNames;
  /** The chain of each reachable endpoint, by its text. */
  readonly endpointChains: ReadonlyMap<string, string>;
  readonly options: RuleOptions;
  /** Whether load-balancer traffic passes source ranges first. */
  readonly usesFirewallChain: boolean;
}

/** Decides for one service port which endpoints and which chains are in use. */
export function createServiceContext(servicePort: ServicePortWithEndpoints, options: RuleOptions): ServiceContext {
  const policy = decideServicePolicy(servicePort, options);
  return {
    ...policy,
    chains: serviceChainNames(policy.name),
    endpointChains: new Map(
      policy.endpoints.allReachableEndpoints.map(({ text }) => [text, endpointChainName(policy.name, text)]),
    ),
    options,
    usesFirewallChain: policy.endpoints.hasAnyEndpoints && policy.hasSourceRanges,
  };
}

/** The endpoint's own chain. */
export function endpointChain({ endpointChains }: ServiceContext, endpoint: ProxyEndpoint): string {
  return assertDefined(endpointChains.get(endpoint.text), `${endpoint.text} is reachable`);
}

/** The chain to which the clusterIP leads. */
export function internalChain({ info, chains }: ServiceContext): string {
  return info.isInternalPolicyLocal ? chains.localPolicy : chains.clusterPolicy;
}

/** Matches `protocol`, then `-d address` where one is given, then `--dport port`. */
export function entryMatches(context: ServiceContext, port: number, address?: IPv4Range): readonly IptablesMatch[] {
  const protocol = protocolMatch(context.info.protocol);
  const toPort: IptablesMatch = { type: 'destinationPort', port };
  return address === undefined ? [protocol, toPort] : [protocol, { type: 'destination', range: address }, toPort];
}

const PROTOCOL_MATCHES: Readonly<Record<Protocol, IptablesMatch>> = {
  TCP: { type: 'protocol', protocol: 'TCP' },
  UDP: { type: 'protocol', protocol: 'UDP' },
  SCTP: { type: 'protocol', protocol: 'SCTP' },
};

/** Matches `protocol`. */
export function protocolMatch(protocol: Protocol): IptablesMatch {
  return PROTOCOL_MATCHES[protocol];
}

/** A comment that begins with the service port's name. */
export function serviceComment(context: ServiceContext, suffix: string): IptablesMatch {
  return { type: 'comment', text: context.text + suffix };
}
