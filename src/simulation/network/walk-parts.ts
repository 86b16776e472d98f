/** What the steps of a way share: where a packet can be, how it can end, and a few readings of it. */
import { assertDefined } from '../../base/assert.ts';
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isInCIDR } from '../../kubernetes/net/in-cidr.ts';
import { message, type Message } from '../message.ts';
import type { OutsideHost } from './outside.ts';
import type { Packet } from './packet.ts';
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
  | { readonly type: 'outsideHost'; readonly host: OutsideHost }
  | { readonly type: 'refused'; readonly cause: Message }
  | { readonly type: 'dropped'; readonly cause: Message };

/** The next place, or the end. `service` and `natNode` are remembered where a step tells them. */
export interface StepResult {
  readonly next: Location | WalkEnd;
  readonly service?: Service;
  /** The node that rewrote the destination and has to see the reply. */
  readonly nat?: { readonly node: Node; readonly isMasqueraded: boolean };
}

/** Nobody has taken the packet: it leaves by the default route and is never heard of again. */
export function noRule(packet: Packet): Message {
  return message('cause.noRule', { destination: destinationOf(packet) });
}

/** The packet's destination as text. */
export function destinationOf({ current }: Packet): string {
  return current.destinationPort === 0
    ? current.destinationAddress
    : `${current.destinationAddress}:${current.destinationPort}`;
}

/** Whether the address is one of the pods' range. */
export function isPodAddress(world: World, address: string): boolean {
  return isInCIDR(address, world.podCIDR);
}

/** The node's own address. */
export function addressOf(node: Node): string {
  return assertDefined(internalIP(node), `${node.metadata.name} has no InternalIP`);
}
