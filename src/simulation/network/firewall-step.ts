/** A packet from the internet at the firewall in front of the nodes. */
import { message } from '../message.ts';
import type { ClientInfo } from '../trace.ts';
import type { FlowMemory } from './flow-memory.ts';
import type { Packet } from './packet.ts';
import { destinationOf, isPing, type StepResult } from './walk-parts.ts';
import type { World } from './world.ts';

/**
 * The end of a packet that comes straight from the internet to a node while the firewall is closed; undefined where it
 * gets through. What an answer has come back to is tracked, and goes on. Simplified: [SIM-94] the firewall is one switch
 * for all nodes and all ports; it has always let load balancers in, whose controllers write that rule themselves, and
 * tracks a connection for as long as a node's conntrack does. Some clouds end tracked connections with the rule.
 */
export function stopAtFirewall(
  { firewall }: World,
  packet: Packet,
  from: ClientInfo['from'],
  memory: FlowMemory | undefined,
): StepResult | undefined {
  if (firewall.isOpen || from.type !== 'internet' || memory?.isReplied === true) return undefined;
  const destination = destinationOf(packet);
  packet.pass({
    place: { type: 'firewall' },
    layer: 'external',
    rule: `deny ${isPing(packet) ? 'icmp' : packet.protocol.toLowerCase()} 0.0.0.0/0 -> nodes`,
    reason: message('hop.firewall.drops', { destination }),
  });
  return { next: { type: 'dropped', cause: message('cause.firewall', { destination }) } };
}
