/** A packet on a node that no rule of kube-proxy has taken: ordinary routing. */
import type { Node } from '../../kubernetes/api/node.ts';
import { message } from '../message.ts';
import type { Layer } from '../trace.ts';
import { atMachine } from './deliver.ts';
import type { Packet } from './packet.ts';
import {
  addressOf,
  destinationOf,
  isClusterIP,
  isLoopback,
  isPing,
  isPodAddress,
  whyNoRule,
  type StepResult,
} from './walk-parts.ts';
import type { World } from './world.ts';

/** Whether a packet to the address leaves the cluster. */
export function isOutside(world: World, address: string): boolean {
  return !isPodAddress(world, address) && !isClusterIP(world, address) && world.addresses.node(address) === undefined;
}

/** To the node itself, to a pod, to another node, or out of the cluster; a cluster IP without a rule is nowhere. */
export function route(world: World, packet: Packet, node: Node): StepResult {
  const { destinationAddress: address } = packet.current;
  const name = node.metadata.name;
  const place = { type: 'node' as const, name };
  if (address === addressOf(node) || isLoopback(address)) return { next: atMachine(world, packet, node) };
  const layer: Layer = 'clusterIP';
  const forwards = { place, layer, rule: `route ${address}`, reason: message('hop.node.forwards', { node: name }) };
  if (isPodAddress(world, address)) {
    packet.pass(forwards);
    return { next: { type: 'delivery' } };
  }
  const other = world.addresses.node(address);
  if (other !== undefined) {
    packet.pass(forwards);
    return { next: { type: 'node', node: other, isFromNode: false } };
  }
  if (isOutside(world, address)) {
    // Simplified: [SIM-18] what leaves the cluster bears its node's address; the cloud's own gateways are not modelled.
    packet.pass({
      place,
      layer,
      rule: 'default route; MASQUERADE',
      reason: message('hop.node.leaves', { node: name }),
      rewrite: { sourceAddress: addressOf(node), ...(isPing(packet) ? {} : { sourcePort: world.ports.next() }) },
    });
    return { next: { type: 'outside' }, nat: { node, isMasqueraded: true } };
  }
  packet.pass({
    place,
    layer,
    rule: 'default route',
    reason: message('hop.node.noRule', { destination: destinationOf(packet) }),
  });
  return { next: { type: 'dropped', cause: whyNoRule(world, packet) }, isPassedOn: true };
}
