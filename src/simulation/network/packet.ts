/** A packet under way and the hops it has made. */
import { after, type SimTime } from '../../base/sim-time.ts';
import type { Protocol } from '../../kubernetes/api/meta.ts';
import { LINK_LATENCY } from '../constants.ts';
import type { Message } from '../message.ts';
import type { Addresses, Hop, Layer, Place } from '../trace.ts';

/** One direction of a connection: who sends to whom. */
export interface Endpoints {
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly destinationAddress: string;
  readonly destinationPort: number;
}

/** What a place does to the packet and says about it. */
export interface Step {
  readonly place: Place;
  readonly layer: Layer;
  readonly rule: string;
  readonly reason: Message;
  /** What is rewritten here. */
  readonly rewrite?: Partial<Endpoints>;
}

/** The packet of one connection attempt: mutable on purpose, it is the thing that moves. */
export class Packet {
  readonly protocol: Protocol;
  readonly hops: Hop[] = [];
  current: Endpoints;
  at: SimTime;

  constructor(protocol: Protocol, endpoints: Endpoints, at: SimTime) {
    this.protocol = protocol;
    this.current = endpoints;
    this.at = at;
  }

  /** The packet passes a place, which may rewrite its addresses; the next place is one link further. */
  pass(step: Step): void {
    const before = toAddresses(this.current);
    this.current = { ...this.current, ...step.rewrite };
    const { place, layer, rule, reason } = step;
    this.hops.push({ at: this.at, place, layer, before, after: toAddresses(this.current), rule, reason });
    this.at = after(this.at, LINK_LATENCY);
  }
}

/** The endpoints as text, `address:port`; without a port (ICMP) the bare address. */
export function toAddresses(endpoints: Endpoints): Addresses {
  const { sourceAddress, sourcePort, destinationAddress, destinationPort } = endpoints;
  return { source: join(sourceAddress, sourcePort), destination: join(destinationAddress, destinationPort) };
}

function join(address: string, port: number): string {
  return port === 0 ? address : `${address}:${port}`;
}
