/** Services and pods -> EndpointSlices. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { seconds } from '../../base/sim-time.ts';
import { generateName } from '../../kubernetes/deployment/names.ts';
import { LAST_CHANGE_TRIGGER_TIME } from '../../kubernetes/endpoints/reconcile.ts';
import { reconcileEndpointSlices } from '../../kubernetes/endpointslice/reconcile.ts';
import { MANAGED_BY, withoutKeys } from '../../kubernetes/endpointslice/slice-labels.ts';
import { nextTriggerTime, type TriggerTimes } from '../../kubernetes/endpointslice/trigger-time.ts';
import { WATCH_LATENCY } from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { WorkQueue } from '../work-queue.ts';
import type { ServiceMemberships } from './service-memberships.ts';
import { SliceIndex } from './slice-index.ts';

/** Upstream: pkg/controller/endpointslice endpointSliceChangeMinSyncDelay (v1.36): after somebody else's write. */
const SLICE_CHANGE_DELAY = seconds(1);
/** Upstream: pkg/controller/endpointslice maxRetries, maxSyncBackOff (v1.36): 1 s, 2 s, 4 s and so on. */
const MAX_RETRIES = 15;
const MAX_BACK_OFF_SECONDS = 1000;

const TRIGGER_TIME: ReadonlySet<string> = new Set([LAST_CHANGE_TRIGGER_TIME]);

/**
 * Upstream: pkg/controller/endpointslice (v1.36): driven by watches alone, no period of its own. Changes of nodes do not
 * wake it; a Service with a pod whose node is missing is tried again.
 */
export class EndpointSliceController implements Component {
  private readonly machine: Machine;
  private readonly memberships: ServiceMemberships;
  private readonly queue: WorkQueue;
  private readonly slices: SliceIndex;
  private readonly triggerTimes = new Map<string, TriggerTimes>();
  private readonly retries = new Map<string, number>();

  constructor(machine: Machine, memberships: ServiceMemberships) {
    this.machine = machine;
    this.memberships = memberships;
    this.queue = new WorkQueue(machine, 'endpointSliceController', WATCH_LATENCY);
    this.slices = new SliceIndex(machine, MANAGED_BY);
  }

  onChange(change: Change): void {
    const { kind, key, object, previous } = change;
    if (kind === 'Service') this.queue.add(key);
    else if (kind === 'EndpointSlice') {
      for (const service of this.slices.changed(change)) this.wake('slice changed', service, SLICE_CHANGE_DELAY);
    } else if (kind === 'Pod') {
      const before = previous?.kind === 'Pod' ? previous : undefined;
      const after = object?.kind === 'Pod' ? object : undefined;
      for (const service of this.memberships.servicesToUpdate(before, after)) this.queue.add(service);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'sync') this.queue.taken(key);
    const { store } = this.machine.api;
    const service = store.get('Service', key);
    const existing = this.slices.of(key);
    if (service === undefined) {
      // Upstream the garbage collector does this: the slices' owner is gone.
      this.slices.write({ create: [], update: [], remove: existing });
      this.triggerTimes.delete(key);
      this.retries.delete(key);
      return;
    }
    const pods = this.memberships.podsOf(service);
    const { times, triggerTime } = nextTriggerTime(this.triggerTimes.get(key), service, pods);
    this.triggerTimes.set(key, times);
    const random = this.machine.random('endpointslice names');
    const nodeOf = (name: string): ReturnType<typeof store.get<'Node'>> => store.get('Node', name);
    const newName = (): string => generateName(`${service.metadata.name}-`, random);
    const changes = reconcileEndpointSlices(service, pods, nodeOf, existing, newName);
    const stamp = (slice: EndpointSlice): EndpointSlice => stamped(slice, triggerTime);
    this.slices.write({ ...changes, create: changes.create.map(stamp), update: changes.update.map(stamp) });
    if (changes.missingNode) this.retry(key);
    else this.retries.delete(key);
  }

  private retry(key: string): void {
    const retries = this.retries.get(key) ?? 0;
    if (retries === MAX_RETRIES) {
      this.retries.delete(key);
      return;
    }
    this.retries.set(key, retries + 1);
    this.wake('retry', key, seconds(Math.min(2 ** retries, MAX_BACK_OFF_SECONDS)));
  }

  private wake(type: string, key: string, delay: ReturnType<typeof seconds>): void {
    this.machine.schedule(delay, { component: 'endpointSliceController', type, key });
  }
}

/** Upstream: staging/src/k8s.io/endpointslice/utils.go addTriggerTimeAnnotation (v1.36). */
function stamped(slice: EndpointSlice, triggerTime: string | undefined): EndpointSlice {
  const annotations = withoutKeys(slice.metadata.annotations, TRIGGER_TIME);
  const written = triggerTime === undefined ? annotations : { ...annotations, [LAST_CHANGE_TRIGGER_TIME]: triggerTime };
  return { ...slice, metadata: { ...slice.metadata, annotations: written } };
}
