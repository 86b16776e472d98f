/** The cloud: its load balancers, the nodes that they think healthy, and their addresses. */
import { micros } from '../../base/sim-time.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { HEALTH_CHECK_INTERVAL, HEALTH_CHECK_UNHEALTHY_THRESHOLD } from '../constants.ts';
import type { KubeProxy } from '../kube-proxy/kube-proxy.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import type { Hosts } from '../hosts.ts';

/** Documentation range TEST-NET-1 plays the cloud's public addresses. */
const PREFIX = '192.0.2.';
const FIRST = 10;
const LAST = 250;

interface Health {
  isHealthy: boolean;
  failures: number;
}

interface Balancer {
  readonly address: string;
  /** By the node's name. */
  readonly health: Map<string, Health>;
  hosts: ReadonlySet<string>;
  /** The healthy ones, sorted; undefined when that has to be found out anew. */
  healthy: readonly string[] | undefined;
}

/** Health checks in the manner of GCE: every 8 s, out after three failures, in after one success. */
export class LoadBalancer implements Component {
  private readonly machine: Machine;
  private readonly hosts: Hosts;
  private readonly proxy: KubeProxy;
  /** By the key of the Service. */
  private readonly balancers = new Map<string, Balancer>();
  private changes = 0;

  constructor(machine: Machine, hosts: Hosts, proxy: KubeProxy) {
    this.machine = machine;
    this.hosts = hosts;
    this.proxy = proxy;
  }

  /** A number that is another one when there are other load balancers, or they have other nodes; health is told of in the trace. */
  get version(): number {
    return this.changes;
  }

  /** Makes the Service's load balancer or changes its nodes; returns its address, undefined when the cloud has no more. */
  ensure(service: string, hosts: ReadonlySet<string>): string | undefined {
    const known = this.balancers.get(service);
    if (known === undefined) {
      const address = this.freeAddress();
      if (address === undefined) return undefined;
      this.changes += 1;
      this.balancers.set(service, { address, health: new Map(), hosts: new Set(), healthy: undefined });
    }
    this.update(service, hosts);
    return this.balancers.get(service)?.address;
  }

  /** Changes the nodes of the load balancer. Upstream: cloud-provider's UpdateLoadBalancer. */
  update(service: string, hosts: ReadonlySet<string>): void {
    const balancer = this.balancers.get(service);
    if (balancer === undefined || balancer.hosts === hosts) return;
    this.changes += 1;
    balancer.hosts = hosts;
    balancer.healthy = undefined;
    for (const node of hosts) {
      if (balancer.health.has(node)) continue;
      balancer.health.set(node, { isHealthy: false, failures: 0 });
      const phase = micros(this.machine.random('health check phases').below(500_000));
      this.machine.schedule(phase, { component: 'loadBalancer', type: 'check', key: `${service} ${node}` });
    }
  }

  remove(service: string): void {
    this.changes += 1;
    this.balancers.delete(service);
  }

  has(service: string): boolean {
    return this.balancers.has(service);
  }

  /** The keys of the Services that have a load balancer. */
  services(): readonly string[] {
    return [...this.balancers.keys()];
  }

  /** The nodes that the load balancer was told of last. */
  hostsOf(service: string): ReadonlySet<string> | undefined {
    return this.balancers.get(service)?.hosts;
  }

  /** The nodes that this Service's load balancer sends to now, in name order, and how many it has in all. */
  backends(service: Service): { readonly healthy: readonly Node[]; readonly total: number } {
    const balancer = this.balancers.get(objectKey(service.metadata));
    if (balancer === undefined) return { healthy: [], total: 0 };
    balancer.healthy ??= [...balancer.health]
      .filter(([node, { isHealthy }]) => isHealthy && balancer.hosts.has(node))
      .map(([node]) => node)
      .toSorted();
    const healthy = balancer.healthy.flatMap((name) => this.machine.api.store.get('Node', name) ?? []);
    return { healthy, total: balancer.hosts.size };
  }

  handle({ key }: SimulationEvent): void {
    const [serviceKey = '', nodeName = ''] = key.split(' ');
    const balancer = this.balancers.get(serviceKey);
    const health = balancer?.health.get(nodeName);
    if (balancer === undefined || health === undefined) return;
    if (!balancer.hosts.has(nodeName)) {
      balancer.health.delete(nodeName);
      return;
    }
    const wasHealthy = health.isHealthy;
    if (this.probe(serviceKey, nodeName)) {
      health.failures = 0;
      health.isHealthy = true;
    } else {
      health.failures += 1;
      if (health.failures >= HEALTH_CHECK_UNHEALTHY_THRESHOLD) health.isHealthy = false;
    }
    if (health.isHealthy !== wasHealthy) {
      balancer.healthy = undefined;
      const { isHealthy: healthy } = health;
      this.machine.record({
        type: 'healthChanged',
        at: this.machine.now,
        service: serviceKey,
        node: nodeName,
        healthy,
      });
    }
    this.machine.schedule(HEALTH_CHECK_INTERVAL, { component: 'loadBalancer', type: 'check', key });
  }

  /**
   * Asks the node: kube-proxy's own health at port 10256 for Cluster, the Service's health-check port for Local.
   * Upstream: pkg/proxy/healthcheck (v1.36).
   */
  private probe(serviceKey: string, nodeName: string): boolean {
    const service = this.machine.api.store.get('Service', serviceKey);
    const node = this.machine.api.store.get('Node', nodeName);
    if (service === undefined || node === undefined || !this.hosts.isReachable(nodeName)) return false;
    if (service.spec.externalTrafficPolicy === 'Local') return this.proxy.isHealthCheckPassing(nodeName, service);
    return this.proxy.isHealthy(node);
  }

  private freeAddress(): string | undefined {
    const taken = new Set([...this.balancers.values()].map(({ address }) => address));
    for (let host = FIRST; host <= LAST; host++) if (!taken.has(PREFIX + String(host))) return PREFIX + String(host);
    return undefined;
  }
}
