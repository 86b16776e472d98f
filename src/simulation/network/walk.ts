/** The way of a connection's first packet: place after place, each deciding by what it knows at this moment. */
import { assertDefined } from '../../base/assert.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { listensOn } from '../kubelet/application.ts';
import { message } from '../message.ts';
import type { ClientInfo } from '../trace.ts';
import { passLoadBalancer } from './load-balancer-step.ts';
import { passNode } from './node-step.ts';
import type { OutsideHost } from './outside.ts';
import type { Packet } from './packet.ts';
import {
  destinationOf,
  isClusterIP,
  isLoopback,
  isPing,
  isPodAddress,
  noRule,
  refusalOf,
  socketRule,
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
}

/** No packet needs more places than these; more would be a loop in the rules. */
const MAX_STEPS = 12;

/** Walks the packet from the client to its end; the hops are left in the packet. */
export function walk(world: World, packet: Packet, from: ClientInfo['from'], client: string): Walk {
  packet.pass({
    place: { type: 'client', name: client },
    layer: 'client',
    rule: `${isPing(packet) ? 'ping' : `connect ${packet.protocol}`} ${packet.current.destinationAddress}`,
    reason: message('hop.client.sends', { client, destination: destinationOf(packet) }),
    ...(from.type === 'internet' && from.nat !== undefined ? { rewrite: { sourceAddress: from.nat } } : {}),
  });
  let at: Location | WalkEnd = departure(world, packet, from, client);
  let service: Service | undefined;
  let nat: StepResult['nat'];
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (isEnd(at)) return { end: at, service, nat };
    const result: StepResult = take(world, packet, at);
    service = result.service ?? service;
    nat = result.nat ?? nat;
    at = result.next;
  }
  return { end: { type: 'dropped', cause: noRule(packet) }, service, nat };
}

/** Whether a place is the end of the way. */
function isEnd(at: Location | WalkEnd): at is WalkEnd {
  return at.type !== 'outside' && at.type !== 'node' && at.type !== 'delivery';
}

function departure(world: World, packet: Packet, from: ClientInfo['from'], client: string): Location | WalkEnd {
  const { destinationAddress, destinationPort } = packet.current;
  // A pod or a stranger that calls its own loopback never reaches a node.
  if (isLoopback(destinationAddress) && from.type !== 'node') {
    return { type: 'refused', cause: message('cause.ownLoopback', { client, port: destinationPort }) };
  }
  if (from.type === 'internet') return { type: 'outside' };
  const node = assertDefined(world.machine.api.store.get('Node', from.node), `client on unknown node ${from.node}`);
  return { type: 'node', node, isFromNode: from.type === 'node' };
}

function take(world: World, packet: Packet, at: Location): StepResult {
  switch (at.type) {
    case 'outside':
      return fromOutside(world, packet);
    case 'node':
      return passNode(world, packet, at.node, at.isFromNode);
    case 'delivery':
      return { next: deliver(world, packet) };
  }
}

function fromOutside(world: World, packet: Packet): StepResult {
  const { destinationAddress: address } = packet.current;
  const balanced = world.addresses.loadBalancer(address);
  if (balanced !== undefined) return passLoadBalancer(world, packet, balanced);
  const node = world.addresses.node(address);
  if (node !== undefined) return { next: { type: 'node', node, isFromNode: false } };
  const host = world.addresses.outside(address);
  if (host !== undefined) return { next: atOutsideHost(packet, host) };
  const isInside = isPodAddress(world, address) || isClusterIP(address);
  return {
    next: { type: 'dropped', cause: message(isInside ? 'cause.insideOnly' : 'cause.nobodyThere', { address }) },
  };
}

/** The packet has its last address: whoever has it answers, refuses, or is not there. */
function deliver(world: World, packet: Packet): WalkEnd {
  const { destinationAddress: address } = packet.current;
  const pod = world.addresses.pod(address);
  if (pod !== undefined) return atPod(world, packet, pod);
  const host = world.addresses.outside(address);
  if (host !== undefined) return atOutsideHost(packet, host);
  const cause = isPodAddress(world, address) ? 'cause.podGone' : 'cause.nobodyThere';
  return { type: 'dropped', cause: message(cause, { address }) };
}

function atPod(world: World, packet: Packet, pod: Pod): WalkEnd {
  const { destinationPort: port } = packet.current;
  const node = pod.spec.nodeName ?? '';
  const name = objectKey(pod.metadata);
  const place = { type: 'pod' as const, namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name };
  if (!world.hosts.isOn(node)) {
    packet.pass({ place, layer: 'pod', rule: 'power: off', reason: message('hop.node.down', { node }) });
    return { type: 'dropped', cause: message('cause.podOnDeadNode', { pod: name, node }) };
  }
  if (isPing(packet)) {
    packet.pass({ place, layer: 'pod', rule: 'ICMP echo reply', reason: message('hop.pinged', { name }) });
    return { type: 'pod', pod };
  }
  const isRunning = pod.status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
  const isAccepted = isRunning && listensOn(pod, port, packet.protocol);
  const reason = isAccepted
    ? message('hop.pod.answers', { pod: name, port })
    : message('hop.pod.nothingListens', { pod: name, port, answer: refusalOf(packet) });
  packet.pass({ place, layer: 'pod', rule: socketRule(packet, isAccepted), reason });
  if (isAccepted) return { type: 'pod', pod };
  return { type: 'refused', cause: message('cause.podRefused', { pod: name, port }) };
}

/** A host on the internet: open ports answer, the others refuse. */
function atOutsideHost(packet: Packet, { name, ports }: OutsideHost): WalkEnd {
  const { destinationPort: port } = packet.current;
  const place = { type: 'external' as const, name };
  if (isPing(packet)) {
    packet.pass({ place, layer: 'external', rule: 'ICMP echo reply', reason: message('hop.pinged', { name }) });
    return { type: 'host', name };
  }
  const isOpen = packet.protocol === 'TCP' && ports.includes(port);
  const reason = isOpen
    ? message('hop.external.answers', { name, port })
    : message('hop.external.nothingListens', { name, port, answer: refusalOf(packet) });
  packet.pass({ place, layer: 'external', rule: socketRule(packet, isOpen), reason });
  return isOpen ? { type: 'host', name } : { type: 'refused', cause: message('cause.externalRefused', { name, port }) };
}
