/** From the name in a URL to an address, with every question that it costs. */
import { after, type SimTime } from '../../base/sim-time.ts';
import { isIPv4 } from '../../kubernetes/net/address.ts';
import { DNS_FORWARD_LATENCY } from '../constants.ts';
import { message } from '../message.ts';
import type { Addresses, Hop, Place } from '../trace.ts';
import type { Lookup, LookupStep } from './look-up.ts';
import { questionOf } from './name-question.ts';
import { PUBLIC_RESOLVER } from './outside.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { World } from './world.ts';

/** What came of it: an address or none, the hops to DNS, and when the client knows. */
export interface NameResolution {
  readonly address: string | undefined;
  /** Whether it was answered though not with an address: not every question is for one. */
  readonly isAnswered: boolean;
  readonly hops: readonly Hop[];
  readonly finishedAt: SimTime;
  /** Whether CoreDNS's cache said that the name does not exist, when by now it does. */
  readonly isStale: boolean;
  /** The node that is cut off from every DNS server. */
  readonly unreachable: string | undefined;
}

const CORE_DNS: Place = { type: 'dns', server: 'cluster' };
const PUBLIC_DNS: Place = { type: 'dns', server: 'public' };
const NO_HOPS: readonly Hop[] = [];

/**
 * Resolves the URL's host as the client would: a pod by its search path through CoreDNS, a node or a host on the internet by the
 * names that the outside knows. An address needs no question. Simplified: [SIM-89] no client keeps answers: each request asks.
 */
export function resolveName(world: World, origin: RequestOrigin, now: SimTime): NameResolution {
  const { from, target } = origin;
  const { host } = target;
  if (target.scheme !== 'dns') {
    if (isIPv4(host)) return found(host, now);
    // Every machine and every pod has this name in its /etc/hosts.
    if (host === 'localhost') return found('127.0.0.1', now);
  }
  if (from.type !== 'internet' && !world.hosts.isConnected(from.node)) return cutOff(world, origin, from.node, now);
  return from.type === 'pod' ? askCoreDns(world, origin, now) : askOutside(world, origin, now);
}

function found(address: string, now: SimTime): NameResolution {
  return { address, isAnswered: true, hops: NO_HOPS, finishedAt: now, isStale: false, unreachable: undefined };
}

function askCoreDns(world: World, origin: RequestOrigin, now: SimTime): NameResolution {
  const { course } = world;
  const lookup: Lookup = course.decide(world, { type: 'names', question: questionOf(origin) });
  const pair = socketPair(world, origin.address, world.ranges.dnsIP);
  const { address, isAnswered, isStale } = lookup;
  let at = now;
  const hops = lookup.steps.map((step) => {
    const hop = lookupHop(step, pair, at);
    at = after(at, step.latency);
    return hop;
  });
  return { address, isAnswered, hops, finishedAt: at, isStale, unreachable: undefined };
}

/** One name of a lookup, asked for at this moment. */
export function lookupHop({ rule, reason, queries }: LookupStep, pair: Addresses, at: SimTime): Hop {
  return { at, place: CORE_DNS, layer: 'dns', before: pair, after: pair, rule, reason, queries };
}

/** When the client has the answers of a lookup that begins at `now`. */
export function lookupEnd({ steps }: Lookup, now: SimTime): SimTime {
  let at = now;
  for (const { latency } of steps) at = after(at, latency);
  return at;
}

/** Simplified: [SIM-21] outside the cluster one question to a public resolver is enough. */
function askOutside(world: World, origin: RequestOrigin, now: SimTime): NameResolution {
  const { host } = origin.target;
  const address = world.dns.outsideAddress(host);
  const pair = { source: origin.address, destination: `${PUBLIC_RESOLVER.address}:53` };
  const code = address === undefined ? 'NXDOMAIN' : 'NOERROR';
  const answers = address === undefined ? [] : [address];
  const hop: Hop = {
    at: now,
    place: PUBLIC_DNS,
    layer: 'dns',
    before: pair,
    after: pair,
    rule: `A ${host}. ${address ?? 'NXDOMAIN'}`,
    reason:
      address === undefined
        ? message('hop.dns.nameNotFound', { name: host, queries: 1 })
        : message('hop.dns.outside', { name: host, answer: address }),
    queries: [{ name: `${host}.`, type: 'A', code, answers, latency: DNS_FORWARD_LATENCY }],
  };
  const finishedAt = after(now, DNS_FORWARD_LATENCY);
  return {
    address,
    isAnswered: address !== undefined,
    hops: [hop],
    finishedAt,
    isStale: false,
    unreachable: undefined,
  };
}

/** Simplified: [SIM-85] CoreDNS's pods are never on the node that is cut off. */
function cutOff(world: World, origin: RequestOrigin, node: string, now: SimTime): NameResolution {
  const isPod = origin.from.type === 'pod';
  const { names, types } = questionOf(origin);
  const pair = socketPair(world, origin.address, isPod ? world.ranges.dnsIP : PUBLIC_RESOLVER.address);
  const [name = ''] = names;
  const hop: Hop = {
    at: now,
    place: isPod ? CORE_DNS : PUBLIC_DNS,
    layer: 'dns',
    before: pair,
    after: pair,
    rule: types.map((type) => `${type} ${name} (no answer)`).join('\n'),
    reason: message('hop.dns.unreachable', { name, node }),
  };
  return { address: undefined, isAnswered: false, hops: [hop], finishedAt: now, isStale: false, unreachable: node };
}

function socketPair(world: World, address: string, server: string): Addresses {
  return { source: `${address}:${String(world.ports.next())}`, destination: `${server}:53` };
}
