/** The hints by which an endpoint asks for clients of its own zone or node. */
import type { Endpoint, EndpointSlice } from '../api/endpointslice.ts';
import type { Service } from '../api/service.ts';

type TrafficDistribution = NonNullable<Service['spec']['trafficDistribution']>;

/** The older annotation, and its still older spelling, which takes precedence. */
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_AWARE_HINTS = 'service.kubernetes.io/topology-aware-hints';

/**
 * The preference that a Service's hints follow; none while the older annotation is in force.
 * Upstream: staging/src/k8s.io/endpointslice/utils.go hintsEnabled, reconciler.go reconcileByAddressType (v1.36).
 * Simplified: the annotation `service.kubernetes.io/topology-mode: Auto` gives no hints; upstream shares endpoints out
 * by the CPUs of the zones once there are enough of them.
 */
export function wantedHints({ metadata: { annotations }, spec }: Service): TrafficDistribution | undefined {
  const mode = annotations?.[TOPOLOGY_AWARE_HINTS] ?? annotations?.[TOPOLOGY_MODE];
  return mode === 'Auto' || mode === 'auto' ? undefined : spec.trafficDistribution;
}

/**
 * The slice with the hints of that preference on its ready endpoints; the same slice where they are right already.
 * Without a preference no endpoint keeps any.
 * Upstream: staging/src/k8s.io/endpointslice/trafficdist ReconcileHints (v1.36).
 */
export function withHints(slice: EndpointSlice, preference: TrafficDistribution | undefined): EndpointSlice {
  const { endpoints = [] } = slice;
  const isRight = endpoints.every((endpoint) =>
    preference === undefined
      ? endpoint.hints === undefined
      : endpoint.conditions.ready !== true || sameHints(endpoint.hints, hintsFor(endpoint, preference)),
  );
  if (isRight) return slice;
  return {
    ...slice,
    endpoints: endpoints.map((endpoint) => {
      if (preference !== undefined && endpoint.conditions.ready !== true) return endpoint;
      const { hints: _old, ...rest } = endpoint;
      const hints = preference === undefined ? undefined : hintsFor(endpoint, preference);
      return hints === undefined ? rest : { ...rest, hints };
    }),
  };
}

function hintsFor({ zone, nodeName }: Endpoint, preference: TrafficDistribution): Endpoint['hints'] {
  const forNodes = preference === 'PreferSameNode' && nodeName !== undefined;
  if (zone === undefined && !forNodes) return undefined;
  return {
    ...(zone === undefined ? {} : { forZones: [{ name: zone }] }),
    ...(forNodes ? { forNodes: [{ name: nodeName }] } : {}),
  };
}

function sameHints(left: Endpoint['hints'], right: Endpoint['hints']): boolean {
  return namesOf(left?.forZones) === namesOf(right?.forZones) && namesOf(left?.forNodes) === namesOf(right?.forNodes);
}

function namesOf(list: readonly { readonly name: string }[] = []): string {
  return list.map(({ name }) => name).join(',');
}
