/** Services and pods -> Endpoints. */
import { nextTriggerTime, type TriggerTimes } from '../../kubernetes/endpointslice/trigger-time.ts';
import type { Endpoints } from '../../kubernetes/endpoints/endpoints.ts';
import { reconcileEndpoints } from '../../kubernetes/endpoints/reconcile.ts';
import type { Store, StoreListener, StoreRevision } from '../apiserver/store.ts';
import { WATCH_LATENCY } from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { WorkQueue } from '../work-queue.ts';
import type { ServiceMemberships } from './service-memberships.ts';

/** Upstream: pkg/controller/endpoint/endpoints_controller.go (v1.36). */
export class EndpointsController implements Component, StoreListener {
  private readonly machine: Machine;
  private readonly memberships: ServiceMemberships;
  private readonly queue: WorkQueue;
  private readonly triggerTimes = new Map<string, TriggerTimes>();

  constructor(machine: Machine, memberships: ServiceMemberships) {
    this.machine = machine;
    this.memberships = memberships;
    this.queue = new WorkQueue(machine, 'endpointsController', WATCH_LATENCY);
    machine.api.store.onChange(this);
  }

  storeChanged({ kind, key, object }: StoreRevision): void {
    if (kind === 'Endpoints' && object === undefined) this.queue.add(key);
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'Service') this.queue.add(key);
    else if (kind === 'Pod') {
      const before = previous?.kind === 'Pod' ? previous : undefined;
      const after = object?.kind === 'Pod' ? object : undefined;
      for (const service of this.memberships.servicesToUpdate(before, after)) this.queue.add(service);
    }
  }

  handle({ key }: SimulationEvent): void {
    this.queue.taken(key);
    const { store } = this.machine.api;
    const service = store.get('Service', key);
    if (service === undefined) {
      store.remove('Endpoints', key);
      this.triggerTimes.delete(key);
      return;
    }
    const pods = this.memberships.podsOf(service);
    const { times, triggerTime } = nextTriggerTime(this.triggerTimes.get(key), service, pods);
    this.triggerTimes.set(key, times);
    const written = reconcileEndpoints(service, pods, storedEndpoints(store, key), triggerTime);
    if (written !== undefined) store.put(written, key);
  }
}

/** The stored Endpoints, or undefined. */
export function storedEndpoints(store: Store, key: string): Endpoints | undefined {
  // Whatever is stored under this kind was decoded as Endpoints, or written by the controller above.
  return store.get('Endpoints', key) as Endpoints | undefined;
}
