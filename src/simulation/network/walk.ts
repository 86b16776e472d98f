/** The way of a connection's first packet: place after place, each deciding by what it knows at this moment. */
import { assertDefined } from '../../base/assert.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { listensOn } from '../kubelet/application.ts';
import { message } from '../message.ts';
import type { ClientInfo } from '../trace.ts';
import { passLoadBalancer } from './load-balancer-step.ts';
import { passNode } from './node-step.ts';
import type { OutsideHost } from './outside.ts';
import type { Packet } from './packet.ts';
import { destinationOf, noRule, type Location, type StepResult, type WalkEnd } from './walk-parts.ts';
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
    rule: `connect ${packet.protocol} ${packet.current.destinationAddress}`,
    reason: message('hop.client.sends', { client, destination: destinationOf(packet) }),
    ...(from.type === 'internet' && from.nat !== undefined ? { rewrite: { sourceAddress: from.nat } } : {}),
  });
  let at: Location | WalkEnd = departure(world, packet, from);
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

function departure(world: World, packet: Packet, from: ClientInfo['from']): Location {
  if (from.type === 'internet') return { type: 'outside' };
  const { destinationAddress } = packet.current;
  // A pod that talks to itself by its own loopback never reaches its node.
  if (from.type === 'pod' && destinationAddress.startsWith('127.')) return { type: 'delivery' };
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
  const { destinationAddress } = packet.current;
  const balanced = world.addresses.loadBalancer(destinationAddress);
  if (balanced !== undefined) return passLoadBalancer(world, packet, balanced);
  const node = world.addresses.node(destinationAddress);
  if (node !== undefined) return { next: { type: 'node', node, isFromNode: false } };
  const host = world.addresses.outside(destinationAddress);
  if (host !== undefined) return { next: atOutsideHost(packet, host) };
  return { next: { type: 'dropped', cause: noRule(packet) } };
}

/** The packet has its last address: whoever has it answers, refuses, or is not there. */
function deliver(world: World, packet: Packet): WalkEnd {
  const { destinationAddress, destinationPort } = packet.current;
  const pod = world.addresses.pod(destinationAddress);
  if (pod === undefined) {
    const host = world.addresses.outside(destinationAddress);
    if (host !== undefined) return atOutsideHost(packet, host);
    return { type: 'dropped', cause: message('cause.podGone', { address: destinationAddress }) };
  }
  const node = pod.spec.nodeName ?? '';
  const name = objectKey(pod.metadata);
  const place = { type: 'pod' as const, namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name };
  if (!world.power.isOn(node)) {
    packet.pass({ place, layer: 'pod', rule: 'no power', reason: message('hop.node.down', { node }) });
    return { type: 'dropped', cause: message('cause.podOnDeadNode', { pod: name, node }) };
  }
  const isRunning = pod.status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
  const isAccepted =
    isRunning && (packet.current.destinationPort === 0 || listensOn(pod, destinationPort, packet.protocol));
  packet.pass({
    place,
    layer: 'pod',
    rule: isAccepted
      ? `listen ${packet.protocol} :${destinationPort}`
      : `no listener on ${packet.protocol} :${destinationPort} (RST)`,
    reason: message(isAccepted ? 'hop.pod.answers' : 'hop.pod.nothingListens', { pod: name, port: destinationPort }),
  });
  if (isAccepted) return { type: 'pod', pod };
  return { type: 'refused', cause: message('cause.podRefused', { pod: name, port: destinationPort }) };
}

/** A host on the internet: open ports answer, the others refuse. */
function atOutsideHost(packet: Packet, host: OutsideHost): WalkEnd {
  const { name } = host;
  const port = packet.current.destinationPort;
  const isOpen = port === 0 || host.ports.includes(port);
  packet.pass({
    place: { type: 'external', name },
    layer: 'external',
    rule: isOpen ? `listen ${packet.protocol} :${port}` : `no listener on ${packet.protocol} :${port} (RST)`,
    reason: message(isOpen ? 'hop.external.answers' : 'hop.external.nothingThere', {
      name,
      port,
      address: host.address,
    }),
  });
  if (isOpen) return { type: 'outsideHost', host };
  return { type: 'refused', cause: message('cause.externalRefused', { name, port }) };
}
