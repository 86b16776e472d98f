/** Which Endpoints object a Service should have, given its pods. */
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { HEADLESS_LABEL, isServiceIPSet, sameMap, withoutKeys } from '../endpointslice/slice-labels.ts';
import type { Endpoints, EndpointSubset } from './endpoints.ts';
import { endpointSubsets } from './subsets.ts';
import { countAddresses, MAX_ENDPOINTS, truncateSubsets } from './truncate.ts';

/** The label by which the controller knows its own, and what it says. */
const ENDPOINTS_MANAGED_BY_LABEL = 'endpoints.kubernetes.io/managed-by';
const ENDPOINTS_MANAGED_BY = 'endpoint-controller';
/** When the change happened that made the controller write. */
export const LAST_CHANGE_TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';
const HEADLESS: ReadonlySet<string> = new Set([HEADLESS_LABEL]);

/**
 * The Endpoints to be written for a Service, or undefined when `current` will do: the addresses of the pods that it
 * selects, no more than 1000, under the Service's labels. `triggerTime` is when the change happened that led here. A
 * Service without a selector, or of type ExternalName, is left as it is.
 * Upstream: pkg/controller/endpoint/endpoints_controller.go syncService (v1.36).
 */
export function reconcileEndpoints(
  service: Service,
  pods: readonly Pod[],
  current: Endpoints | undefined,
  triggerTime: string | undefined,
): Endpoints | undefined {
  if (service.spec.selector === undefined || service.spec.type === 'ExternalName') return undefined;
  const { name, namespace = 'default', labels } = service.metadata;
  const subsets = endpointSubsets(service, pods);
  const wanted = { ...labels, [ENDPOINTS_MANAGED_BY_LABEL]: ENDPOINTS_MANAGED_BY };
  const isRight =
    current !== undefined &&
    sameSubsets(current.subsets ?? [], subsets) &&
    sameMap(withoutKeys(current.metadata.labels, HEADLESS), wanted) &&
    isCapacityRight(current);
  if (isRight) return undefined;
  const truncated = truncateSubsets(subsets);
  const annotations = {
    ...withoutKeys(current?.metadata.annotations, new Set([LAST_CHANGE_TRIGGER_TIME, OVER_CAPACITY])),
    ...(triggerTime === undefined ? {} : { [LAST_CHANGE_TRIGGER_TIME]: triggerTime }),
    ...(truncated === undefined ? {} : { [OVER_CAPACITY]: 'truncated' }),
  };
  const { annotations: _old, ...metadata } = current?.metadata ?? { name, namespace };
  const written = truncated ?? subsets;
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...metadata,
      labels: isServiceIPSet(service) ? withoutKeys(wanted, HEADLESS) : { ...wanted, [HEADLESS_LABEL]: '' },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    ...(written.length === 0 ? {} : { subsets: written }),
  };
}

/** Upstream: capacityAnnotationSetCorrectly (v1.36): the annotation is there only to be looked at again. */
function isCapacityRight({ metadata, subsets }: Endpoints): boolean {
  return countAddresses(subsets) <= MAX_ENDPOINTS && metadata.annotations?.[OVER_CAPACITY] === undefined;
}

function sameSubsets(left: readonly EndpointSubset[], right: readonly EndpointSubset[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
