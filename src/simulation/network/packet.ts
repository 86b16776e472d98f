/** A packet under way and the hops it has made. */
import { after, type SimTime } from '../../base/sim-time.ts';
import type { PacketProtocol } from '../../kubernetes/proxy/packet.ts';
import { LINK_LATENCY } from '../constants.ts';
import type { Message } from '../message.ts';
import type { Addresses, Hop, Layer, Place } from '../trace.ts';
import type { RequestUrl } from './url.ts';

/** One direction of a connection: who sends to whom. ICMP has no ports: both are 0. */
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

/** The packet of one connection attempt, or an echo request: mutable on purpose, it is the thing that moves. */
export class Packet {
  readonly protocol: PacketProtocol;
  /** What the request in it is for, where it is one of HTTP. */
  readonly url: RequestUrl | undefined;
  readonly hops: Hop[] = [];
  /** As each hop left it. */
  readonly left: Endpoints[] = [];
  /** As its sender made it. */
  readonly sent: Endpoints;
  current: Endpoints;
  at: SimTime;
  private text: Addresses;

  constructor(protocol: PacketProtocol, endpoints: Endpoints, at: SimTime, url?: RequestUrl) {
    this.protocol = protocol;
    this.url = url;
    this.sent = endpoints;
    this.current = endpoints;
    this.text = toAddresses(endpoints);
    this.at = at;
  }

  /** The packet passes a place, which may rewrite its addresses; the next place is one link further. */
  pass(step: Step): void {
    const { place, layer, rule, reason, rewrite } = step;
    const before = this.text;
    if (rewrite !== undefined) {
      this.current = { ...this.current, ...rewrite };
      this.text = toAddresses(this.current);
    }
    this.hops.push({ at: this.at, place, layer, before, after: this.text, rule, reason });
    this.left.push(this.current);
    this.at = after(this.at, LINK_LATENCY);
  }
}

/** The endpoints as text, `address:port`; without a port (ICMP) the bare address. */
function toAddresses(endpoints: Endpoints): Addresses {
  const { sourceAddress, sourcePort, destinationAddress, destinationPort } = endpoints;
  return { source: endText(sourceAddress, sourcePort), destination: endText(destinationAddress, destinationPort) };
}

/** One end as text. */
export function endText(address: string, port: number): string {
  return port === 0 ? address : `${address}:${port}`;
}
