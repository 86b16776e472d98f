/** The kube-proxies of all nodes: each learns of changes late, and programs its node at most once a second. */
import { after, micros, START, type SimTime } from '../../base/sim-time.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isEligible } from '../../kubernetes/service/load-balancer-hosts.ts';
import { namesAffinityList } from '../../kubernetes/proxy/affinity-list.ts';
import { serviceHealth } from '../../kubernetes/proxy/health-check.ts';
import { asSeenFrom } from '../../kubernetes/proxy/known-port.ts';
import {
  nodeSettingOf,
  type NodeRules,
  type ProxyConfiguration,
  type ProxyMode,
} from '../../kubernetes/proxy/node-rules.ts';
import {
  PROXY_FULL_SYNC_PERIOD,
  PROXY_HEALTH_TIMEOUT,
  PROXY_MIN_SYNC_PERIOD,
  PROXY_PROPAGATION_MAX,
  PROXY_PROPAGATION_MIN,
  PROXY_SYNC_TIME,
  PROXY_SYNC_TIME_PER_CHANGE,
} from '../constants.ts';
import type { Hosts } from '../hosts.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import type { Affinity } from '../network/affinity.ts';
import { LogView } from './log-view.ts';
import { Rotation } from './rotation.ts';
import { ServiceLog } from './service-log.ts';

/** How the proxies of a cluster are run; with the mode `none` there are none. */
export type ProxiesConfiguration = Omit<ProxyConfiguration, 'mode'> & { readonly mode: ProxyMode | 'none' };

/** What a proxy has programmed, or is about to. */
interface Programmed {
  /** Up to where in the log. */
  readonly position: number;
  readonly zone: string | undefined;
  /** All that had changed by this moment is in it. */
  readonly known: SimTime;
}

interface Proxy {
  readonly node: string;
  /** How much later than the API server it knows of a change. */
  readonly delay: SimTime;
  /** `asleep`: cut off, and there may be something that it does not know. */
  state: 'idle' | 'waiting' | 'programming' | 'asleep';
  /** When the event comes that it waits for; others are of an earlier life. */
  dueAt: SimTime;
  /** Before this moment it does not sync again. */
  readyAt: SimTime;
  /** When it looks whether it has synced of late; nothing before the first sync. */
  fullSyncAt: SimTime | undefined;
  /** What is in force; nothing before the first sync. */
  inForce: Programmed | undefined;
  /** What is being programmed. */
  next: Programmed | undefined;
  /** The rules in force, made when the first packet asks. */
  rules: NodeRules | undefined;
}

const ZONE = 'topology.kubernetes.io/zone';

/**
 * Upstream: cmd/kube-proxy and pkg/proxy/runner BoundedFrequencyRunner (v1.36): one sync when all has been listed
 * (OnServiceSynced, OnEndpointSlicesSynced), after which the runner begins: at least minSyncPeriod from the end of one sync
 * to the start of the next, and one an hour where nothing changes. A sync only moves the node's position in the log that
 * all share.
 */
export class KubeProxy implements Component {
  readonly rotation = new Rotation();
  private readonly machine: Machine;
  private readonly hosts: Hosts;
  private readonly affinity: Affinity;
  private readonly configuration: ProxiesConfiguration;
  private readonly log = new ServiceLog();
  private readonly proxies = new Map<string, Proxy>();
  /** Who has programmed all that there is, and is woken by the next change. */
  private readonly idle = new Set<Proxy>();

  constructor(machine: Machine, hosts: Hosts, affinity: Affinity, configuration: ProxiesConfiguration) {
    this.machine = machine;
    this.hosts = hosts;
    this.affinity = affinity;
    this.configuration = configuration;
    const { api, now } = machine;
    for (const service of api.store.list('Service')) this.log.serviceChanged(undefined, service, now);
    for (const slice of api.store.list('EndpointSlice')) this.log.sliceChanged(undefined, slice, now);
  }

  onChange({ object, previous }: Change): void {
    if (this.configuration.mode === 'none') return;
    const { now } = this.machine;
    const kind = (object ?? previous)?.kind;
    if (object?.kind === 'Node') this.nodeChanged(object);
    else if (kind === 'Service') {
      // Both are of the one kind.
      this.changed(this.log.serviceChanged(ofKind('Service', previous), ofKind('Service', object), now));
    } else if (kind === 'EndpointSlice') {
      this.changed(this.log.sliceChanged(ofKind('EndpointSlice', previous), ofKind('EndpointSlice', object), now));
    }
  }

  handle({ type, key }: SimulationEvent): void {
    const proxy = this.proxies.get(key);
    if (proxy === undefined || !this.hosts.isOn(key)) return;
    if (type === 'fullSync') this.fullSyncDue(proxy);
    if (proxy.dueAt !== this.machine.now) return;
    if (type === 'sync' && proxy.state === 'waiting') this.startSync(proxy);
    else if (type === 'programmed' && proxy.state === 'programming') this.endSync(proxy);
  }

