/** The rules of one node, made piece by piece as packets ask for them. */
import { internalIP, type Node } from '../api/node.ts';
import { parseIPv4CIDR, type IPv4Range } from '../net/range.ts';
import type { FixedChains } from './iptables/chain-source.ts';
import type { RuleOptions } from './iptables/service-context.ts';
import type { KnownPort } from './known-port.ts';
import type { NftablesRule } from './nftables/rule.ts';
import { readProxyOptions, type ProxyOptions } from './proxy-input.ts';
import type { ServiceIndex } from './service-index.ts';
import { compareServicePortNames } from './service-port-name.ts';

/** How kube-proxy makes Services work on its node. Upstream: pkg/proxy/apis/config/types.go ProxyMode (v1.36). */
export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';

/** What of a node's rules is not in its Services. */
export interface NodeSetting {
  readonly mode: ProxyMode;
  readonly options: ProxyOptions;
  /** The node's own addresses as text, its primary one first. */
  readonly nodeIPs: readonly string[];
  /** The ranges that clusterIPs are taken from. */
  readonly serviceCIDRs: readonly IPv4Range[];
  /** What every packet meets, made for the first one. */
  readonly made: MadeOnce;
}

/** The parts of a node's rules that do not hang on its Services. */
interface MadeOnce {
  /** Of the latest kind that was asked for: a large cluster's rules are others. */
  iptables?: RuleOptions;
  nftables?: ReadonlyMap<string, readonly NftablesRule[]>;
  ipvs?: FixedChains['tables'];
}

/** The setting, frozen: nothing of it ever changes but what is made once. */
export function createNodeSetting(
  mode: ProxyMode,
  options: ProxyOptions,
  nodeIPs: readonly string[],
  serviceCIDRs: readonly IPv4Range[],
): NodeSetting {
  return Object.freeze({ mode, options, nodeIPs, serviceCIDRs, made: {} });
}

/** How the kube-proxies of a cluster are run. */
export interface ProxyConfiguration {
  readonly mode: ProxyMode;
  /** By which traffic of pods is told from other traffic. */
  readonly clusterCIDR: string;
  readonly serviceCIDR: string;
}

/** The setting of a node's kube-proxy; `zone` is the one that it has last heard of. */
export function nodeSettingOf(node: Node, configuration: ProxyConfiguration, zone: string | undefined): NodeSetting {
  const { mode, clusterCIDR, serviceCIDR } = configuration;
  const address = internalIP(node);
  const nodeIPs = Object.freeze(address === undefined ? [] : [address]);
  const own = { nodeName: node.metadata.name, nodeIPs, ...(zone === undefined ? {} : { zone }) };
  const options = readProxyOptions({ ...own, clusterCIDR, masqueradeAll: false, services: [], slices: [] });
  const services = parseIPv4CIDR(serviceCIDR);
  return createNodeSetting(mode, options, nodeIPs, services === undefined ? [] : [services]);
}

/** What one node's kube-proxy has programmed: everything else is found out from this, and only when asked for. */
export interface NodeRules {
  readonly setting: NodeSetting;
  readonly index: ServiceIndex;
}

/** Two lists in the order of their names as one, each port once. */
export function mergePorts(a: readonly KnownPort[], b: readonly KnownPort[]): readonly KnownPort[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return [...new Set([...a, ...b])].sort((x, y) => compareServicePortNames(x.info.name, y.info.name));
}
