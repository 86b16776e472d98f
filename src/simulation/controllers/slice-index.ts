/** The EndpointSlices of one controller, by the Service that each names. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { SliceChanges } from '../../kubernetes/endpointslice/reconcile.ts';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '../../kubernetes/endpointslice/slice-labels.ts';
import type { Change } from '../change.ts';
import type { Machine } from '../machine.ts';

const NONE: readonly never[] = [];

/** Keeps the slices that bear a controller's name, and tells its own writes from those of others. */
export class SliceIndex {
  private readonly machine: Machine;
  private readonly managedBy: string;
  private readonly slices = new Map<string, Map<string, EndpointSlice>>();
  private isWriting = false;

  constructor(machine: Machine, managedBy: string) {
    this.machine = machine;
    this.managedBy = managedBy;
  }

  /** Takes the change in. Returns the keys of the Services whose slices somebody else has touched. */
  changed({ key, object, previous }: Change): readonly string[] {
    const before = previous?.kind === 'EndpointSlice' ? this.ownerOf(previous) : undefined;
    if (before !== undefined) {
      const slices = this.slices.get(before);
      slices?.delete(key);
      if (slices?.size === 0) this.slices.delete(before);
    }
    const after = object?.kind === 'EndpointSlice' ? this.ownerOf(object) : undefined;
    if (after !== undefined && object?.kind === 'EndpointSlice') {
      const slices = this.slices.get(after) ?? new Map<string, EndpointSlice>();
      this.slices.set(after, slices);
      slices.set(key, object);
    }
    if (this.isWriting) return NONE;
    return [...new Set([before, after])].filter((owner) => owner !== undefined);
  }

  /** The slices of a Service, by name. */
  of(service: string): readonly EndpointSlice[] {
    const known = this.slices.get(service);
    if (known === undefined) return NONE;
    const slices = [...known.values()];
    return slices.length < 2
      ? slices
      : slices.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  }

  /** Stores the changes. Upstream writes in this order too. */
  write({ create, update, remove }: SliceChanges): void {
    const { store } = this.machine.api;
    this.isWriting = true;
    for (const slice of [...create, ...update]) store.put(slice);
    for (const slice of remove) store.remove('EndpointSlice', objectKey(slice.metadata));
    this.isWriting = false;
  }

  private ownerOf({ metadata: { namespace = 'default', labels } }: EndpointSlice): string | undefined {
    const service = labels?.[SERVICE_NAME_LABEL];
    return service === undefined || labels?.[MANAGED_BY_LABEL] !== this.managedBy
      ? undefined
      : `${namespace}/${service}`;
  }
}
