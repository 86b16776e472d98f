/** One request: its name resolved, its packet sent, and sent again while nothing comes back. */
import type { SimTime } from '../../base/sim-time.ts';
import { after, micros } from '../../base/sim-time.ts';
import type { PacketProtocol } from '../../kubernetes/proxy/packet.ts';
import { CLIENT_TIMEOUT } from '../constants.ts';
import { message } from '../message.ts';
import type { RequestTrace } from '../trace.ts';
import { conclude, nextRetry } from './conclude.ts';
import { remember } from './flow-memory.ts';
import { whyNotFound } from './name-not-found.ts';
import type { RequestOrigin } from './request-origin.ts';
import { PUBLIC_RESOLVER } from './outside.ts';
import { Packet } from './packet.ts';
import { resolveName, type NameResolution } from './resolve-name.ts';
import type { Attempt, RequestUnderWay } from './under-way.ts';
import type { RequestUrl } from './url.ts';
import { destinationOf, isLoopback } from './walk-parts.ts';
import { depart, departureReason, departureRule, walk } from './walk.ts';
import type { World } from './world.ts';

/** Resolves the name, opens the connection or sends the echo request, and says how it will end unless something breaks on the way. */
export function beginRequest(world: World, origin: RequestOrigin): RequestUnderWay {
  const { client, from, target } = origin;
  const resolution = resolveName(world, origin, world.machine.now);
  const { address, hops, finishedAt } = resolution;
  if (address === undefined || target.scheme === 'dns') return afterDns(world, origin, resolution);
  const packet = new Packet(
    protocolOf(target),
    {
      sourceAddress: isLoopback(address) ? '127.0.0.1' : origin.address,
      sourcePort: target.scheme === 'ping' ? 0 : world.ports.next(),
      destinationAddress: address,
      destinationPort: target.port,
    },
    finishedAt,
    isHttp(target) ? target : undefined,
  );
  depart(packet, from, client, departureRule(packet), departureReason(packet, client));
  const walked = walk(world, packet, from, client);
  return conclude(world, origin, hops, { packet, walked });
}

/** The client has heard nothing and sends its SYN again: rules that have changed since are met, nodes that let it pass remember it. */
export function retryRequest(world: World, { origin, trace, attempt, ...rest }: RequestUnderWay): RequestUnderWay {
  if (attempt === undefined) return { origin, trace, attempt, ...rest, retryAt: undefined };
  const { from, client } = origin;
  const { now } = world.machine;
  const first = attempt.packet;
  const sentAt = trace.hops.find(({ layer }) => layer === 'client')?.at ?? now;
  const memory = remember(world, first, attempt.walked, undefined, false);
  const packet = new Packet(first.protocol, first.sent, now, first.url);
  const retries = [...(trace.retries ?? []), now];
  const reason = message('hop.client.retries', { client, destination: destinationOf(packet), count: retries.length });
  depart(packet, from, client, `${departureRule(packet)} (SYN retry ${String(retries.length)})`, reason);
  const again: Attempt = { packet, walked: walk(world, packet, from, client, memory) };
  const earlier = { startedAt: trace.startedAt, hops: trace.hops, sentAt, retries };
  const concluded = conclude(world, origin, [], again, earlier);
  if (concluded.trace.outcome !== 'timedOut' || !isSameCause(concluded.trace, trace)) return concluded;
  // Lost for the same reason: nothing new to be seen.
  const retryAt = nextRetry(sentAt, now, trace.finishedAt);
  return { origin, trace: { ...trace, retries }, attempt: again, pod: undefined, retryAt };
}

function isSameCause(one: RequestTrace, other: RequestTrace): boolean {
  return JSON.stringify(one.cause) === JSON.stringify(other.cause);
}

/** A request that ends with what DNS said, or did not say. */
function afterDns(world: World, origin: RequestOrigin, resolution: NameResolution): RequestUnderWay {
  const { id, client, url, from } = origin;
  const { hops, finishedAt, address, isAnswered, unreachable } = resolution;
  const base = { id, client, url, startedAt: world.machine.now, hops, reply: [] };
  const ended = (trace: RequestTrace): RequestUnderWay => ({
    origin,
    trace,
    pod: undefined,
    attempt: undefined,
    retryAt: undefined,
  });
  if (unreachable !== undefined) {
    const cause = message('cause.dnsUnreachable', { node: unreachable });
    return ended({ ...base, finishedAt: deadline(world.machine.now, finishedAt), outcome: 'timedOut', cause });
  }
  if (address === undefined && !isAnswered) {
    const cause = whyNotFound(world, origin, resolution);
    return ended({ ...base, finishedAt, outcome: 'nameNotFound', cause });
  }
  const name = from.type === 'pod' ? 'CoreDNS' : PUBLIC_RESOLVER.name;
  const cause = message('cause.answeredExternally', { name });
  return ended({ ...base, finishedAt, outcome: 'answered', cause, answeredBy: name });
}

function deadline(startedAt: SimTime, finishedAt: SimTime): SimTime {
  return micros(Math.max(finishedAt, after(startedAt, CLIENT_TIMEOUT)));
}

function isHttp({ scheme }: RequestUrl): boolean {
  return scheme === 'http' || scheme === 'https';
}

function protocolOf({ scheme }: RequestUrl): PacketProtocol {
  if (scheme === 'ping') return 'ICMP';
  return scheme === 'udp' ? 'UDP' : 'TCP';
}