  /** A machine that comes back has no rules until its proxy has synced. */
  poweredOn(node: string): void {
    const proxy = this.proxies.get(node);
    if (proxy === undefined) return;
    this.rotation.forget(node);
    proxy.inForce = undefined;
    proxy.next = undefined;
    proxy.rules = undefined;
    proxy.readyAt = START;
    proxy.fullSyncAt = undefined;
    this.scheduleSync(proxy, this.machine.now);
  }

  /** A machine that is on the network again hears of all that it has missed. */
  networkRestored(node: string): void {
    const proxy = this.proxies.get(node);
    if (proxy?.state === 'asleep') this.scheduleSync(proxy, this.machine.now);
  }

  /** The rules in force on a node now; undefined before the first sync. */
  rulesOf(node: Node): NodeRules | undefined {
    const proxy = this.proxies.get(node.metadata.name);
    const { mode } = this.configuration;
    if (proxy?.inForce === undefined || mode === 'none') return undefined;
    proxy.rules ??= {
      setting: nodeSettingOf(node, { ...this.configuration, mode }, proxy.inForce.zone),
      index: new LogView(this.log, proxy.inForce.position),
    };
    return proxy.rules;
  }

  /**
   * What /healthz of the node's proxy answers: whether its rules are up to date and new connections are wanted there.
   * Upstream: pkg/proxy/healthcheck/proxy_health.go healthzHandler (v1.36).
   */
  isHealthy(node: Node): boolean {
    const proxy = this.proxies.get(node.metadata.name);
    return proxy !== undefined && this.isUpToDate(proxy) && isEligible(node);
  }

  /** What the Service's health-check node port answers on the node: whether it has a ready endpoint there. */
  isHealthCheckPassing(node: string, service: Service): boolean {
    const proxy = this.proxies.get(node);
    const inForce = proxy?.inForce;
    if (proxy === undefined || inForce === undefined || !this.isUpToDate(proxy)) return false;
    const ports = this.log.portsOf(objectKey(service.metadata), inForce.position);
    return serviceHealth(ports.map((port) => asSeenFrom(port, node)))[0]?.status === 200;
  }

  /** A change may wait for its sync, but not for long; while the proxy starts up nothing waits. */
  private isUpToDate({ inForce, delay }: Proxy): boolean {
    if (inForce === undefined || inForce.position >= this.log.position) return true;
    const heardAt = after(this.log.timeOf(inForce.position + 1), delay);
    return this.machine.now - heardAt < PROXY_HEALTH_TIMEOUT;
  }

  /** Syncs where nothing else made it for an hour, and else looks again an hour after the last time. */
  private fullSyncDue(proxy: Proxy): void {
    const { now } = this.machine;
    if (proxy.fullSyncAt !== now) return;
    const due = after(proxy.readyAt, micros(PROXY_FULL_SYNC_PERIOD - PROXY_MIN_SYNC_PERIOD));
    if (due <= now && proxy.state === 'idle') {
      this.idle.delete(proxy);
      this.program(proxy, this.log.positionSeen(proxy.inForce?.position ?? 0, now, proxy.delay), proxy.inForce?.zone);
    }
    this.scheduleFullSync(proxy, due > now ? due : after(now, PROXY_FULL_SYNC_PERIOD));
  }

  private scheduleFullSync(proxy: Proxy, at: SimTime): void {
    proxy.fullSyncAt = at;
    const event = { component: 'kubeProxy', type: 'fullSync', key: proxy.node } as const;
    this.machine.schedule(micros(at - this.machine.now), event);
  }

  private nodeChanged(node: Node): void {
    const { name } = node.metadata;
    const known = this.proxies.get(name);
    if (known === undefined) {
      const spread = PROXY_PROPAGATION_MAX - PROXY_PROPAGATION_MIN;
      const delay = micros(PROXY_PROPAGATION_MIN + this.machine.random('kube-proxy propagation').below(spread + 1));
      const { now } = this.machine;
      const proxy: Proxy = {
        node: name,
        delay,
        state: 'idle',
        dueAt: now,
        readyAt: now,
        fullSyncAt: undefined,
        inForce: undefined,
        next: undefined,
        rules: undefined,
      };
      this.proxies.set(name, proxy);
      this.scheduleSync(proxy, now);
    } else if (this.idle.has(known) && zoneOf(node) !== known.inForce?.zone) this.scheduleSync(known, this.machine.now);
  }

