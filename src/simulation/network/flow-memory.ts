/** What the machines on a connection's way remember of it: conntrack's entries, and the load balancer's. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { PacketProtocol } from '../../kubernetes/proxy/packet.ts';
import { CONNTRACK_ICMP, CONNTRACK_TCP_ESTABLISHED, CONNTRACK_UDP, CONNTRACK_UDP_STREAM } from '../constants.ts';
import type { Hop, Layer } from '../trace.ts';
import type { Endpoints, Packet } from './packet.ts';
import type { StepResult } from './walk-parts.ts';
import type { Walk } from './walk.ts';
import type { World } from './world.ts';

/** One node's entry: how packets of this connection leave it. */
interface FlowEntry {
  /** How often the machine had been switched on: what it knew before is gone. */
  readonly boots: number;
  readonly layer: Layer;
  /** As the node sends the packet on. */
  readonly left: Endpoints;
  readonly isDestinationRewritten: boolean;
}

/**
 * The entries that one connection has left behind. They are kept with the connection, not in a table of each node:
 * nothing else can ever meet them. Simplified: [SIM-88] a connection that is closed leaves none (TIME_WAIT, 120 s), for no
 * port is used again that soon; half-closed ones (close-wait) do not occur.
 */
export interface FlowMemory {
  readonly protocol: PacketProtocol;
  readonly nodes: Map<string, FlowEntry>;
  /** What a load balancer has picked: the node, and how the packet goes there. */
  readonly picked: { readonly node: string; readonly left: Endpoints } | undefined;
  readonly service: Service | undefined;
  readonly nat: StepResult['nat'];
  /** The pod at the other end, where the connection is established. */
  readonly pod: Pod | undefined;
  /** When the last packet passed. */
  readonly usedAt: SimTime;
  readonly isReplied: boolean;
}

/** What is remembered after the packet's walk: only the places that passed it on remember it. */
export function remember(
  { hosts, machine }: World,
  packet: Packet,
  walked: Walk,
  pod: Pod | undefined,
  isReplied: boolean,
): FlowMemory {
  const nodes = new Map<string, FlowEntry>();
  let picked: FlowMemory['picked'];
  for (let index = 0; index < walked.confirmed; index++) {
    const hop = packet.hops[index];
    const left = packet.left[index];
    if (hop === undefined || left === undefined) continue;
    const { place, layer, before, after } = hop;
    if (place.type === 'node') {
      const isDestinationRewritten = before.destination !== after.destination;
      nodes.set(place.name, { boots: hosts.bootsOf(place.name), layer, left, isDestinationRewritten });
    } else if (place.type === 'loadBalancer') {
      const node = nextNode(packet.hops, index);
      if (node !== undefined) picked = { node, left };
    }
  }
  const { service, nat } = walked;
  return { protocol: packet.protocol, nodes, picked, service, nat, pod, usedAt: machine.now, isReplied };
}

function nextNode(hops: readonly Hop[], index: number): string | undefined {
  const place = hops[index + 1]?.place;
  return place?.type === 'node' ? place.name : undefined;
}

/** The node's entry, if it still has one. */
export function entryOf({ hosts }: World, memory: FlowMemory | undefined, node: string): FlowEntry | undefined {
  const entry = memory?.nodes.get(node);
  return entry !== undefined && entry.boots === hosts.bootsOf(node) ? entry : undefined;
}

/** Whether every node that has passed the connection on still has its entry. */
export function isRemembered(world: World, memory: FlowMemory): boolean {
  for (const [node, { boots }] of memory.nodes) if (world.hosts.bootsOf(node) !== boots) return false;
  return !isExpired(memory, world.machine.now);
}

/**
 * Whether the entries have run out for want of packets.
 * Upstream: net/netfilter/nf_conntrack_proto_udp.c udp_timeouts, nf_conntrack_proto_icmp.c nf_ct_icmp_timeout; for TCP pkg/proxy/apis/config/v1alpha1/defaults.go tcpEstablishedTimeout (v1.36)
 */
export function isExpired({ protocol, usedAt, isReplied }: FlowMemory, now: SimTime): boolean {
  const idle = micros(now - usedAt);
  if (protocol === 'ICMP') return idle > CONNTRACK_ICMP;
  if (protocol === 'UDP') return idle > (isReplied ? CONNTRACK_UDP_STREAM : CONNTRACK_UDP);
  return idle > CONNTRACK_TCP_ESTABLISHED;
}
