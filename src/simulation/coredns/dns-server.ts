/** CoreDNS: answers from what its watches have told it, which is a moment behind; names outside it asks for and keeps a while. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import { objectKey, type KubernetesObject } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { answerQuery } from '../../kubernetes/dns/answer.ts';
import { EMPTY_DNS_CACHE, isCached, readCache, writeCache, type DnsCache } from '../../kubernetes/dns/cache.ts';
import { toFqdn, type DnsAnswer, type DnsQuery } from '../../kubernetes/dns/message.ts';
import { buildDnsZone, type DnsZone, type UpstreamRecord } from '../../kubernetes/dns/zone.ts';
import { DNS_FORWARD_LATENCY, DNS_LATENCY, WATCH_LATENCY } from '../constants.ts';
import { loadBalancerIP } from '../controllers/service-controller.ts';
import { addressOf } from '../ingress/ingress-controller.ts';
import type { Change } from '../change.ts';
import type { Machine } from '../machine.ts';
import { OUTSIDE_HOSTS } from '../network/outside.ts';
import type { LastName, Lookup } from '../network/look-up.ts';
import { SliceBook } from '../network/slice-book.ts';

/** What came back from the server, and how long that took. */
export interface ServedAnswer {
  readonly answer: DnsAnswer;
  readonly latency: SimTime;
  /** Whether it comes from the cache of forwarded names. */
  readonly isFromCache: boolean;
  /** Whether the answer stays the same as long as nothing in the cluster changes. */
  readonly isSteady: boolean;
}

/** What came of a lookup, as far as it is the same the next time. */
interface Known {
  readonly lookup?: Lookup;
  /** Where it is the same but for the order of the answers. */
  readonly shuffled?: LastName;
}

/** A lookup that needs not be made again before the next change. */
interface KeptLookup extends Known {
  readonly version: number;
}

/** So many changes may wait to be learnt before the due ones are looked through, asked or not. */
const MANY_CHANGES = 256;
/** More answers than anybody asks for between two changes. */
const MANY_ANSWERS = 4096;

/**
 * Simplified: [SIM-19] one server that is always there: a query's way through kube-proxy's rules for kube-dns to one of the
 * CoreDNS pods is not walked, so no node that dies takes half of all lookups with it.
 */
export class DnsServer {
  private readonly machine: Machine;
  private readonly services = new Map<string, Service>();
  private readonly slices: SliceBook;
  private readonly namespaces = new Set<string>();
  private readonly upstream = new Map<string, readonly UpstreamRecord[]>();
  private readonly zone: DnsZone;
  /** Changes of which the watches have not told yet, in order of time. */
  private waiting: Change[] = [];
  /** Answers to cluster names, as long as nothing changes. */
  private readonly known = new Map<string, ServedAnswer>();
  /** Whole lookups, as long as nothing changes. */
  readonly lookups = new Map<string, KeptLookup>();
  private cache: DnsCache = EMPTY_DNS_CACHE;
  private changes = 0;

  constructor(machine: Machine) {
    this.machine = machine;
    this.slices = new SliceBook(machine.api.store);
    const { store } = machine.api;
    for (const { name, address } of OUTSIDE_HOSTS) this.publish(name, address);
    for (const { metadata } of store.list('Namespace')) this.namespaces.add(metadata.name);
    for (const service of store.list('Service')) this.services.set(objectKey(service.metadata), service);
    const { services, namespaces, upstream } = this;
    this.zone = {
      ...buildDnsZone({ services: [], slices: [], namespaces: [] }),
      services,
      namespaces,
      upstream,
      slices: this.slices.all,
    };
  }

  /** A number that is another one whenever an answer to a cluster name may be. */
  get version(): number {
    this.learn();
    return this.changes;
  }

  onChange(change: Change): void {
    const { kind, object, previous } = change;
    if (kind === 'Node' && object?.kind === 'Node' && previous === undefined) {
      this.publish(object.metadata.name, internalIP(object));
    }
    if (kind === 'Service') this.publishLoadBalancer(object, previous);
    if (kind === 'Ingress') this.publishHosts(object, previous);
    if (kind !== 'Service' && kind !== 'EndpointSlice' && kind !== 'Namespace') return;
    this.waiting.push(change);
    if (this.waiting.length >= MANY_CHANGES) this.learn();
  }

  /** The answer to a query that reaches the server now. */
  ask(query: DnsQuery): ServedAnswer {
    this.learn();
    const isForwarded = isCached(this.zone.clusterDomain, query);
    return isForwarded ? this.forward(query) : this.fromZone(query);
  }

