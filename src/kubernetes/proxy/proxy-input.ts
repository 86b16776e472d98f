/** What a node's kube-proxy goes by: the objects that it knows, and how it is configured. */
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service } from '../api/service.ts';
import { parseIPv4 } from '../net/address.ts';
import { parseIPv4CIDR, type IPv4Range } from '../net/range.ts';
import type { ProxyTopology } from './topology.ts';

/** What one node's kube-proxy knows, and how it is configured, in every mode. */
export interface ProxyInput {
  readonly nodeName: string;
  /** The node's own addresses, its primary one first. */
  readonly nodeIPs: readonly string[];
  /** The node's topology.kubernetes.io/zone label. */
  readonly zone?: string;
  /** The pods' range, by which traffic of pods is told from other traffic; without it nothing tells (detectLocalMode). */
  readonly clusterCIDR?: string;
  /** Whether all traffic to clusterIPs is masqueraded; false by default. */
  readonly masqueradeAll?: boolean;
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
}

/** What of it does not differ between service ports, read. */
export interface ProxyOptions {
  readonly topology: ProxyTopology;
  /** The node's own addresses, as unsigned 32-bit numbers, besides 127.0.0.0/8. */
  readonly localAddresses: ReadonlySet<number>;
  /** The first of them. */
  readonly nodeIP: number | undefined;
  /** How pods are told from others; undefined when nothing tells. */
  readonly clusterCIDR: IPv4Range | undefined;
  readonly masqueradeAll: boolean;
}

/** Reads the configuration; addresses and ranges that are not of IPv4 are left out. */
export function readProxyOptions(input: ProxyInput): ProxyOptions {
  const addresses = input.nodeIPs.map(parseIPv4).filter((address) => address !== undefined);
  return {
    topology: { nodeName: input.nodeName, ...(input.zone === undefined ? {} : { zone: input.zone }) },
    localAddresses: new Set(addresses),
    nodeIP: addresses[0],
    clusterCIDR: input.clusterCIDR === undefined ? undefined : parseIPv4CIDR(input.clusterCIDR),
    masqueradeAll: input.masqueradeAll ?? false,
  };
}
