/** The pods behind an Ingress's backend: the controller goes to their addresses, past the Service's cluster IP. */
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { IngressBackend } from '../api/ingress.ts';
import type { Service, ServicePort } from '../api/service.ts';

/** An endpoint that requests are passed to. */
export interface IngressUpstream {
  readonly address: string;
  readonly port: number;
}

/** The Service's port that the backend means, by name or number; undefined where it has no such port. */
export function backendPort({ spec }: Service, backend: IngressBackend): ServicePort | undefined {
  const wanted = backend.service?.port;
  return spec.ports?.find((port) =>
    wanted?.name === undefined ? port.port === wanted?.number : port.name === wanted.name,
  );
}

/**
 * The ready endpoints of that port, sorted. Simplified: [SIM-93] no Service of type ExternalName behind an Ingress.
 * Upstream: ingress-nginx internal/ingress/controller/endpointslices.go getEndpointsFromSlices
 */
export function upstreamsOf(
  slices: readonly EndpointSlice[],
  { name = '', protocol }: ServicePort,
): readonly IngressUpstream[] {
  const found = new Map<string, IngressUpstream>();
  for (const { ports = [], endpoints = [] } of slices) {
    const own = ports.find((each) => (each.name ?? '') === name && (each.protocol ?? 'TCP') === protocol);
    if (own?.port === undefined) continue;
    for (const { addresses, conditions } of endpoints) {
      const [address] = addresses;
      if (address === undefined || !(conditions.ready ?? true)) continue;
      found.set(`${address}:${String(own.port)}`, { address, port: own.port });
    }
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, upstream]) => upstream);
}
