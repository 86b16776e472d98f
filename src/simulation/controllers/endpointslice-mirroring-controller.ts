/** Endpoints made by hand -> EndpointSlices. */
import type { KubernetesObject } from '../../kubernetes/api/objects.ts';
import { generateName } from '../../kubernetes/deployment/names.ts';
import { MIRRORED_BY, mirrorEndpoints, shouldMirror } from '../../kubernetes/endpoints/mirror.ts';
import type { StoreListener, StoreRevision } from '../apiserver/store.ts';
import { WATCH_LATENCY } from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { WorkQueue } from '../work-queue.ts';
import { storedEndpoints } from './endpoints-controller.ts';
import { SliceIndex } from './slice-index.ts';

/** Upstream: pkg/controller/endpointslicemirroring (v1.36). */
export class EndpointSliceMirroringController implements Component, StoreListener {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly slices: SliceIndex;

  constructor(machine: Machine) {
    this.machine = machine;
    this.queue = new WorkQueue(machine, 'endpointSliceMirroringController', WATCH_LATENCY);
    this.slices = new SliceIndex(machine, MIRRORED_BY);
    machine.api.store.onChange(this);
  }

  storeChanged({ kind, key }: StoreRevision): void {
    if (kind === 'Endpoints') this.queue.add(key);
  }

  onChange(change: Change): void {
    const { kind, key, object, previous } = change;
    if (kind === 'EndpointSlice') for (const service of this.slices.changed(change)) this.queue.add(service);
    if (kind === 'Service' && hasNoSelector(object) !== hasNoSelector(previous)) this.queue.add(key);
  }

  handle({ key }: SimulationEvent): void {
    this.queue.taken(key);
    const { store } = this.machine.api;
    const endpoints = storedEndpoints(store, key);
    const existing = this.slices.of(key);
    if (endpoints === undefined || !shouldMirror(endpoints, store.get('Service', key))) {
      this.slices.write({ create: [], update: [], remove: existing });
      return;
    }
    const random = this.machine.random('mirrored endpointslice names');
    const newName = (): string => generateName(`${endpoints.metadata.name}-`, random);
    this.slices.write(mirrorEndpoints(endpoints, existing, newName));
  }
}

/** False where there is no Service at all: then there was, or is, nothing to mirror. */
function hasNoSelector(object: KubernetesObject | undefined): boolean {
  return object?.kind === 'Service' && object.spec.selector === undefined;
}
