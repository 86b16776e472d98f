/** The cloud controller manager's half of a Service of type LoadBalancer: it has the cloud make one, and tells of it. */
import { after, micros, type SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isHostChange, isLoadBalancerHost } from '../../kubernetes/service/load-balancer-hosts.ts';
import {
  LOAD_BALANCER_FINALIZER,
  loadBalancerUpdate,
  needsCleanup,
  wantsLoadBalancer,
} from '../../kubernetes/service/load-balancer-update.ts';
import {
  LOAD_BALANCER_NODE_SYNC,
  LOAD_BALANCER_PROVISIONING,
  LOAD_BALANCER_RETRY_MAX,
  LOAD_BALANCER_RETRY_MIN,
  WATCH_LATENCY,
} from '../constants.ts';
import { removeFinalizer } from '../deletion.ts';
import type { LoadBalancer } from '../load-balancer/load-balancer.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { WorkQueue } from '../work-queue.ts';

type Operation = 'ensured' | 'removed';

/** What the cloud is doing for a Service. */
interface Busy {
  readonly operation: Operation;
  readonly until: SimTime;
  /** Whether the Service has changed meanwhile. */
  isStale: boolean;
}

/** Upstream: staging/src/k8s.io/cloud-provider/controllers/service (v1.36). */
export class ServiceController implements Component {
  private readonly machine: Machine;
  private readonly cloud: LoadBalancer;
  private readonly queue: WorkQueue;
  private isOn = true;
  private readonly busy = new Map<string, Busy>();
  /** The Services with load balancers as they were last, for what is to be said when they are gone. */
  private readonly known = new Map<string, Service>();
  private readonly failures = new Map<string, number>();
  /** The nodes of all load balancers. */
  private hosts: ReadonlySet<string> = new Set();
  private isNodeSyncDue = false;

  constructor(machine: Machine, cloud: LoadBalancer) {
    this.machine = machine;
    this.cloud = cloud;
    this.queue = new WorkQueue(machine, 'serviceController', WATCH_LATENCY);
    machine.schedule(LOAD_BALANCER_NODE_SYNC, { component: 'serviceController', type: 'everyNode', key: '' });
  }

  /**
   * Starts or stops the controller. While it is off nothing is made, changed or removed: load balancers that exist go on as they
   * are, and Services that have one cannot be deleted. When it starts again it catches up.
   */
  setProvider(isOn: boolean): void {
    if (this.isOn === isOn) return;
    this.isOn = isOn;
    this.busy.clear();
    if (!isOn) return;
    for (const service of this.machine.api.store.list('Service'))
      if (wantsLoadBalancer(service) || needsCleanup(service)) this.queue.add(objectKey(service.metadata));
    for (const key of this.cloud.services()) this.queue.add(key);
    this.scheduleNodeSync();
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (!this.isOn) return;
    if (kind === 'Node') {
      const isSame = object?.kind === 'Node' && previous?.kind === 'Node' && !isHostChange(object, previous);
      if (!isSame) this.scheduleNodeSync();
    } else if (kind === 'Service') {
      const service = object?.kind === 'Service' ? object : undefined;
      const before = previous?.kind === 'Service' ? previous : undefined;
      this.serviceChanged(key, service, before);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'everyNode') {
      this.machine.schedule(LOAD_BALANCER_NODE_SYNC, { component: 'serviceController', type: 'everyNode', key: '' });
      if (this.isOn) this.syncNodes();
    } else if (type === 'nodes') {
      this.isNodeSyncDue = false;
      if (this.isOn) this.syncNodes();
    } else if (type === 'done') {
      if (this.busy.get(key)?.until === this.machine.now) this.finish(key);
    } else {
      this.queue.taken(key);
      if (this.isOn) this.sync(key);
    }
  }

  private serviceChanged(key: string, service: Service | undefined, before: Service | undefined): void {
    if (service === undefined) {
      if (this.cloud.has(key)) this.queue.add(key);
      return;
    }
    const isNew = before === undefined && (wantsLoadBalancer(service) || needsCleanup(service));
    const news = before === undefined ? undefined : loadBalancerUpdate(before, service);
    for (const { reason, message } of news ?? []) this.record(service, 'Normal', reason, message);
    if (isNew || news !== undefined || needsCleanup(service)) this.queue.add(key);
  }

