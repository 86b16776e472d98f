/** Requests that are alike: they differ in their times, in the ports that they were given, and in what DNS said to them. */
import { assertDefined } from '../../base/assert.ts';
import { after, micros, type SimTime } from '../../base/sim-time.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Addresses, Hop, RequestTrace } from '../trace.ts';
import { portText } from './ephemeral-ports.ts';
import type { Lookup } from './look-up.ts';
import { lookupEnd, lookupHop } from './resolve-name.ts';
import type { RequestUnderWay } from './under-way.ts';

/** What a request has of its own. */
export interface Particulars {
  readonly id: string;
  readonly startedAt: SimTime;
  /** The number of the first port that it was given: `portText` tells which one that is. */
  readonly firstPort: number;
  /** What came of asking for the name in the cluster; undefined where that was not asked. */
  readonly lookup: Lookup | undefined;
}

/** Both ends of a packet. Behind the text of one comes one of the request's own ports, where its `…Port` is one; else that is -1. */
interface AddressesPattern {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** The pair, where neither has a port of the request's own. */
  readonly fixed: Addresses;
}

/** A hop; `before` and `after` are places in the list of addresses. */
interface HopPattern extends Omit<Hop, 'before' | 'after'> {
  /** Since the client has known the address. */
  readonly at: SimTime;
  readonly before: number;
  readonly after: number;
}

/** What requests that are alike have in common. */
export interface Template {
  readonly common: Pick<
    RequestTrace,
    'client' | 'url' | 'outcome' | 'cause' | 'answeredBy' | 'sourceSeenByPod' | 'service'
  >;
  readonly addresses: readonly AddressesPattern[];
  /** So many names have been asked for in the cluster: of the first hops. */
  readonly asked: number;
  readonly hops: readonly HopPattern[];
  readonly reply: readonly HopPattern[];
  /** Since the client has known the address. */
  readonly duration: SimTime;
  /** How many ports such a request is given. */
  readonly ports: number;
  /** The pod that works on the answer. */
  readonly pod: Pod | undefined;
}

/** The template of a request that has been sent; undefined for one whose course is not settled by then, or that sent no packet. */
export function toTemplate(
  { trace, attempt, pod, retryAt }: RequestUnderWay,
  { lookup, startedAt, firstPort }: Particulars,
  ports: number,
): Template | undefined {
  if (attempt === undefined || retryAt !== undefined) return undefined;
  const base = lookup === undefined ? startedAt : lookupEnd(lookup, startedAt);
  const patterns = new Patterns(firstPort, ports);
  const toPattern = (hop: Hop, isBack: boolean): HopPattern => ({
    ...hop,
    at: micros(hop.at - base),
    before: patterns.addressesAt(hop.before, isBack),
    after: patterns.addressesAt(hop.after, isBack),
  });
  const hops = trace.hops.map((hop) => toPattern(hop, false));
  const reply = trace.reply.map((hop) => toPattern(hop, true));
  const { addresses } = patterns;
  const { client, url, outcome, cause, answeredBy, sourceSeenByPod, service } = trace;
  const common = {
    client,
    url,
    outcome,
    cause,
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
    ...(service === undefined ? {} : { service }),
  };
  const asked = lookup?.steps.length ?? 0;
  return { common, addresses, asked, hops, reply, duration: micros(trace.finishedAt - base), ports, pod };
}

/** The request that has all in common with the template but what is its own; as many names have been asked for. */
export function fillIn(template: Template, { id, startedAt, firstPort, lookup }: Particulars): RequestTrace {
  const addresses = toAddressList(template.addresses, firstPort);
  const base = lookup === undefined ? startedAt : lookupEnd(lookup, startedAt);
  const hops =
    lookup === undefined
      ? toHops(template.hops, base, addresses)
      : hopsWithNames(template, lookup, startedAt, addresses);
  const reply = toHops(template.reply, base, addresses);
  const finishedAt = after(base, template.duration);
  const { client, url, outcome, cause, answeredBy, sourceSeenByPod, service } = template.common;
  // Most are answered by a pod of a Service.
  if (answeredBy !== undefined && sourceSeenByPod !== undefined && service !== undefined) {
    return {
      id,
      client,
      url,
      startedAt,
      finishedAt,
      outcome,
      cause,
      answeredBy,
      sourceSeenByPod,
      service,
      hops,
      reply,
    };
  }
  return {
    id,
    client,
    url,
    startedAt,
    finishedAt,
    outcome,
    cause,
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
    ...(service === undefined ? {} : { service }),
    hops,
    reply,
  };
}

