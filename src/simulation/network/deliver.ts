/** The last step of a packet: whoever has its address answers, refuses, or is not there. */
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { message, type Message } from '../message.ts';
import type { FlowMemory } from './flow-memory.ts';
import { cutBetween } from './link.ts';
import type { OutsideHost } from './outside.ts';
import type { Packet } from './packet.ts';
import { ECHO_REPLY, isPing, isPodAddress, refusalOf, socketRule, type WalkEnd } from './walk-parts.ts';
import type { World } from './world.ts';

/** The packet has its last address. `here` is the machine that sends it there; undefined: from outside. */
export function deliver(
  world: World,
  packet: Packet,
  here: string | undefined,
  memory: FlowMemory | undefined,
): WalkEnd {
  const { destinationAddress: address } = packet.current;
  const pod = world.addresses.pod(address);
  if (pod !== undefined) return atPod(world, packet, pod, here, memory);
  const node = world.addresses.node(address);
  if (node !== undefined) return atMachine(world, packet, node);
  const host = world.addresses.outside(address);
  if (host !== undefined) {
    const cut = cutBetween(world.hosts, here, undefined);
    if (cut !== undefined) return { type: 'dropped', cause: message('cause.nodeCut', { node: cut }) };
    return atOutsideHost(packet, host);
  }
  return { type: 'dropped', cause: whyNobody(world, packet, memory) };
}

function whyNobody(world: World, { protocol, current }: Packet, memory: FlowMemory | undefined): Message {
  const address = current.destinationAddress;
  if (!isPodAddress(world, address)) return message('cause.nobodyThere', { address });
  return protocol === 'UDP' && memory !== undefined
    ? message('cause.staleFlow', { address })
    : message('cause.podGone', { address });
}

function atPod(
  world: World,
  packet: Packet,
  pod: Pod,
  here: string | undefined,
  memory: FlowMemory | undefined,
): WalkEnd {
  const node = pod.spec.nodeName ?? '';
  const place = { type: 'pod' as const, namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name };
  if (!world.hosts.isOn(node)) {
    packet.pass({ place, layer: 'pod', rule: 'power: off', reason: message('hop.node.down', { node }) });
    return { type: 'dropped', cause: message('cause.podOnDeadNode', { pod: objectKey(pod.metadata), node }) };
  }
  const cut = cutBetween(world.hosts, here, node);
  if (cut === node) {
    packet.pass({ place, layer: 'pod', rule: 'link: down', reason: message('hop.node.cut', { node }) });
    return { type: 'dropped', cause: message('cause.podOnCutNode', { pod: objectKey(pod.metadata), node }) };
  }
  if (cut !== undefined) return { type: 'dropped', cause: message('cause.nodeCut', { node: cut }) };
  if (isPing(packet)) {
    const name = objectKey(pod.metadata);
    packet.pass({ place, layer: 'pod', rule: ECHO_REPLY, reason: message('hop.pinged', { name }) });
    return { type: 'pod', pod };
  }
  // A program that has been told to end takes no new connections, and keeps those it has.
  const isEstablished = memory?.pod !== undefined && memory.pod.metadata.uid === pod.metadata.uid;
  return isListening(world, packet, pod) || (isEstablished && packet.protocol === 'TCP')
    ? answer(packet, pod)
    : refuse(packet, pod);
}

function isListening(world: World, { protocol, current }: Packet, pod: Pod): boolean {
  if (protocol === 'ICMP') return false;
  const socket = world.kubelet.socketOf(pod, current.destinationPort, protocol);
  return world.course.decide(world, { type: 'listens', socket });
}

function answer(packet: Packet, pod: Pod): WalkEnd {
  const { namespace = 'default', name } = pod.metadata;
  packet.pass({
    place: { type: 'pod', namespace, name },
    layer: 'pod',
    rule: socketRule(packet, true),
    reason: message('hop.pod.answers', { pod: objectKey(pod.metadata), port: packet.current.destinationPort }),
  });
  return { type: 'pod', pod };
}

function refuse(packet: Packet, pod: Pod): WalkEnd {
  const { namespace = 'default', name: podName } = pod.metadata;
  const { destinationPort: port } = packet.current;
  const name = objectKey(pod.metadata);
  const isRunning = pod.status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
  const isTerminating = pod.metadata.deletionTimestamp !== undefined;
  const answer = refusalOf(packet);
  const cause = isTerminating
    ? message('cause.podTerminating', { pod: name, port })
    : isRunning
      ? message('cause.podRefused', { pod: name, port })
      : message('cause.podNotRunning', { pod: name });
  packet.pass({
    place: { type: 'pod', namespace, name: podName },
    layer: 'pod',
    rule: socketRule(packet, false),
    reason:
      isTerminating || !isRunning
        ? message('hop.pod.notListening', { pod: name, port, answer })
        : message('hop.pod.nothingListens', { pod: name, port, answer }),
  });
  return { type: 'refused', cause };
}

/** The packet is for the machine itself: pods in its own network (hostNetwork) listen there, and nothing else does. */
export function atMachine(world: World, packet: Packet, { metadata: { name } }: Node): WalkEnd {
  const place = { type: 'node' as const, name };
  if (isPing(packet)) {
    packet.pass({ place, layer: 'nodePort', rule: ECHO_REPLY, reason: message('hop.pinged', { name }) });
    return { type: 'host', name };
  }
  const { destinationPort: port } = packet.current;
  for (const pod of world.machine.pods.onNode(name)) {
    if (pod.spec.hostNetwork === true && isListening(world, packet, pod)) {
      return answer(packet, pod);
    }
  }
  packet.pass({
    place,
    layer: 'nodePort',
    rule: socketRule(packet, false),
    reason: message('hop.node.nothingListens', { node: name, port, answer: refusalOf(packet) }),
  });
  return { type: 'refused', cause: message('cause.nodeRefused', { node: name, port }) };
}

/** A host on the internet: open ports answer, the others refuse. */
export function atOutsideHost(packet: Packet, { name, ports }: OutsideHost): WalkEnd {
  const { destinationPort: port } = packet.current;
  const place = { type: 'external' as const, name };
  if (isPing(packet)) {
    packet.pass({ place, layer: 'external', rule: ECHO_REPLY, reason: message('hop.pinged', { name }) });
    return { type: 'host', name };
  }
  const isOpen = packet.protocol === 'TCP' && ports.includes(port);
  const reason = isOpen
    ? message('hop.external.answers', { name, port })
    : message('hop.external.nothingListens', { name, port, answer: refusalOf(packet) });
  packet.pass({ place, layer: 'external', rule: socketRule(packet, isOpen), reason });
  return isOpen ? { type: 'host', name } : { type: 'refused', cause: message('cause.externalRefused', { name, port }) };
}
