/** The labels by which an EndpointSlice says whose it is, and which it takes over from its Service. */
import type { StringMap } from '../api/meta.ts';
import type { Service } from '../api/service.ts';

/** The label that names the Service of a slice. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
/** The label that names the controller of a slice. */
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
/** What that label says on the slices that are made from pods. */
export const MANAGED_BY = 'endpointslice-controller.k8s.io';
/** The label of what belongs to a Service without a cluster IP. */
export const HEADLESS_LABEL = 'service.kubernetes.io/headless';

const RESERVED: ReadonlySet<string> = new Set([SERVICE_NAME_LABEL, MANAGED_BY_LABEL, HEADLESS_LABEL]);

/** Whether the Service has an address of its own. Upstream: pkg/apis/core/v1/helper IsServiceIPSet (v1.36). */
export function isServiceIPSet({ spec: { clusterIP = '' } }: Service): boolean {
  return clusterIP !== '' && clusterIP !== 'None';
}

/**
 * The labels of a Service's slices: the Service's own, less those that are kept for slices, and then the latter.
 * Upstream: staging/src/k8s.io/endpointslice/utils.go setEndpointSliceLabels (v1.36).
 */
export function sliceLabels(service: Service): StringMap {
  return {
    ...withoutReserved(service.metadata.labels),
    ...(isServiceIPSet(service) ? {} : { [HEADLESS_LABEL]: '' }),
    [MANAGED_BY_LABEL]: MANAGED_BY,
    [SERVICE_NAME_LABEL]: service.metadata.name,
  };
}

/** Whether a slice must be written because of its labels alone: the reserved ones do not count. Upstream: as sliceLabels. */
export function hasOtherLabels(existing: StringMap | undefined, service: Service): boolean {
  return !sameMap(withoutReserved(existing), withoutReserved(service.metadata.labels));
}

/** Whether both hold the same keys and values; absent is as good as empty. */
export function sameMap(left: StringMap = {}, right: StringMap = {}): boolean {
  if (left === right) return true;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && left[key] === right[key])
  );
}

/** A copy without those keys. */
export function withoutKeys(map: StringMap | undefined, keys: ReadonlySet<string>): StringMap {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([key]) => !keys.has(key)));
}

function withoutReserved(labels: StringMap | undefined): StringMap {
  return withoutKeys(labels, RESERVED);
}
