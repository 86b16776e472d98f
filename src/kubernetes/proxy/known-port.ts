/** A service port as every node knows it: what differs from node to node is decided only when a node asks. */
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service } from '../api/service.ts';
import { rangeContains } from '../net/range.ts';
import type { ProxyEndpoint } from './endpoints.ts';
import type { IptablesFragment } from './iptables/fragment.ts';
import type { IpvsFragment } from './ipvs/fragment.ts';
import type { NftablesFragment } from './nftables/fragment.ts';
import type { ProxyOptions } from './proxy-input.ts';
import { portsWithEndpoints, usesLocalEndpoints, type ServicePortWithEndpoints } from './service-port.ts';

/** The port and its endpoints, none of which is local to anybody yet, and the rules that nodes have had made of them. */
export interface KnownPort extends ServicePortWithEndpoints {
  /** By `nodeVariant`: nodes to which the port looks alike share its rules. */
  readonly iptables: Map<string, IptablesFragment>;
  readonly nftables: Map<string, NftablesFragment>;
  readonly ipvs: Map<string, IpvsFragment>;
}

/** The ports of a Service with the endpoints that these slices of it list. */
export function toKnownPorts(service: Service, slices: readonly EndpointSlice[]): readonly KnownPort[] {
  return portsWithEndpoints(service, slices, '').map((port) => ({
    ...port,
    iptables: new Map(),
    nftables: new Map(),
    ipvs: new Map(),
  }));
}

/** The port as one node's kube-proxy sees it. */
export function asSeenFrom(
  { info, endpoints, unclaimedEndpoints: unclaimed }: KnownPort,
  nodeName: string,
): ServicePortWithEndpoints {
  return {
    info,
    endpoints: localizeAll(endpoints, nodeName),
    ...(unclaimed === undefined ? {} : { unclaimedEndpoints: localizeAll(unclaimed, nodeName) }),
  };
}

/** All that the port's rules depend on of the node, as a key. `isLocalityKept`: whether rules tell local endpoints even where no policy does. */
export function nodeVariant(
  { info, endpoints }: KnownPort,
  { topology: { nodeName, zone }, nodeIP }: ProxyOptions,
  isLocalityKept: boolean,
): string {
  const isLocalityAsked = isLocalityKept || usesLocalEndpoints(info);
  const isNamed =
    (isLocalityAsked && endpoints.some(isOn(nodeName))) ||
    endpoints.some(({ nodeHints }) => nodeHints.includes(nodeName));
  const isZoned = endpoints.some(({ zoneHints }) => zoneHints.length > 0);
  const ranges = info.loadBalancerSourceRanges;
  const isAllowed = nodeIP !== undefined && ranges.some((range) => rangeContains(range, nodeIP));
  return `${isNamed ? nodeName : ''} ${isZoned ? (zone ?? '') : ''} ${isAllowed ? 'allowed' : ''}`;
}

function isOn(node: string): (endpoint: ProxyEndpoint) => boolean {
  return ({ nodeName }) => nodeName === node;
}

function localizeAll(endpoints: readonly ProxyEndpoint[], node: string): readonly ProxyEndpoint[] {
  return endpoints.some(isOn(node)) ? endpoints.map((each) => localize(each, node)) : endpoints;
}

function localize(endpoint: ProxyEndpoint, node: string): ProxyEndpoint {
  return endpoint.nodeName === node && node !== '' ? { ...endpoint, isLocal: true } : endpoint;
}
