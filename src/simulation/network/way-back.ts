/** The way back of what a request is told: an answer, a refusal, or that a node's rules refuse it. */
import { assertDefined } from '../../base/assert.ts';
import { after, type SimTime } from '../../base/sim-time.ts';
import { LINK_LATENCY } from '../constants.ts';
import { message, type Message } from '../message.ts';
import type { Addresses, Hop, Place } from '../trace.ts';
import { PUBLIC_RESOLVER } from './outside.ts';
import { addressOf, isLoopback, type WalkEnd } from './walk-parts.ts';
import type { World } from './world.ts';

/** The same places in reverse, each undoing what it did; `end` tells who sends what comes back. */
export function replyHops(world: World, hops: readonly Hop[], end: WalkEnd, startsAt: SimTime): readonly Hop[] {
  const back: Hop[] = [];
  let at = startsAt;
  // Where no program and no machine answers for the address, the node says so in its own name: no port belongs to that.
  let refuser = end.type === 'refused' ? refuserOf(world, hops.at(-1), end.cause) : undefined;
  for (let index = hops.length - 1; index >= 0; index--) {
    const hop = hops[index];
    if (hop === undefined) continue;
    const { place, layer, before, after: left } = hop;
    const isPutBack = before !== left;
    const came = refuser === undefined ? reversed(left) : { source: refuser, destination: withoutPort(left.source) };
    // Conntrack puts back the addresses of a message about a connection as it does with those of the connection.
    if (isPutBack && refuser !== undefined) refuser = withoutPort(before.destination);
    const sent =
      refuser === undefined ? reversed(before) : { source: refuser, destination: withoutPort(before.source) };
    const isRefusal = refuser !== undefined && back.length === 0;
    back.push({
      at,
      place,
      layer,
      before: came,
      after: isPutBack ? sent : came,
      rule: isRefusal ? UNREACHABLE : isPutBack ? 'conntrack' : '',
      reason: reasonAt(nameOf(place), isRefusal, isPutBack),
    });
    at = after(at, LINK_LATENCY);
  }
  return back;
}

/** What rules send where they refuse, unless told to send something else. Upstream: Linux net/ipv4/netfilter/ipt_REJECT.c reject_tg */
const UNREACHABLE = 'ICMP port unreachable';

function reasonAt(place: string, isRefusal: boolean, isPutBack: boolean): Message {
  if (isRefusal) return message('hop.refusal', { node: place });
  return isPutBack ? message('hop.reply.putBack', { place }) : message('hop.reply', { place });
}

/**
 * The address under which the node at `hop` tells that its rules refuse; undefined where it was a closed socket that
 * refused. Upstream: Linux net/ipv4/icmp.c __icmp_send: an address that the machine has itself, else one of its own. In
 * ipvs mode the machine has the addresses of all Services.
 */
function refuserOf(world: World, hop: Hop | undefined, cause: Message): string | undefined {
  if (hop?.place.type !== 'node' || cause.id === 'cause.nodeRefused') return undefined;
  const { name } = hop.place;
  const node = assertDefined(world.addresses.nodeNamed(name), `no node ${name}`);
  const destination = withoutPort(hop.after.destination);
  const isItsOwn = isLoopback(destination) || world.proxy.rulesOf(node)?.setting.mode === 'ipvs';
  return isItsOwn ? destination : addressOf(node);
}

function reversed({ source, destination }: Addresses): Addresses {
  return { source: destination, destination: source };
}

function withoutPort(end: string): string {
  return end.split(':')[0] ?? end;
}

function nameOf(place: Place): string {
  switch (place.type) {
    case 'dns':
      return place.server === 'public' ? PUBLIC_RESOLVER.name : 'CoreDNS';
    case 'loadBalancer':
      return `${place.namespace}/${place.service}`;
    case 'pod':
      return `${place.namespace}/${place.name}`;
    case 'firewall':
      return 'firewall';
    case 'client':
    case 'node':
    case 'ingress':
    case 'external':
      return place.name;
  }
}