/** A list of just that length, without a function made for it: hops are most of what a run leaves behind. */
function toHops(patterns: readonly HopPattern[], base: SimTime, addresses: readonly Addresses[]): readonly Hop[] {
  const hops = new Array<Hop>(patterns.length);
  let index = 0;
  for (const pattern of patterns) hops[index++] = toHop(pattern, base, addresses);
  return hops;
}

/** The first hops are the names that were asked for; the others come when the last has been answered. */
function hopsWithNames(
  { hops, asked }: Template,
  lookup: Lookup,
  startedAt: SimTime,
  addresses: readonly Addresses[],
): readonly Hop[] {
  let at = startedAt;
  return hops.map((pattern, index) => {
    const step = index < asked ? lookup.steps[index] : undefined;
    if (step === undefined) return toHop(pattern, at, addresses);
    const hop = lookupHop(step, addressesAt(addresses, pattern.before), at);
    at = after(at, step.latency);
    return hop;
  });
}

function toAddressList(patterns: readonly AddressesPattern[], firstPort: number): readonly Addresses[] {
  const list = new Array<Addresses>(patterns.length);
  let index = 0;
  for (const pattern of patterns) list[index++] = toAddresses(pattern, firstPort);
  return list;
}

function toAddresses(pattern: AddressesPattern, firstPort: number): Addresses {
  const { source, sourcePort, destination, destinationPort } = pattern;
  if (sourcePort < 0 && destinationPort < 0) return pattern.fixed;
  return {
    source: sourcePort < 0 ? source : source + portText(firstPort + sourcePort),
    destination: destinationPort < 0 ? destination : destination + portText(firstPort + destinationPort),
  };
}

function toHop(pattern: HopPattern, base: SimTime, addresses: readonly Addresses[]): Hop {
  const { place, layer, rule, reason, queries } = pattern;
  const at = after(base, pattern.at);
  const before = addressesAt(addresses, pattern.before);
  const left = addressesAt(addresses, pattern.after);
  return queries === undefined
    ? { at, place, layer, before, after: left, rule, reason }
    : { at, place, layer, before, after: left, rule, reason, queries };
}

function addressesAt(addresses: readonly Addresses[], index: number): Addresses {
  return assertDefined(addresses[index], 'a hop has no addresses');
}

/** The addresses of one request, each once. */
class Patterns {
  readonly addresses: AddressesPattern[] = [];
  private readonly known = new Map<string, number>();
  /** The request's ports as they end an address, by their place among them. */
  private readonly ports = new Map<string, number>();

  constructor(firstPort: number, ports: number) {
    for (let index = 0; index < ports; index++) this.ports.set(portText(firstPort + index), index);
  }

  /** Where in the list such a pair is. Ports of the request's own are those of the source or, on the way back, of the destination. */
  addressesAt({ source, destination }: Addresses, isBack: boolean): number {
    const [from, to] = [this.endOf(source, !isBack), this.endOf(destination, isBack)];
    const key = `${source} ${from.port} ${destination} ${to.port}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const pattern = {
      source: from.text,
      sourcePort: from.port,
      destination: to.text,
      destinationPort: to.port,
      fixed: { source, destination },
    };
    const index = this.addresses.push(pattern) - 1;
    this.known.set(key, index);
    return index;
  }

  private endOf(text: string, mayHaveOwnPort: boolean): { readonly text: string; readonly port: number } {
    const colon = text.lastIndexOf(':') + 1;
    const port = mayHaveOwnPort && colon > 0 ? this.ports.get(text.slice(colon)) : undefined;
    return port === undefined ? { text, port: -1 } : { text: text.slice(0, colon), port };
  }
}
