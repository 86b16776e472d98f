/** Requests that are alike: they differ in their times, in the ports that they were given, and in what DNS said to them. */
import { after, micros, type SimTime } from '../../base/sim-time.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Addresses, Hop, RequestTrace } from '../trace.ts';
import { ephemeralPort } from './ephemeral-ports.ts';
import type { Lookup } from './look-up.ts';
import { lookupEnd, lookupHops } from './resolve-name.ts';
import type { RequestUnderWay } from './under-way.ts';

/** What a request has of its own. */
export interface Particulars {
  readonly id: string;
  readonly startedAt: SimTime;
  /** The number of the first port that it was given: `ephemeralPort` tells which one that is. */
  readonly firstPort: number;
  /** What came of asking for the name in the cluster; undefined where that was not asked. */
  readonly lookup: Lookup | undefined;
}

/** One end of a packet: its text, behind which comes one of the request's own ports where `port` is one; else -1. */
interface End {
  readonly text: string;
  readonly port: number;
}

interface AddressesPattern {
  readonly source: End;
  readonly destination: End;
}

/** A hop; `before` and `after` are places in the list of patterns. */
interface HopPattern extends Omit<Hop, 'before' | 'after'> {
  /** Since the packet was sent. */
  readonly at: SimTime;
  readonly before: number;
  readonly after: number;
}

/** What requests that are alike have in common. Times count from when the client knew the address. */
export interface Template {
  readonly common: Pick<
    RequestTrace,
    'client' | 'url' | 'outcome' | 'cause' | 'answeredBy' | 'sourceSeenByPod' | 'service'
  >;
  /** The socket that the cluster's DNS is asked from, where it is. */
  readonly asking: number | undefined;
  readonly addresses: readonly AddressesPattern[];
  readonly hops: readonly HopPattern[];
  readonly reply: readonly HopPattern[];
  readonly duration: SimTime;
  /** How many ports such a request is given. */
  readonly ports: number;
  /** The pod that works on the answer. */
  readonly pod: Pod | undefined;
}

/** The template of a request that has been sent; undefined for one whose course is not settled by then, or that sent no packet. */
export function toTemplate(
  { trace, attempt, pod, retryAt }: RequestUnderWay,
  own: Particulars,
  ports: number,
): Template | undefined {
  if (attempt === undefined || retryAt !== undefined) return undefined;
  const { lookup, firstPort } = own;
  const base = lookup === undefined ? own.startedAt : lookupEnd(lookup, own.startedAt);
  const patterns = new Patterns(firstPort, ports);
  const asked = lookup === undefined ? 0 : lookup.steps.length;
  const first = asked === 0 ? undefined : trace.hops[0];
  const { client, url, outcome, cause, answeredBy, sourceSeenByPod, service } = trace;
  const toPattern = (hop: Hop, isBack: boolean): HopPattern => ({
    ...hop,
    at: micros(hop.at - base),
    before: patterns.indexOf(hop.before, isBack),
    after: patterns.indexOf(hop.after, isBack),
  });
  return {
    common: {
      client,
      url,
      outcome,
      cause,
      ...(answeredBy === undefined ? {} : { answeredBy }),
      ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
      ...(service === undefined ? {} : { service }),
    },
    asking: first && patterns.indexOf(first.before, false),
    hops: trace.hops.slice(asked).map((hop) => toPattern(hop, false)),
    reply: trace.reply.map((hop) => toPattern(hop, true)),
    addresses: patterns.all,
    duration: micros(trace.finishedAt - base),
    ports,
    pod,
  };
}

/** The request that has all in common with the template but what is its own. */
export function fillIn(template: Template, { id, startedAt, firstPort, lookup }: Particulars): RequestTrace {
  const addresses = template.addresses.map(({ source, destination }) => ({
    source: endOf(source, firstPort),
    destination: endOf(destination, firstPort),
  }));
  const base = lookup === undefined ? startedAt : lookupEnd(lookup, startedAt);
  const toHop = (pattern: HopPattern): Hop => {
    const at = after(base, pattern.at);
    const { place, layer, rule, reason, queries } = pattern;
    // Patterns count the addresses in the list.
    const before = addresses[pattern.before] as Addresses;
    const left = addresses[pattern.after] as Addresses;
    return queries === undefined
      ? { at, place, layer, before, after: left, rule, reason }
      : { at, place, layer, before, after: left, rule, reason, queries };
  };
  const way = template.hops.map(toHop);
  const pair = template.asking === undefined ? undefined : addresses[template.asking];
  const hops = pair === undefined || lookup === undefined ? way : [...lookupHops(lookup, pair, startedAt), ...way];
  const finishedAt = after(base, template.duration);
  const reply = template.reply.map(toHop);
  const { client, url, outcome, cause, answeredBy, sourceSeenByPod, service } = template.common;
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

function endOf({ text, port }: End, firstPort: number): string {
  return port < 0 ? text : text + String(ephemeralPort(firstPort + port));
}

/** The pairs of addresses of one request, each once. */
class Patterns {
  readonly all: AddressesPattern[] = [];
  private readonly known = new Map<string, number>();
  /** The request's ports as they end an address, by their place among them. */
  private readonly ports = new Map<string, number>();

  constructor(firstPort: number, ports: number) {
    for (let index = 0; index < ports; index++) this.ports.set(String(ephemeralPort(firstPort + index)), index);
  }

  /** Where in the list such a pair is. Ports of the request's own are those of the source or, on the way back, of the destination. */
  indexOf({ source, destination }: Addresses, isBack: boolean): number {
    const key = `${source} ${destination} ${String(isBack)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const index =
      this.all.push({
        source: isBack ? fixed(source) : this.toEnd(source),
        destination: isBack ? this.toEnd(destination) : fixed(destination),
      }) - 1;
    this.known.set(key, index);
    return index;
  }

  private toEnd(text: string): End {
    const colon = text.lastIndexOf(':') + 1;
    const port = colon === 0 ? undefined : this.ports.get(text.slice(colon));
    return port === undefined ? fixed(text) : { text: text.slice(0, colon), port };
  }
}

function fixed(text: string): End {
  return { text, port: -1 };
}
