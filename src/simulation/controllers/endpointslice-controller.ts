/** Services and pods -> EndpointSlices. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { generateName } from '../../kubernetes/deployment/names.ts';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  reconcileEndpointSlices,
  SERVICE_NAME_LABEL,
} from '../../kubernetes/endpointslice/reconcile.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import { WATCH_LATENCY } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import { WorkQueue } from '../work-queue.ts';

/** Upstream: pkg/controller/endpointslice (v1.36): driven by watches alone, no period of its own. */
export class EndpointSliceController implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly podsByNamespace = new Map<string, Map<string, Pod>>();
  private readonly slicesByService = new Map<string, Map<string, EndpointSlice>>();

  constructor(machine: Machine) {
    this.machine = machine;
    this.queue = new WorkQueue(machine, 'endpointSliceController', WATCH_LATENCY);
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Service') this.queue.add(key);
    else if (kind === 'Pod') this.podChanged(key, object?.kind === 'Pod' ? object : undefined);
    else if (kind === 'EndpointSlice') this.sliceChanged(key, object?.kind === 'EndpointSlice' ? object : undefined);
    else if (kind === 'Node')
      for (const service of this.machine.api.store.list('Service')) this.queue.add(objectKey(service.metadata));
  }

  handle({ key }: SimulationEvent): void {
    this.queue.taken(key);
    const { store } = this.machine.api;
    const service = store.get('Service', key);
    const existing = [...(this.slicesByService.get(key)?.values() ?? [])];
    if (service === undefined) {
      for (const slice of existing) store.remove('EndpointSlice', objectKey(slice.metadata));
      return;
    }
    if (service.spec.selector === undefined) return; // somebody else's endpoints
    const namespace = service.metadata.namespace ?? 'default';
    const pods = [...(this.podsByNamespace.get(namespace)?.values() ?? [])];
    const random = this.machine.random('endpointslice names');
    const changes = reconcileEndpointSlices(
      service,
      pods.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1)),
      (name) => store.get('Node', name),
      existing,
      () => generateName(`${service.metadata.name}-`, random),
    );
    for (const slice of [...changes.create, ...changes.update]) store.put(slice);
    for (const slice of changes.remove) store.remove('EndpointSlice', objectKey(slice.metadata));
  }

  private podChanged(key: string, pod: Pod | undefined): void {
    const namespace = key.slice(0, key.indexOf('/'));
    const pods = this.podsByNamespace.get(namespace) ?? new Map<string, Pod>();
    this.podsByNamespace.set(namespace, pods);
    const before = pods.get(key);
    if (pod === undefined) pods.delete(key);
    else pods.set(key, pod);
    for (const service of this.machine.api.store.list('Service')) {
      if (service.metadata.namespace !== namespace) continue;
      const { selector } = service.spec;
      if (
        matchesServiceSelector(selector, before?.metadata.labels) ||
        matchesServiceSelector(selector, pod?.metadata.labels)
      ) {
        this.queue.add(objectKey(service.metadata));
      }
    }
  }

  private sliceChanged(key: string, slice: EndpointSlice | undefined): void {
    for (const slices of this.slicesByService.values()) slices.delete(key);
    const service = slice?.metadata.labels?.[SERVICE_NAME_LABEL];
    if (slice === undefined || service === undefined || slice.metadata.labels?.[MANAGED_BY_LABEL] !== MANAGED_BY)
      return;
    const serviceKey = `${slice.metadata.namespace ?? ''}/${service}`;
    const slices = this.slicesByService.get(serviceKey) ?? new Map<string, EndpointSlice>();
    this.slicesByService.set(serviceKey, slices);
    slices.set(key, slice);
  }
}