  /** Wakes those who had nothing to do; whoever waits or programs looks at the log again anyway. */
  private changed(isAnything: boolean): void {
    if (!isAnything) return;
    for (const proxy of this.idle) {
      if (this.hosts.isReachable(proxy.node)) this.scheduleSync(proxy, this.machine.now);
      else {
        this.idle.delete(proxy);
        proxy.state = 'asleep';
      }
    }
    if (this.log.isLong) this.forget();
  }

  /** Nobody will ever go by what all have heard of being changed since, and nobody has programmed. */
  private forget(): void {
    const positions: number[] = [];
    for (const { inForce, next } of this.proxies.values()) {
      if (inForce !== undefined) positions.push(inForce.position);
      if (next !== undefined) positions.push(next.position);
    }
    this.log.keepOnly(positions, this.log.positionSeen(0, this.machine.now, PROXY_PROPAGATION_MAX));
  }

  /** The sync is due as soon as the proxy has heard of what happened at `since`, and is ready for another one. */
  private scheduleSync(proxy: Proxy, since: SimTime): void {
    this.idle.delete(proxy);
    const { now } = this.machine;
    proxy.state = 'waiting';
    proxy.dueAt = micros(Math.max(now, after(since, proxy.delay), proxy.readyAt));
    this.machine.schedule(micros(proxy.dueAt - now), { component: 'kubeProxy', type: 'sync', key: proxy.node });
  }

  private startSync(proxy: Proxy): void {
    const { now, api } = this.machine;
    if (!this.hosts.isReachable(proxy.node)) {
      proxy.state = 'asleep';
      return;
    }
    const { inForce } = proxy;
    const node = api.store.get('Node', proxy.node);
    const position = this.log.positionSeen(inForce?.position ?? 0, now, proxy.delay);
    const zone = node === undefined ? inForce?.zone : zoneOf(node);
    if (inForce?.position === position && inForce.zone === zone) {
      this.rest(proxy);
      return;
    }
    this.program(proxy, position, zone);
  }

  private program(proxy: Proxy, position: number, zone: string | undefined): void {
    const { now } = this.machine;
    proxy.next = Object.freeze({ position, zone, known: micros(Math.max(START, now - proxy.delay)) });
    proxy.state = 'programming';
    const changes = position - (proxy.inForce?.position ?? 0);
    const time = micros(PROXY_SYNC_TIME + changes * PROXY_SYNC_TIME_PER_CHANGE);
    proxy.dueAt = after(now, time);
    this.machine.schedule(time, { component: 'kubeProxy', type: 'programmed', key: proxy.node });
  }

  private endSync(proxy: Proxy): void {
    const { now } = this.machine;
    // Not by the runner, which so lets the next one begin at once.
    const isFirst = proxy.inForce === undefined;
    proxy.inForce = proxy.next;
    proxy.next = undefined;
    proxy.rules = undefined;
    proxy.readyAt = isFirst ? now : after(now, PROXY_MIN_SYNC_PERIOD);
    if (proxy.fullSyncAt === undefined) this.scheduleFullSync(proxy, after(now, PROXY_FULL_SYNC_PERIOD));
    this.dropLists(proxy.node);
    const known = proxy.inForce?.known ?? START;
    this.machine.record({ type: 'proxySynced', at: now, node: proxy.node, known });
    this.rest(proxy);
  }

  /** Waits for the next change, if it has not already come. */
  private rest(proxy: Proxy): void {
    const next = (proxy.inForce?.position ?? 0) + 1;
    const node = this.machine.api.store.get('Node', proxy.node);
    const isMoved = node !== undefined && zoneOf(node) !== proxy.inForce?.zone;
    if (next <= this.log.position) this.scheduleSync(proxy, this.log.timeOf(next));
    else if (isMoved) this.scheduleSync(proxy, this.machine.now);
    else {
      proxy.state = 'idle';
      this.idle.add(proxy);
    }
  }

  /** Rules that were rewritten take the lists of the endpoints that are gone with them. */
  private dropLists(name: string): void {
    const node = this.affinity.hasLists(name) ? this.machine.api.store.get('Node', name) : undefined;
    const rules = node && this.rulesOf(node);
    const position = this.proxies.get(name)?.inForce?.position ?? 0;
    if (rules === undefined) return;
    this.affinity.keepLists(name, (list, service) =>
      this.log.portsOf(service, position).some((port) => namesAffinityList(rules, port, list)),
    );
  }
}

function zoneOf(node: Node): string | undefined {
  return node.metadata.labels?.[ZONE];
}

function ofKind<K extends NonNullable<Change['object']>['kind']>(
  kind: K,
  object: Change['object'],
): Extract<NonNullable<Change['object']>, { kind: K }> | undefined {
  // Told apart by their kind.
  return object?.kind === kind ? (object as Extract<NonNullable<Change['object']>, { kind: K }>) : undefined;
}
