/** The networking part of kind's cluster config: ranges of addresses, and how kube-proxy works. */
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import { formatIPv4 } from '../../kubernetes/net/address.ts';
import { type IPv4Range, parseIPv4CIDR, rangeContains } from '../../kubernetes/net/range.ts';
import { POD_CIDR, SERVICE_CIDR } from '../constants.ts';

/** How the kube-proxies program their nodes; with `none` there are none. */
export type KubeProxyMode = 'iptables' | 'nftables' | 'ipvs' | 'none';

/** The network of a cluster. */
export interface Networking {
  /** The range of which each node has a /24 for its pods. */
  readonly podCIDR: string;
  /** The range of cluster IPs. */
  readonly serviceCIDR: string;
  readonly kubeProxyMode: KubeProxyMode;
}

/** What kind does when nothing is said. Upstream: sigs.k8s.io/kind/pkg/apis/config/v1alpha4/default.go. */
export const DEFAULT_NETWORKING: Networking = {
  podCIDR: POD_CIDR,
  serviceCIDR: SERVICE_CIDR,
  kubeProxyMode: 'iptables',
};

/** Upstream: sigs.k8s.io/kind/pkg/apis/config/v1alpha4 Networking; kind refuses other fields, too. */
const FIELDS = [
  'apiServerAddress',
  'apiServerPort',
  'disableDefaultCNI',
  'dnsSearch',
  'ipFamily',
  'kubeProxyMode',
  'podSubnet',
  'serviceSubnet',
];
const MODES: readonly KubeProxyMode[] = ['iptables', 'nftables', 'ipvs', 'none'];
/** Upstream: cmd/kube-controller-manager node-cidr-mask-size (v1.36). */
const NODE_PREFIX = 24;
/** Upstream: pkg/controller/nodeipam/ipam/cidrset maxPrefixLength: at most 2^16 nodes. */
const POD_PREFIXES: readonly [number, number] = [8, NODE_PREFIX];
/** Upstream: cmd/kube-apiserver maxCIDRBits is 20; the tenth address, kube-dns's, has to be in it. */
const SERVICE_PREFIXES: readonly [number, number] = [12, 28];
/** Where the nodes' own addresses begin: the first of these that no other range of the cluster holds. */
const NODE_NETWORKS = ['192.168.0.0/16', '172.18.0.0/16', '10.200.0.0/16'];
const FIRST_NODE = 10;

/** The network that the document asks for, or what is wrong with it, as `path: problem`. */
export function readNetworking(value: JsonValue | undefined): Networking | { readonly fault: string } {
  if (value === undefined || value === null) return DEFAULT_NETWORKING;
  if (!isJsonObject(value)) return { fault: 'networking: must be an object' };
  const unknown = Object.keys(value).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) return { fault: `networking.${unknown}: unknown field` };
  const mode = MODES.find((each) => each === (value['kubeProxyMode'] ?? DEFAULT_NETWORKING.kubeProxyMode));
  if (mode === undefined) return { fault: `networking.kubeProxyMode: must be ${MODES.join(', ')}` };
  const pods = readRange(value['podSubnet'] ?? POD_CIDR, POD_PREFIXES);
  if (typeof pods === 'string') return { fault: `networking.podSubnet: ${pods}` };
  const services = readRange(value['serviceSubnet'] ?? SERVICE_CIDR, SERVICE_PREFIXES);
  if (typeof services === 'string') return { fault: `networking.serviceSubnet: ${services}` };
  if (overlap(pods, services)) return { fault: 'networking.serviceSubnet: must not overlap the podSubnet' };
  return { podCIDR: pods.text, serviceCIDR: services.text, kubeProxyMode: mode };
}

/** How many nodes the range of pod addresses has room for. */
export function roomForNodes({ podCIDR }: Networking): number {
  return 2 ** (NODE_PREFIX - prefixOf(podCIDR));
}

/** The pod range of the node with this number, from 1; the first /24 comes last, as kind gives it to the control plane. */
export function podRangeOf(networking: Networking, number: number): string {
  const network = parseIPv4CIDR(networking.podCIDR)?.network ?? 0;
  const index = number % roomForNodes(networking);
  return `${formatIPv4((network + index * 2 ** (32 - NODE_PREFIX)) >>> 0)}/${NODE_PREFIX}`;
}

/** The address of the node with this number, from 1. */
export function nodeAddressOf({ podCIDR, serviceCIDR }: Networking, number: number): string {
  const others = [podCIDR, serviceCIDR].flatMap((text) => parseIPv4CIDR(text) ?? []);
  const networks = NODE_NETWORKS.flatMap((text) => parseIPv4CIDR(text) ?? []);
  const free = networks.find((range) => !others.some((other) => overlap(range, other)));
  return formatIPv4((free?.network ?? 0) + FIRST_NODE + number);
}

/** The address with this place in the range of cluster IPs: 1 is the Service kubernetes, 10 is kube-dns. */
export function serviceAddressOf({ serviceCIDR }: Pick<Networking, 'serviceCIDR'>, place: number): string {
  return formatIPv4((parseIPv4CIDR(serviceCIDR)?.network ?? 0) + place);
}

function readRange(value: JsonValue, [least, most]: readonly [number, number]): IPv4Range | string {
  const range = typeof value === 'string' ? parseIPv4CIDR(value) : undefined;
  if (range === undefined) return 'must be a range of IPv4 addresses such as 10.244.0.0/16';
  const prefix = prefixOf(range.text);
  return prefix < least || prefix > most ? `must be between /${least} and /${most}` : range;
}

function prefixOf(cidr: string): number {
  return Number(cidr.slice(cidr.indexOf('/') + 1));
}

function overlap(left: IPv4Range, right: IPv4Range): boolean {
  return rangeContains(left, right.network) || rangeContains(right, left.network);
}
