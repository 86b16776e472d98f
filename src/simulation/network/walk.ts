/** The way of a packet: place after place, each deciding by what it knows, or remembers, at this moment. */
import type { Service } from '../../kubernetes/api/service.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { assertDefined } from '../../base/assert.ts';
import { message, type Message } from '../message.ts';
import type { ClientInfo } from '../trace.ts';
import { atOutsideHost, deliver } from './deliver.ts';
import { stopAtFirewall } from './firewall-step.ts';
import { INGRESS_CONTROLLER } from '../ingress/ingress-controller.ts';
import { entryOf, type FlowMemory } from './flow-memory.ts';
import { passIngress } from './ingress-step.ts';
import { cutBetween, lostAtCable } from './link.ts';
import { passLoadBalancer } from './load-balancer-step.ts';
import { passNode } from './node-step.ts';
import { endText, type Endpoints, type Packet } from './packet.ts';
import { isOutside } from './route.ts';
import {
  destinationOf,
  isClusterIP,
  isLoopback,
  isPing,
  isPodAddress,
  whyNoRule,
  type Location,
  type StepResult,
  type WalkEnd,
} from './walk-parts.ts';
import type { World } from './world.ts';

/** A walked way. */
export interface Walk {
  readonly end: WalkEnd;
  readonly service: Service | undefined;
  readonly nat: StepResult['nat'];
  /** So many of the packet's hops, from the first, passed it on and remember it. */
  readonly confirmed: number;
}

/** Who has sent the packet. */
type Sender = Pick<ClientInfo, 'name' | 'from'>;

/** No packet needs more places than these; more would be a loop in the rules. */
const MAX_STEPS = 12;

/** The packet leaves its client, by the rule that is named. */
export function depart(packet: Packet, from: ClientInfo['from'], client: string, rule: string, reason: Message): void {
  const hasNat = from.type === 'internet' && from.nat !== undefined;
  packet.pass({
    place: { type: 'client', name: client },
    layer: 'client',
    rule,
    reason,
    ...(hasNat ? { rewrite: { sourceAddress: from.nat } } : {}),
  });
}

/** Walks the packet from the client, which it has left, to its end; the hops are left in the packet. Places in `memory` go by that. */
export function walk(
  world: World,
  packet: Packet,
  from: ClientInfo['from'],
  client: string,
  memory?: FlowMemory,
): Walk {
  const sender: Sender = { name: client, from };
  let at: Location | WalkEnd = departure(world, packet, from, client);
  let here = from.type === 'internet' ? undefined : from.node;
  let service = memory?.service;
  let nat = memory?.nat;
  let confirmed = packet.hops.length;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (isEnd(at)) return { end: at, service, nat, confirmed };
    if (at.type !== 'delivery') {
      const ahead = at.type === 'node' ? at.node.metadata.name : undefined;
      const cut = cutBetween(world.hosts, here, ahead);
      if (cut !== undefined) return { end: lostAtCable(world, packet, cut, ahead), service, nat, confirmed };
      here = ahead;
    }
    const result: StepResult = take(world, packet, at, here, sender, memory);
    if (result.service !== undefined) service = result.service;
    if (result.nat !== undefined) nat = result.nat;
    if (!isEnd(result.next) || result.isPassedOn === true) confirmed = packet.hops.length;
    at = result.next;
  }
  return { end: { type: 'dropped', cause: whyNoRule(world, packet) }, service, nat, confirmed };
}

/** Whether a place is the end of the way. */
function isEnd(at: Location | WalkEnd): at is WalkEnd {
  return at.type !== 'outside' && at.type !== 'node' && at.type !== 'delivery';
}

function departure(world: World, packet: Packet, from: ClientInfo['from'], client: string): Location | WalkEnd {
  const { destinationAddress, destinationPort } = packet.current;
  // A pod or a stranger that calls its own loopback never reaches a node.
  if (isLoopback(destinationAddress) && from.type !== 'node') {
    return isPing(packet)
      ? { type: 'host', name: client }
      : { type: 'refused', cause: message('cause.ownLoopback', { client, port: destinationPort }) };
  }
  if (from.type === 'internet') return { type: 'outside' };
  const node = assertDefined(world.addresses.nodeNamed(from.node), `client on unknown node ${from.node}`);
  return { type: 'node', node, isFromNode: from.type === 'node' };
}

function take(
  world: World,
  packet: Packet,
  at: Location,
  here: string | undefined,
  client: Sender,
  memory: FlowMemory | undefined,
): StepResult {
  switch (at.type) {
    case 'outside':
      return fromOutside(world, packet, client, memory);
    case 'node':
      return byEntry(world, packet, at.node, memory) ?? passNode(world, packet, at.node, at.isFromNode);
    case 'delivery':
      return { next: deliver(world, packet, here, memory) };
  }
}

