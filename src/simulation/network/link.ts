/** Cables: a machine that is cut off from the network goes on working, but nothing leaves or reaches it. */
import type { Hosts } from '../hosts.ts';
import { message } from '../message.ts';
import type { Packet } from './packet.ts';
import { addressOf, type WalkEnd } from './walk-parts.ts';
import type { World } from './world.ts';

/** The machine whose cable is out where a packet goes from one to the other (undefined: outside of all nodes); undefined when it gets there. */
export function cutBetween(hosts: Hosts, from: string | undefined, to: string | undefined): string | undefined {
  if (from === to) return undefined;
  if (from !== undefined && !hosts.isConnected(from)) return from;
  // A machine without power is told as such.
  if (to !== undefined && hosts.isOn(to) && !hosts.isConnected(to)) return to;
  return undefined;
}

/** The packet is lost at the cable of `cut`; where that is the machine ahead, the packet is seen to end there. */
export function lostAtCable(world: World, packet: Packet, cut: string, ahead: string | undefined): WalkEnd {
  const node = cut === ahead ? world.addresses.nodeNamed(cut) : undefined;
  if (node !== undefined) {
    packet.pass({
      place: { type: 'node', name: cut },
      layer: packet.current.destinationAddress === addressOf(node) ? 'nodePort' : 'clusterIP',
      rule: 'link: down',
      reason: message('hop.node.cut', { node: cut }),
    });
  }
  return { type: 'dropped', cause: message('cause.nodeCut', { node: cut }) };
}
