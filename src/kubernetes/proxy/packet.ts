/** The first packet of a connection as it meets a node's rules, and what becomes of it. */
import type { Protocol } from '../api/meta.ts';
import type { ServicePortName } from './service-port-name.ts';

/** What packets travel by: the protocols that Services know, and ICMP, which no Service does and which has no ports. */
export type PacketProtocol = Protocol | 'ICMP';

/** The first packet of a connection, or an ICMP echo request; addresses are IPv4 text. */
export interface Packet {
  readonly protocol: PacketProtocol;
  readonly sourceAddress: string;
  /** 0 with ICMP, as is the other. */
  readonly sourcePort: number;
  readonly destinationAddress: string;
  readonly destinationPort: number;
  /** Whether a process in the node's own network sent it, so that it starts at OUTPUT instead of PREROUTING. */
  readonly isFromNode: boolean;
}

/** The chance and memory that rules ask for. */
export interface PacketContext {
  /** A number in [0, 1), drawn once for each rule that leaves it to chance. */
  random(): number;
  /** Whether the source has been put on the list within the last `seconds`. */
  recentlySeen(list: string, source: string, seconds: number): boolean;
  /** Whose turn it is where a virtual server takes its servers in rotation (ipvs); absent: chance decides. */
  rotate?(virtualServer: string, servers: readonly string[]): number;
}

/** A rule that the packet matched, as printed. */
export interface MatchedRule {
  /** One of iptables' tables, nftables' table kube-proxy, or the table of virtual servers. */
  readonly table: 'filter' | 'nat' | 'kube-proxy' | 'ipvs';
  readonly chain: string;
  readonly text: string;
}

/** A way in to a Service; `external`: its external IPs and load-balancer addresses. */
export type Door = 'nodePort' | 'external' | 'clusterIP';

/** What the rules did with a packet. */
export interface PacketFate {
  /** `noMatch`: kube-proxy leaves it alone. `accept`: it lets it through as it is (health checks). */
  readonly verdict: 'dnat' | 'reject' | 'drop' | 'noMatch' | 'accept';
  /** The endpoint, with the verdict dnat; `text` is `address:port`. */
  readonly destination?: { readonly address: string; readonly port: number; readonly text: string };
  /**
   * Whether its source is to become the node's address. The kernel does so as the packet leaves the node, so not when
   * `isDeliveredLocally` and it came from elsewhere.
   */
  readonly masquerade: boolean;
  /** Whether its destination, after translation, is an address of this node. */
  readonly isDeliveredLocally: boolean;
  /** The rules that it matched, in the order walked. */
  readonly matched: readonly MatchedRule[];
  /** Their texts, each on a line. */
  readonly rule: string;
  /** By which of its Service's doors it came, where a rule that it matched says so: in iptables mode. */
  readonly door?: Door;
  /** The service port whose rule decided. */
  readonly servicePort?: ServicePortName;
  /** The `namespace/name` of its Service. */
  readonly service?: string;
  /** How many endpoints that service port's policy had to choose from; 0 when it was turned away for want of one. */
  readonly endpointCount?: number;
  /** With an `endpointCount` of 0: other nodes have endpoints, which the policy Local leaves out (ipvs). */
  readonly hasEndpointsElsewhere?: true;
  /** With session affinity: the lists that its source is to be put on, and whether an earlier entry chose the endpoint. */
  readonly affinity?: { readonly set: readonly string[]; readonly isSticky: boolean };
}
