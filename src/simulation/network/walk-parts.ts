/** What the steps of a way share: where a packet can be, how it can end, and a few readings of it. */
import { assertDefined } from '../../base/assert.ts';
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { message, type Message } from '../message.ts';
import type { Outcome } from '../trace.ts';
import { endText, type Packet } from './packet.ts';
import type { World } from './world.ts';

/** Where the packet is: on a machine, or outside of all of them. */
export type Location =
  | { readonly type: 'outside' }
  /** On a node: come in from outside (`isFromNode` false) or sent by a process of the node itself. */
  | { readonly type: 'node'; readonly node: Node; readonly isFromNode: boolean }
  /** Through with all rewriting: only the owner of the address is left. */
  | { readonly type: 'delivery' };

/** How the way ended. */
export type WalkEnd =
  | { readonly type: 'pod'; readonly pod: Pod }
  /** A machine that is no pod: a host outside, or a node that was pinged. */
  | { readonly type: 'host'; readonly name: string }
  | { readonly type: 'refused'; readonly cause: Message }
  /** Answered by a proxy that had nothing to pass on. */
  | { readonly type: 'failed'; readonly outcome: Outcome; readonly cause: Message }
  | { readonly type: 'dropped'; readonly cause: Message };

/** The next place, or the end. `service` and `natNode` are remembered where a step tells them. */
export interface StepResult {
  readonly next: Location | WalkEnd;
  readonly service?: Service;
  /** The node that rewrote the destination and has to see the reply. */
  readonly nat?: { readonly node: Node; readonly isMasqueraded: boolean };
  /** Whether the place has sent the packet on, where that is the last that is heard of it. */
  readonly isPassedOn?: boolean;
}

/** Nobody has taken the packet: it leaves by the default route and is never heard of again. */
export function noRule(packet: Packet): Message {
  return message('cause.noRule', { destination: destinationOf(packet) });
}

/** As noRule, in the words that a cluster IP deserves. */
export function whyNoRule(world: World, packet: Packet): Message {
  const { destinationAddress: address, destinationPort: port } = packet.current;
  if (!isClusterIP(world, address)) return noRule(packet);
  const service = world.addresses.clusterIP(address);
  if (service === undefined) return message('cause.noSuchClusterIP', { address });
  return isPing(packet)
    ? message('cause.clusterIPPinged', { address })
    : message('cause.noServicePort', { service: objectKey(service.metadata), port, protocol: packet.protocol });
}

/** The packet's destination as text. */
export function destinationOf({ current }: Packet): string {
  return endText(current.destinationAddress, current.destinationPort);
}

/** Whether the address is one of the pods' range. */
export function isPodAddress(world: World, address: string): boolean {
  return world.ranges.isPod(address);
}

/** Whether the address is one that cluster IPs are taken from. */
export function isClusterIP(world: World, address: string): boolean {
  return world.ranges.isService(address);
}

/** Whether the address is the sender's own machine, whoever sends. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}

/** Whether the packet is an ICMP echo request, which knows no ports. */
export function isPing({ protocol }: Packet): boolean {
  return protocol === 'ICMP';
}

/** The rule by which a machine answers a ping: its kernel does, whatever programs run there. Upstream: Linux net/ipv4/icmp.c icmp_echo. */
export const ECHO_REPLY = 'ICMP echo reply';

/** What a machine sends back where nobody listens. */
export function refusalOf({ protocol }: Packet): string {
  return protocol === 'UDP' ? 'ICMP port unreachable' : 'RST';
}

/** The listening socket that takes the packet or, with what is sent back, the one that is missing. */
export function socketRule(packet: Packet, isOpen: boolean): string {
  const socket = `${packet.protocol} :${packet.current.destinationPort}`;
  return isOpen ? `listen ${socket}` : `closed ${socket} (${refusalOf(packet)})`;
}

/** The node's own address. */
export function addressOf(node: Node): string {
  return assertDefined(internalIP(node), `${node.metadata.name} has no InternalIP`);
}