  /** Upstream: controller.go syncLoadBalancerIfNeeded (v1.36), up to where the cloud is asked. */
  private sync(key: string): void {
    const busy = this.busy.get(key);
    if (busy !== undefined) {
      busy.isStale = true;
      return;
    }
    const service = this.machine.api.store.get('Service', key);
    if (service !== undefined && wantsLoadBalancer(service) && !needsCleanup(service)) {
      this.record(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
      this.known.set(key, service);
      this.addFinalizer(service);
      this.start(key, 'ensured');
    } else if (this.cloud.has(key)) {
      const subject = service ?? this.known.get(key);
      if (subject !== undefined) this.record(subject, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
      this.start(key, 'removed');
    } else if (service !== undefined) this.removed(key);
  }

  private start(key: string, operation: Operation): void {
    const until = after(this.machine.now, LOAD_BALANCER_PROVISIONING);
    this.busy.set(key, { operation, until, isStale: false });
    this.machine.schedule(LOAD_BALANCER_PROVISIONING, { component: 'serviceController', type: 'done', key });
  }

  private finish(key: string): void {
    const busy = this.busy.get(key);
    this.busy.delete(key);
    if (busy?.operation === 'ensured') this.ensured(key);
    else this.removed(key);
    if (busy?.isStale === true) this.queue.add(key);
  }

  private ensured(key: string): void {
    const service = this.machine.api.store.get('Service', key);
    if (service === undefined || !wantsLoadBalancer(service)) return;
    this.findHosts();
    if (this.hosts.size === 0) this.tellOfHosts(service);
    const ip = this.cloud.ensure(key, this.hosts);
    if (ip === undefined) return this.fail(key, service);
    this.failures.delete(key);
    this.record(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
    if (loadBalancerIP(service) === ip) return;
    const ingress = [{ ip, ipMode: 'VIP' as const }];
    this.machine.api.store.put({ ...service, status: { ...service.status, loadBalancer: { ingress } } });
  }

  /** Upstream: minRetryDelay, maxRetryDelay: the wait doubles. */
  private fail(key: string, service: Service): void {
    const times = this.failures.get(key) ?? 0;
    this.failures.set(key, times + 1);
    const problem = 'failed to ensure load balancer: the cloud has no address left';
    this.record(service, 'Warning', 'SyncLoadBalancerFailed', `Error syncing load balancer: ${problem}`);
    const wait = micros(Math.min(LOAD_BALANCER_RETRY_MAX, LOAD_BALANCER_RETRY_MIN * 2 ** times));
    this.machine.schedule(wait, { component: 'serviceController', type: 'retry', key });
  }

  private removed(key: string): void {
    const { store } = this.machine.api;
    const service = this.known.get(key) ?? store.get('Service', key);
    this.cloud.remove(key);
    this.known.delete(key);
    this.failures.delete(key);
    removeFinalizer(this.machine, 'Service', key, LOAD_BALANCER_FINALIZER);
    if (service !== undefined) this.record(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
    const left = store.get('Service', key);
    if (left?.status?.loadBalancer?.ingress === undefined) return;
    store.put({ ...left, status: { ...left.status, loadBalancer: {} } });
  }

  private addFinalizer(service: Service): void {
    const finalizers = service.metadata.finalizers ?? [];
    if (finalizers.includes(LOAD_BALANCER_FINALIZER)) return;
    const metadata = { ...service.metadata, finalizers: [...finalizers, LOAD_BALANCER_FINALIZER] };
    this.machine.api.store.put({ ...service, metadata });
  }

  private scheduleNodeSync(): void {
    if (this.isNodeSyncDue) return;
    this.isNodeSyncDue = true;
    this.machine.schedule(WATCH_LATENCY, { component: 'serviceController', type: 'nodes', key: '' });
  }

  /** Upstream: controller.go updateLoadBalancerHosts (v1.36). */
  private syncNodes(): void {
    this.findHosts();
    for (const key of this.cloud.services()) {
      const service = this.machine.api.store.get('Service', key);
      if (service === undefined || !wantsLoadBalancer(service) || this.cloud.hostsOf(key) === this.hosts) continue;
      this.cloud.update(key, this.hosts);
      this.tellOfHosts(service);
    }
  }

  /** The same set as before unless it has changed. */
  private findHosts(): void {
    const names = this.machine.api.store
      .list('Node')
      .filter(isLoadBalancerHost)
      .map(({ metadata }) => metadata.name);
    const isSame = names.length === this.hosts.size && names.every((name) => this.hosts.has(name));
    if (!isSame) this.hosts = new Set(names);
  }

  private tellOfHosts(service: Service): void {
    if (this.hosts.size > 0)
      this.record(service, 'Normal', 'UpdatedLoadBalancer', 'Updated load balancer with new hosts');
    else this.record(service, 'Warning', 'UnAvailableLoadBalancer', 'There are no available nodes for LoadBalancer');
  }

  private record(regarding: Service, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.machine.recordEvent({ source: 'service-controller', regarding, type, reason, message });
  }
}

/** The address that the cloud gave the Service, or undefined while it is pending. */
export function loadBalancerIP(service: Service): string | undefined {
  return service.status?.loadBalancer?.ingress?.find(({ ip }) => ip !== undefined)?.ip;
}
