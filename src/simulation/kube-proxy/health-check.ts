/** What a Service's health-check node port answers. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { SERVICE_NAME_LABEL } from '../../kubernetes/endpointslice/reconcile.ts';

/** Whether the node has a ready endpoint of the Service: then the port answers 200, else 503. Upstream: pkg/proxy/healthcheck (v1.36). */
export function hasLocalReadyEndpoint(slices: readonly EndpointSlice[], service: Service, node: string): boolean {
  const { name, namespace } = service.metadata;
  return slices.some(
    (slice) =>
      slice.metadata.namespace === namespace &&
      slice.metadata.labels?.[SERVICE_NAME_LABEL] === name &&
      slice.endpoints?.some((endpoint) => endpoint.nodeName === node && endpoint.conditions.ready !== false) === true,
  );
}
