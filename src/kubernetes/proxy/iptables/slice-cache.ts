/** Which slices kube-proxy goes by: not quite those that there are. */
import type { EndpointSlice } from '../../api/endpointslice.ts';
import { isToldSlice, isWatchedSlice, serviceNameOf } from '../endpoints.ts';

/** The slices by their Service and name. */
export type HeldSlices = ReadonlyMap<string, EndpointSlice>;

/** What was held at the last sync, and the slices that there were. */
export interface HeldBefore {
  readonly held: HeldSlices;
  readonly known: readonly EndpointSlice[];
}

/**
 * The slices that a sync goes by. A slice that now names another Service, or none, stays with the old one as it was: it
 * is only ever taken from the Service that it named when it was deleted.
 * Upstream: pkg/proxy/endpointslicecache.go updatePending, checkoutChanges (v1.36).
 */
export function holdSlices(before: HeldBefore | undefined, now: readonly EndpointSlice[]): HeldSlices {
  const told = new Set(now.filter(isToldSlice).map(nameOf));
  const held = new Map(before?.held);
  for (const slice of before?.known ?? [])
    if (isToldSlice(slice) && !told.has(nameOf(slice))) held.delete(heldKey(slice));
  for (const slice of now) if (isWatchedSlice(slice)) held.set(heldKey(slice), slice);
  return held;
}

/** The same for no other object, be it of that name. */
function nameOf({ metadata }: EndpointSlice): string {
  return `${metadata.namespace ?? ''}/${metadata.name}/${metadata.uid ?? ''}`;
}

function heldKey(slice: EndpointSlice): string {
  return `${serviceNameOf(slice)}/${slice.metadata.name}`;
}
