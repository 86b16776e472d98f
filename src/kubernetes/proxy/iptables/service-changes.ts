/** Which Services' rules a sync has to write again. */
import type { EndpointSlice } from '../../api/endpointslice.ts';
import type { Service } from '../../api/service.ts';
import { isWatchedSlice, serviceNameOf } from '../endpoints.ts';
import type { ProxyInput } from '../proxy-input.ts';
import { toServicePorts } from '../service-port.ts';

type KnownObjects = Pick<ProxyInput, 'services' | 'slices'>;

/**
 * The `namespace/name` of each Service of which something has changed that kube-proxy goes by, or any of whose slices
 * has changed at all, be it without consequence for the rules.
 * Upstream: pkg/proxy/servicechangetracker.go ServiceChangeTracker.Update, pkg/proxy/endpointslicecache.go
 * esDataChanged (v1.36).
 */
export function changedServices(before: KnownObjects, now: KnownObjects): ReadonlySet<string> {
  const services = changedOwners(before.services, now.services, objectName, objectName, toServicePorts);
  const slices = changedOwners(
    before.slices.filter(isWatchedSlice),
    now.slices.filter(isWatchedSlice),
    objectName,
    serviceNameOf,
    (slice) => slice,
  );
  return new Set([...services, ...slices]);
}

/** The owners of objects that came, went, or are no longer seen in the same way; an object itself being the same, it is. */
function changedOwners<T>(
  before: readonly T[],
  now: readonly T[],
  nameOf: (object: T) => string,
  ownerOf: (object: T) => string,
  view: (object: T) => unknown,
): readonly string[] {
  const left = new Map(before.map((object) => [nameOf(object), object]));
  const changed: string[] = [];
  for (const object of now) {
    const previous = left.get(nameOf(object));
    left.delete(nameOf(object));
    if (previous === object) continue;
    if (previous !== undefined && JSON.stringify(view(previous)) === JSON.stringify(view(object))) continue;
    changed.push(ownerOf(object), ...(previous === undefined ? [] : [ownerOf(previous)]));
  }
  return [...changed, ...Array.from(left.values(), ownerOf)];
}

function objectName({ metadata }: Service | EndpointSlice): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