  /** Keeps what came of a lookup until something changes. */
  keepLookup(key: string, known: Known): void {
    if (this.lookups.size >= MANY_ANSWERS) this.lookups.clear();
    this.lookups.set(key, { version: this.changes, ...known });
  }

  /** The address that the world outside knows the name by: nodes, load balancers and the outside hosts. */
  outsideAddress(name: string): string | undefined {
    const fqdn = toFqdn(name);
    const records = this.upstream.get(fqdn) ?? this.upstream.get(`*${fqdn.slice(fqdn.indexOf('.'))}`);
    return records?.[0]?.data;
  }

  private fromZone(query: DnsQuery): ServedAnswer {
    const key = `${query.type} ${query.name}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // An alias of a name outside is looked up out there, as if somebody had asked for that name.
    const followed: ServedAnswer[] = [];
    const answer = answerQuery(this.zone, query, (next) => {
      const served = this.forward(next);
      followed.push(served);
      return served.answer;
    });
    const isAlias = followed.length > 0;
    const isLocal = followed.every(({ isFromCache }) => isFromCache);
    const served = {
      answer,
      latency: isLocal ? DNS_LATENCY : DNS_FORWARD_LATENCY,
      isFromCache: false,
      isSteady: !isAlias,
    };
    if (this.known.size >= MANY_ANSWERS) this.known.clear();
    // What an alias leads to changes without the cluster's doing.
    if (!isAlias) this.known.set(key, served);
    return served;
  }

  private forward(query: DnsQuery): ServedAnswer {
    const { now } = this.machine;
    const cached = readCache(this.cache, query, now);
    if (cached !== undefined) return { answer: cached, latency: DNS_LATENCY, isFromCache: true, isSteady: false };
    const answer = answerQuery(this.zone, query);
    this.cache = writeCache(this.cache, query, answer, now);
    // An address of the cluster's own has its name from here: nobody else who can recurse has been asked.
    const latency = answer.flags.includes('ra') ? DNS_FORWARD_LATENCY : DNS_LATENCY;
    return { answer, latency, isFromCache: false, isSteady: false };
  }

  /** Takes in what the watches have told by now. */
  private learn(): void {
    const { waiting } = this;
    if (waiting.length === 0) return;
    const due = micros(this.machine.now - WATCH_LATENCY);
    let learnt = 0;
    for (const change of waiting) {
      if (change.at > due) break;
      this.take(change);
      learnt++;
    }
    if (learnt === 0) return;
    this.waiting = waiting.slice(learnt);
    this.changes++;
    this.known.clear();
    this.lookups.clear();
  }

  private take(change: Change): void {
    const { kind, key, object } = change;
    if (kind === 'EndpointSlice') this.slices.onChange(change);
    else if (kind === 'Namespace') {
      if (object === undefined) this.namespaces.delete(key);
      else this.namespaces.add(key);
    } else if (object?.kind === 'Service') this.services.set(key, object);
    else this.services.delete(key);
  }

  private publishLoadBalancer(object: KubernetesObject | undefined, previous: KubernetesObject | undefined): void {
    const before = previous?.kind === 'Service' ? loadBalancerIP(previous) : undefined;
    const now = object?.kind === 'Service' ? loadBalancerIP(object) : undefined;
    const metadata = (object ?? previous)?.metadata;
    if (before === now || metadata === undefined) return;
    this.publish(`${metadata.name}.${metadata.namespace ?? 'default'}.lb`, now);
  }

  /**
   * The hosts of an Ingress lead to its controller. Simplified: [SIM-92] somebody keeps the public DNS up to date (as
   * external-dns would); a wildcard is known to clients outside only.
   */
  private publishHosts(object: KubernetesObject | undefined, previous: KubernetesObject | undefined): void {
    if (previous?.kind === 'Ingress') {
      for (const { host = '' } of previous.spec.rules ?? []) if (host !== '') this.publish(host, undefined);
    }
    if (object?.kind !== 'Ingress') return;
    const address = addressOf(object);
    for (const { host = '' } of object.spec.rules ?? []) if (host !== '') this.publish(host, address);
  }

  /** The world outside knows the name by this address from now on, or not any more. */
  private publish(name: string, address: string | undefined): void {
    const fqdn = toFqdn(name).toLowerCase();
    if (address === undefined) this.upstream.delete(fqdn);
    else this.upstream.set(fqdn, [{ name, type: 'A', data: address }]);
  }
}
