/** From the name in a URL to an address, with every question that it costs. */
import { after, type SimTime } from '../../base/sim-time.ts';
import { isIPv4 } from '../../kubernetes/net/address.ts';
import { resolve, resolverOf } from '../../kubernetes/dns/resolver.ts';
import { CLUSTER_DNS_IP, DNS_LATENCY } from '../constants.ts';
import { message } from '../message.ts';
import type { Hop } from '../trace.ts';
import { PUBLIC_RESOLVER } from './outside.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { World } from './world.ts';

/** What came of it: an address or none, the hops to DNS, and when the client knows. */
export interface NameResolution {
  readonly address: string | undefined;
  readonly hops: readonly Hop[];
  readonly finishedAt: SimTime;
}

/**
 * Resolves the URL's host as the client would: a pod by its search path through CoreDNS, a node or a host on the internet by the
 * names that the outside knows. An address needs no question.
 */
export function resolveName(world: World, { from, address, target }: RequestOrigin, now: SimTime): NameResolution {
  const { host } = target;
  if (isIPv4(host)) return { address: host, hops: [], finishedAt: now };
  // Every machine and every pod has this name in its /etc/hosts.
  if (host === 'localhost' && target.scheme !== 'dns') return { address: '127.0.0.1', hops: [], finishedAt: now };
  return from.type === 'pod'
    ? askCoreDns(world, from.namespace, address, host, now)
    : askOutside(world, address, host, now);
}

function askCoreDns(
  world: World,
  namespace: string,
  clientAddress: string,
  host: string,
  now: SimTime,
): NameResolution {
  const resolution = resolve(resolverOf(namespace), host, (query) => world.dns.ask(query));
  const { addresses } = resolution;
  // Simplified: [SIM-20] the client takes one of the addresses at random, as `loadbalance` shuffles them.
  const address = addresses[addresses.length > 1 ? world.machine.random('dns').below(addresses.length) : 0];
  const names = [...new Set(resolution.queries.map(({ query }) => query.name))];
  const source = `${clientAddress}:${world.ports.next()}`;
  const destination = `${CLUSTER_DNS_IP}:53`;
  let at = now;
  const hops = names.map((name, index): Hop => {
    const asked = resolution.queries.filter(({ query }) => query.name === name);
    const isLast = index === names.length - 1;
    const hop: Hop = {
      at,
      place: { type: 'dns', server: 'cluster' },
      layer: 'dns',
      before: { source, destination },
      after: { source, destination },
      rule: asked
        .map(
          ({ query, answer }) =>
            `${query.type} ${name} ${describe(
              answer.rcode,
              answer.answers.map(({ data }) => data),
            )}`,
        )
        .join('\n'),
      reason:
        isLast && address !== undefined
          ? message('hop.dns.answered', { name, answer: addresses.join(', '), queries: resolution.queries.length })
          : message('hop.dns.nameNotFound', { name, queries: asked.length }),
    };
    at = after(at, DNS_LATENCY);
    return hop;
  });
  return { address, hops, finishedAt: at };
}

function describe(rcode: string, answers: readonly string[]): string {
  if (rcode !== 'NOERROR') return rcode;
  return answers.length === 0 ? 'NOERROR, no data' : answers.join(', ');
}

/** Simplified: [SIM-21] outside the cluster one question to a public resolver is enough. */
function askOutside(world: World, clientAddress: string, host: string, now: SimTime): NameResolution {
  const address = world.dns.outsideAddress(host);
  const pair = { source: clientAddress, destination: `${PUBLIC_RESOLVER.address}:53` };
  const hop: Hop = {
    at: now,
    place: { type: 'dns', server: 'public' },
    layer: 'dns',
    before: pair,
    after: pair,
    rule: `A ${host}. ${address ?? 'NXDOMAIN'}`,
    reason:
      address === undefined
        ? message('hop.dns.nameNotFound', { name: host, queries: 1 })
        : message('hop.dns.outside', { name: host, answer: address }),
  };
  return { address, hops: [hop], finishedAt: after(now, DNS_LATENCY) };
}
