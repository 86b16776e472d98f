/** The names in kube-proxy's nftables table: those that always stand there, and those made from a service port's name. */
import { sha256Base32 } from '../../../base/sha256.ts';
import type { ProxyEndpoint } from '../endpoints.ts';
import type { ServicePortName } from '../service-port-name.ts';

/** Upstream: pkg/proxy/nftables/proxier.go, the constants at its head (v1.36). */
export const SERVICES = 'services';
export const MASQUERADING = 'masquerading';
export const FIREWALL_CHECK = 'firewall-check';
export const CLUSTER_IPS_CHECK = 'cluster-ips-check';
export const SERVICE_ENDPOINTS_CHECK = 'service-endpoints-check';
export const NODEPORT_ENDPOINTS_CHECK = 'nodeport-endpoints-check';
export const REJECT_CHAIN = 'reject-chain';

/** The sets and maps among them. */
export const CLUSTER_IPS = 'cluster-ips';
export const HAIRPIN_CONNECTIONS = 'hairpin-connections';
export const NODEPORT_IPS = 'nodeport-ips';
export const FIREWALL_IPS = 'firewall-ips';
export const NO_ENDPOINT_NODEPORTS = 'no-endpoint-nodeports';
export const NO_ENDPOINT_SERVICES = 'no-endpoint-services';
export const SERVICE_IPS = 'service-ips';
export const SERVICE_NODEPORTS = 'service-nodeports';

/** nftables allows 256 characters, of which up to 16 are for the prefix. */
const LONGEST_BASE_NAME = 240;

/** The chains of one service port; all end alike. */
export interface ServiceChainNames {
  /** The endpoints under the Cluster policy. */
  readonly clusterPolicy: string;
  /** The endpoints under the Local policy. */
  readonly localPolicy: string;
  /** Entry of external traffic. */
  readonly external: string;
  /** Who may send to the load balancer, where source ranges stand. */
  readonly firewall: string;
}

/** What an endpoint has of its own where there is session affinity. */
export interface EndpointNames {
  readonly chain: string;
  /** The set of the sources that have been sent to it. */
  readonly affinitySet: string;
}

/** Upstream: pkg/proxy/nftables/proxier.go servicePortChainNameBase (v1.36). */
export function serviceChainNames(name: ServicePortName): ServiceChainNames {
  const base = hashAndTruncate(pathOf(name));
  return {
    clusterPolicy: `service-${base}`,
    localPolicy: `local-${base}`,
    external: `external-${base}`,
    firewall: `firewall-${base}`,
  };
}

/** Upstream: pkg/proxy/nftables/proxier.go servicePortEndpointChainNameBase (v1.36). */
export function endpointNames(name: ServicePortName, endpoint: ProxyEndpoint): EndpointNames {
  const base = hashAndTruncate(`${pathOf(name)}__${endpoint.address}/${endpoint.port}`);
  return { chain: `endpoint-${base}`, affinitySet: `affinity-${base}` };
}

function pathOf({ namespace, name, port, protocol }: ServicePortName): string {
  return `${namespace}/${name}/${protocol.toLowerCase()}/${port}`;
}

/** The hash tells names apart that differ late, or only in what is cut off. */
function hashAndTruncate(name: string): string {
  const hashed = `${sha256Base32(name, 5)}-${name}`;
  return hashed.length > LONGEST_BASE_NAME ? `${hashed.slice(0, LONGEST_BASE_NAME - 3)}...` : hashed;
}
