/** Which Services' rules a sync has to write again. */
import type { Service } from '../../api/service.ts';
import { serviceNameOf } from '../endpoints.ts';
import { compareServicePortNames } from '../service-port-name.ts';
import { toServicePorts, type ServicePortInfo } from '../service-port.ts';
import type { HeldSlices } from './slice-cache.ts';

/** What kube-proxy goes by at a sync. */
export interface KnownObjects {
  readonly services: readonly Service[];
  readonly slices: HeldSlices;
}

/**
 * The `namespace/name` of each Service of which something has changed that kube-proxy goes by, be it not the order of its
 * ports, or any of whose slices has changed at all, be it without consequence for the rules.
 * Upstream: pkg/proxy/servicechangetracker.go ServiceChangeTracker.Update, pkg/proxy/endpointslicecache.go
 * esDataChanged (v1.36).
 */
export function changedServices(before: KnownObjects, now: KnownObjects): ReadonlySet<string> {
  const services = changedKeys(byName(before.services), byName(now.services), portsOf);
  const slices = changedKeys(before.slices, now.slices, (slice) => slice);
  const owners = slices.map((key) => now.slices.get(key) ?? before.slices.get(key));
  return new Set([...services, ...owners.flatMap((slice) => (slice === undefined ? [] : [serviceNameOf(slice)]))]);
}

/** The keys whose value came, went, or is no longer seen in the same way; a value itself being the same, it is. */
function changedKeys<T>(
  before: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  view: (value: T) => unknown,
): readonly string[] {
  const gone = Array.from(before.keys()).filter((key) => !now.has(key));
  const changed = Array.from(now).flatMap(([key, value]) => {
    const previous = before.get(key);
    if (previous === value) return [];
    const isAlike = previous !== undefined && JSON.stringify(view(previous)) === JSON.stringify(view(value));
    return isAlike ? [] : [key];
  });
  return [...gone, ...changed];
}

function byName(services: readonly Service[]): ReadonlyMap<string, Service> {
  return new Map(services.map((service) => [`${service.metadata.namespace ?? ''}/${service.metadata.name}`, service]));
}

function portsOf(service: Service): readonly ServicePortInfo[] {
  return toServicePorts(service).toSorted((a, b) => compareServicePortNames(a.name, b.name));
}
