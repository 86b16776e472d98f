/** EndpointSlices by their Service, as they are now. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { serviceKeyOfSlice } from '../../kubernetes/dns/zone.ts';
import type { Store } from '../apiserver/store.ts';
import type { Change } from '../change.ts';

/** The lists that stand for "none": one and the same. */
const NO_SLICES: readonly EndpointSlice[] = [];

/** An index kept up to date change by change; a Service's list is replaced, never changed in place. */
export class SliceBook {
  private readonly byService = new Map<string, readonly EndpointSlice[]>();

  /** Begins with the slices that are there already. */
  constructor(store: Store) {
    for (const slice of store.list('EndpointSlice')) this.onChange({ object: slice, previous: undefined });
  }

  /** The same map, for whoever looks up more than one. */
  get all(): ReadonlyMap<string, readonly EndpointSlice[]> {
    return this.byService;
  }

  onChange({ object, previous }: Pick<Change, 'object' | 'previous'>): void {
    const before = previous?.kind === 'EndpointSlice' ? previous : undefined;
    const after = object?.kind === 'EndpointSlice' ? object : undefined;
    if (before === undefined && after === undefined) return;
    const from = before && serviceKeyOfSlice(before);
    const to = after && serviceKeyOfSlice(after);
    if (from !== undefined && from === to && before !== undefined && after !== undefined) {
      const { name } = before.metadata;
      const slices = this.of(from).map((slice) => (slice.metadata.name === name ? after : slice));
      this.byService.set(from, slices);
      return;
    }
    if (from !== undefined && before !== undefined) this.remove(from, before.metadata.name);
    if (to !== undefined && after !== undefined) this.byService.set(to, [...this.of(to), after]);
  }

  /** The slices of the Service, by its key. */
  of(service: string): readonly EndpointSlice[] {
    return this.byService.get(service) ?? NO_SLICES;
  }

  /** The addresses of the Service's endpoints that serve, ready or terminating. */
  servingAddresses(service: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { endpoints = [] } of this.of(service)) {
      for (const { addresses, conditions } of endpoints) {
        const [address] = addresses;
        if (address !== undefined && (conditions.serving ?? true)) found.add(address);
      }
    }
    return found;
  }

  private remove(service: string, name: string): void {
    const left = this.of(service).filter((slice) => slice.metadata.name !== name);
    if (left.length === 0) this.byService.delete(service);
    else this.byService.set(service, left);
  }
}
