/** What one service port is made into in ipvs mode: virtual servers, and its entries in the sets. */
import { rangeContains, type IPv4Range } from '../../net/range.ts';
import { asSeenFrom, nodeVariant, type KnownPort } from '../known-port.ts';
import type { NodeSetting } from '../node-rules.ts';
import { decideServicePolicy, type ServicePolicy } from '../service-policy.ts';
import type { IpSetName } from './names.ts';
import type { IpvsEntry, OutFilter, VirtualServer } from './rule-set.ts';

/** The virtual servers and entries of one service port. */
export interface IpvsFragment {
  readonly servers: readonly VirtualServer[];
  readonly entries: readonly IpvsEntry[];
  /** The addresses that stand on kube-ipvs0 for it, unless they are the node's own. */
  readonly boundAddresses: readonly string[];
  readonly outFilters: readonly OutFilter[];
  /** By `set entry`. */
  readonly entryIndex: ReadonlyMap<string, IpvsEntry>;
}

/** The port's part on the node; nodes to which it looks alike get the very same one. */
export function ipvsFragment(port: KnownPort, setting: NodeSetting): IpvsFragment {
  const { options } = setting;
  // Sets of SCTP node ports hold the node's addresses.
  const isOfNode = port.info.protocol === 'SCTP' && port.info.nodePort !== undefined;
  const variant = `${nodeVariant(port, options, true)} ${isOfNode ? options.topology.nodeName : ''}`;
  const known = port.ipvs.get(variant);
  if (known !== undefined) return known;
  const policy = decideServicePolicy(asSeenFrom(port, options.topology.nodeName), options);
  const { info } = policy;
  const loopBack = port.endpoints
    .filter(({ nodeName }) => nodeName === options.topology.nodeName)
    .map((endpoint) => ({
      set: 'KUBE-LOOP-BACK' as const,
      text: `${endpoint.address},${protocolText(policy)}:${endpoint.port},${endpoint.address}`,
    }));
  const entries = [...loopBack, ...addressEntries(policy, setting), ...nodePortEntries(policy, setting)];
  const fragment = {
    servers: virtualServers(policy),
    entries,
    boundAddresses: [info.clusterIP, ...info.externalIPs, ...info.loadBalancerVIPs],
    outFilters: allowsNode(policy, setting) ? [] : info.loadBalancerVIPs.map((address) => ({ address, info })),
    entryIndex: new Map(entries.map((entry) => [`${entry.set} ${entry.text}`, entry])),
  };
  port.ipvs.set(variant, fragment);
  return fragment;
}

/**
 * The virtual servers of all entries. Where the Local policy finds nobody on the node, those of other nodes are taken
 * after all: the reply to a stranger is then lost, while pods of this node get theirs. A Service that has no door to the
 * outside keeps none of them for that, and its virtual server refuses.
 * Upstream: pkg/proxy/ipvs/proxier.go syncProxyRules and syncEndpoint, pkg/proxy/serviceport.go UsesClusterEndpoints
 * (v1.36).
 */
function virtualServers(policy: ServicePolicy): readonly VirtualServer[] {
  const { info, name, endpoints } = policy;
  const reals = (isLocal: boolean): VirtualServer['reals'] =>
    isLocal && endpoints.localEndpoints.length > 0 ? endpoints.localEndpoints : endpoints.clusterEndpoints;
  const server = (address: string | undefined, port: number, isLocal: boolean): VirtualServer => ({
    protocol: info.protocol,
    ...(address === undefined ? {} : { address }),
    port,
    reals: reals(isLocal),
    hasAnyEndpoints: endpoints.hasAnyEndpoints,
    servicePort: name,
    ...(info.stickyMaxAgeSeconds === undefined ? {} : { persistentSeconds: info.stickyMaxAgeSeconds }),
  });
  return [
    server(info.clusterIP, info.port, info.isInternalPolicyLocal),
    ...[...info.externalIPs, ...info.loadBalancerVIPs].map((address) =>
      server(address, info.port, info.isExternalPolicyLocal),
    ),
    ...(info.nodePort === undefined ? [] : [server(undefined, info.nodePort, info.isExternalPolicyLocal)]),
  ];
}

function addressEntries(policy: ServicePolicy, setting: NodeSetting): readonly IpvsEntry[] {
  const { info } = policy;
  const at = (address: string): string => `${address},${protocolText(policy)}:${info.port}`;
  const isLocal = info.isExternalPolicyLocal;
  return [
    { set: 'KUBE-CLUSTER-IP', text: at(info.clusterIP) },
    ...info.externalIPs.map((address): IpvsEntry => ({
      set: isLocal ? 'KUBE-EXTERNAL-IP-LOCAL' : 'KUBE-EXTERNAL-IP',
      text: at(address),
    })),
    ...info.loadBalancerVIPs.flatMap((address): readonly IpvsEntry[] => [
      { set: 'KUBE-LOAD-BALANCER', text: at(address) },
      ...(isLocal ? [{ set: 'KUBE-LOAD-BALANCER-LOCAL', text: at(address) } as const] : []),
      ...(policy.hasSourceRanges ? firewallEntries(policy, setting, address, at(address)) : []),
    ]),
  ];
}

function firewallEntries(
  policy: ServicePolicy,
  setting: NodeSetting,
  address: string,
  at: string,
): readonly IpvsEntry[] {
  return [
    { set: 'KUBE-LOAD-BALANCER-FW', text: at },
    ...policy.info.loadBalancerSourceRanges.map((range): IpvsEntry => ({
      set: 'KUBE-LOAD-BALANCER-SOURCE-CIDR',
      text: `${at},${range.text}`,
      at,
      range,
    })),
    ...(allowsNode(policy, setting)
      ? [{ set: 'KUBE-LOAD-BALANCER-SOURCE-IP', text: `${at},${address}` } as const]
      : []),
  ];
}

function nodePortEntries(policy: ServicePolicy, { nodeIPs }: NodeSetting): readonly IpvsEntry[] {
  const { info } = policy;
  const { nodePort, protocol, healthCheckNodePort } = info;
  const suffix = protocol === 'SCTP' ? 'SCTP-HASH' : protocol;
  const texts =
    nodePort === undefined
      ? []
      : protocol === 'SCTP'
        ? nodeIPs.map((address) => `${address},sctp:${nodePort}`)
        : [String(nodePort)];
  const sets: readonly IpSetName[] = info.isExternalPolicyLocal
    ? [`KUBE-NODE-PORT-${suffix}`, `KUBE-NODE-PORT-LOCAL-${suffix}`]
    : [`KUBE-NODE-PORT-${suffix}`];
  return [
    ...sets.flatMap((set) => texts.map((text) => ({ set, text }))),
    ...(healthCheckNodePort === undefined
      ? []
      : [{ set: 'KUBE-HEALTH-CHECK-NODE-PORT' as const, text: String(healthCheckNodePort) }]),
  ];
}

/** Whether the node may send to the load balancer's address itself: it does so from that very address. */
function allowsNode({ info, hasSourceRanges }: ServicePolicy, { options: { nodeIP } }: NodeSetting): boolean {
  const isIn = (range: IPv4Range): boolean => nodeIP !== undefined && rangeContains(range, nodeIP);
  return !hasSourceRanges || info.loadBalancerSourceRanges.some(isIn);
}

function protocolText({ info }: ServicePolicy): string {
  return info.protocol.toLowerCase();
}
