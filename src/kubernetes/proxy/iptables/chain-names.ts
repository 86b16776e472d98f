/** The names of the chains: those that always stand there, and those made from a service port's or endpoint's name. */
import { sha256Base32 } from '../../../base/sha256.ts';
import { formatServicePortName, type ServicePortName } from '../service-port-name.ts';

/** Upstream: pkg/proxy/iptables/proxier.go, the constants at its head (v1.36). */
export const KUBE_SERVICES = 'KUBE-SERVICES';
export const KUBE_EXTERNAL_SERVICES = 'KUBE-EXTERNAL-SERVICES';
export const KUBE_NODEPORTS = 'KUBE-NODEPORTS';
export const KUBE_POSTROUTING = 'KUBE-POSTROUTING';
export const KUBE_MARK_MASQ = 'KUBE-MARK-MASQ';
export const KUBE_FORWARD = 'KUBE-FORWARD';
export const KUBE_PROXY_FIREWALL = 'KUBE-PROXY-FIREWALL';
export const KUBE_FIREWALL = 'KUBE-FIREWALL';

/** The chains of one service port; all end in the same hash. */
export interface ServiceChainNames {
  /** KUBE-SVC: the endpoints under the Cluster policy. */
  readonly clusterPolicy: string;
  /** KUBE-SVL: the endpoints under the Local policy. */
  readonly localPolicy: string;
  /** KUBE-EXT: entry of external traffic. */
  readonly external: string;
  /** KUBE-FW: entry of load-balancer traffic where source ranges stand. */
  readonly firewall: string;
}

/** Upstream: pkg/proxy/iptables/proxier.go portProtoHash (v1.36). */
export function serviceChainNames(name: ServicePortName): ServiceChainNames {
  const hash = chainHash(hashedName(name));
  return {
    clusterPolicy: `KUBE-SVC-${hash}`,
    localPolicy: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  };
}

/** KUBE-SEP, for one endpoint of one service port. Upstream: pkg/proxy/iptables/proxier.go servicePortEndpointChainName. */
export function endpointChainName(name: ServicePortName, endpoint: string): string {
  return `KUBE-SEP-${chainHash(hashedName(name) + endpoint)}`;
}

/** Whether it is a chain of a service port or endpoint. Upstream: pkg/proxy/iptables/proxier.go isServiceChainName (v1.36). */
export function isServiceChainName(chain: string): boolean {
  return /^KUBE-(SVC|SVL|EXT|FW|SEP)-/.test(chain);
}

function hashedName(name: ServicePortName): string {
  return formatServicePortName(name) + name.protocol.toLowerCase();
}

function chainHash(text: string): string {
  // Sixteen digits of five bits.
  return sha256Base32(text, 10);
}
