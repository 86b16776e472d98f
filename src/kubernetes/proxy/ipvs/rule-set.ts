/** All that one node's kube-proxy has made in ipvs mode, as data. */
import type { Protocol } from '../../api/meta.ts';
import { parseIPv4 } from '../../net/address.ts';
import type { IPv4Range } from '../../net/range.ts';
import type { ProxyEndpoint } from '../endpoints.ts';
import type { NodeRules } from '../node-rules.ts';
import type { PacketProtocol } from '../packet.ts';
import type { ServicePortName } from '../service-port-name.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { ipvsFragment } from './fragment.ts';
import type { IpSetName } from './names.ts';

/** An address and port that the kernel spreads over real servers, one connection after the other. */
export interface VirtualServer {
  readonly protocol: Protocol;
  /** Absent on node ports: there is one at each of the node's own addresses. */
  readonly address?: string;
  readonly port: number;
  /** Sorted by their text. */
  readonly reals: readonly ProxyEndpoint[];
  /** Whether there are endpoints, though the policy may leave none of them as a server. */
  readonly hasAnyEndpoints: boolean;
  readonly servicePort: ServicePortName;
  /** How long a client stays with its server. */
  readonly persistentSeconds?: number;
}

/** An entry of a set, in ipset's notation. */
export interface IpvsEntry {
  readonly set: IpSetName;
  readonly text: string;
  /** Of entries that hold for a range of sources: the rest of the text, and the range. */
  readonly at?: string;
  readonly range?: IPv4Range;
}

/** A load balancer's address to which the node itself may not send. */
export interface OutFilter {
  readonly address: string;
  readonly info: ServicePortInfo;
}

/** All of a node's virtual servers and sets. */
export interface IpvsRuleSet {
  /** By `serverKey`. */
  readonly servers: ReadonlyMap<string, VirtualServer & { readonly address: string }>;
  /** By set, then by text. */
  readonly sets: ReadonlyMap<IpSetName, ReadonlyMap<string, IpvsEntry>>;
  readonly outFilters: readonly OutFilter[];
  /** What stands on kube-ipvs0, as unsigned 32-bit numbers. */
  readonly boundAddresses: ReadonlySet<number>;
}

/** The key of a virtual server. */
export function serverKey(protocol: PacketProtocol, address: string, port: number): string {
  return `${protocol} ${address} ${port}`;
}

/**
 * Everything that stands on the node. Of several service ports that claim one address and port the last one has it.
 * Upstream: pkg/proxy/ipvs/proxier.go syncProxyRules (v1.36). Real kube-proxy walks them in random order.
 */
export function buildIpvsRules({ setting, index }: NodeRules): IpvsRuleSet {
  const { options, nodeIPs } = setting;
  const fragments = index.allPorts().map((port) => ipvsFragment(port, setting));
  const servers = new Map<string, VirtualServer & { readonly address: string }>();
  const sets = new Map<IpSetName, Map<string, IpvsEntry>>();
  const bound = new Map<number, string>();
  for (const fragment of fragments) {
    for (const server of fragment.servers) {
      for (const address of server.address === undefined ? nodeIPs : [server.address]) {
        servers.set(serverKey(server.protocol, address, server.port), { ...server, address });
      }
    }
    for (const entry of fragment.entries) addEntry(sets, entry);
    for (const text of fragment.boundAddresses) {
      const address = parseIPv4(text);
      if (address !== undefined && !options.localAddresses.has(address)) bound.set(address, text);
    }
  }
  for (const text of bound.values()) addEntry(sets, { set: 'KUBE-IPVS-IPS', text });
  return {
    servers,
    sets,
    outFilters: fragments.flatMap(({ outFilters }) => outFilters),
    boundAddresses: new Set(bound.keys()),
  };
}

function addEntry(sets: Map<IpSetName, Map<string, IpvsEntry>>, entry: IpvsEntry): void {
  const set = sets.get(entry.set) ?? new Map<string, IpvsEntry>();
  sets.set(entry.set, set.set(entry.text, entry));
}