/** What a node that remembers the connection does: the same as with its first packet; undefined where it knows nothing of it. */
function byEntry(world: World, packet: Packet, node: Node, memory: FlowMemory | undefined): StepResult | undefined {
  const { name } = node.metadata;
  const entry = entryOf(world, memory, name);
  if (entry === undefined || !world.hosts.isOn(name)) return undefined;
  const { left, layer, isDestinationRewritten } = entry;
  packet.pass({
    place: { type: 'node', name },
    layer,
    rule: 'conntrack',
    reason: whyRemembered(memory, left),
    rewrite: left,
  });
  const address = left.destinationAddress;
  const other = world.addresses.node(address);
  if (other !== undefined && other.metadata.name !== name) {
    return { next: { type: 'node', node: other, isFromNode: false } };
  }
  if (!isDestinationRewritten && isClusterIP(world, address)) {
    return { next: { type: 'dropped', cause: whyNoRule(world, packet) }, isPassedOn: true };
  }
  if (isDestinationRewritten || !isOutside(world, address)) return { next: { type: 'delivery' } };
  return { next: { type: 'outside' } };
}

function whyRemembered(memory: FlowMemory | undefined, { destinationAddress, destinationPort }: Endpoints): Message {
  if (memory?.pod !== undefined && memory.protocol === 'TCP') {
    return message('hop.connection.reused', { pod: objectKey(memory.pod.metadata) });
  }
  return message('hop.node.remembered', { destination: endText(destinationAddress, destinationPort) });
}

function fromOutside(world: World, packet: Packet, client: Sender, memory: FlowMemory | undefined): StepResult {
  const { destinationAddress: address } = packet.current;
  const balanced = world.addresses.loadBalancer(address);
  if (balanced !== undefined)
    return byPick(world, packet, balanced, memory) ?? passLoadBalancer(world, packet, balanced);
  if (address === INGRESS_CONTROLLER.address && world.ingress.ingresses.length > 0) {
    return passIngress(world, packet, client.name);
  }
  const node = world.addresses.node(address);
  if (node !== undefined) return toNode(world, packet, node, client, memory);
  const host = world.addresses.outside(address);
  if (host !== undefined) return { next: atOutsideHost(packet, host) };
  // Simplified: [SIM-86] an external IP is routed to the first node by name; a real network has to be told where to.
  const first = world.addresses.externalIP(address) === undefined ? undefined : world.addresses.firstNode();
  if (first !== undefined && hasPassed(packet, first.metadata.name)) {
    return {
      next: { type: 'dropped', cause: message('cause.externalIPReturned', { address, node: first.metadata.name }) },
    };
  }
  if (first !== undefined) return toNode(world, packet, first, client, memory);
  const isInside = isPodAddress(world, address) || isClusterIP(world, address);
  return {
    next: { type: 'dropped', cause: message(isInside ? 'cause.insideOnly' : 'cause.nobodyThere', { address }) },
  };
}

/** To a node's door, where the firewall lets it through. */
function toNode(
  world: World,
  packet: Packet,
  node: Node,
  { from }: Sender,
  memory: FlowMemory | undefined,
): StepResult {
  const stopped = stopAtFirewall(world, packet, from, memory);
  return stopped ?? { next: { type: 'node', node, isFromNode: false } };
}

/** Whether the node has sent the packet on: nothing there has changed since, so it would again. */
function hasPassed({ hops }: Packet, node: string): boolean {
  return hops.some(({ place }) => place.type === 'node' && place.name === node);
}

/** A load balancer that remembers the connection sends it to the node that it picked. */
function byPick(
  world: World,
  packet: Packet,
  { metadata: { namespace = 'default', name } }: Service,
  memory: FlowMemory | undefined,
): StepResult | undefined {
  const picked = memory?.picked;
  const node = picked && world.addresses.nodeNamed(picked.node);
  if (picked === undefined || node === undefined) return undefined;
  const place = { type: 'loadBalancer' as const, namespace, service: name };
  packet.pass({
    place,
    layer: 'loadBalancer',
    rule: 'flow table',
    reason: whyRemembered(memory, picked.left),
    rewrite: picked.left,
  });
  return { next: { type: 'node', node, isFromNode: false } };
}

/** `connect TCP 10.96.0.1` or `ICMP echo request 10.244.1.2`: what the client does. */
export function departureRule(packet: Packet): string {
  return `${isPing(packet) ? 'ICMP echo request' : `connect ${packet.protocol}`} ${packet.current.destinationAddress}`;
}

/** Why the packet is at the client. */
export function departureReason(packet: Packet, client: string): Message {
  return message(isPing(packet) ? 'hop.client.pings' : 'hop.client.sends', {
    client,
    destination: destinationOf(packet),
  });
}
