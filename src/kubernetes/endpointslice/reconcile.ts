/** Which EndpointSlices a Service should have, given its pods. */
import type { Endpoint, EndpointPort, EndpointSlice } from '../api/endpointslice.ts';
import type { ObjectMeta, StringMap } from '../api/meta.ts';
import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { matchesServiceSelector } from '../labels/selector.ts';
import { endpointPorts, podToEndpoint, shouldPodBeInEndpoints } from './endpoint.ts';

/** Upstream: pkg/controller/endpointslice/config MaxEndpointsPerSlice (v1.36). */
export const MAX_ENDPOINTS_PER_SLICE = 100;

/** The label that names the Service of a slice. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
/** The label that names the controller of a slice. */
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
/** What that label says on the controller's own slices. */
export const MANAGED_BY = 'endpointslice-controller.k8s.io';

/** What to write so that the stored slices become the wanted ones. */
export interface SliceChanges {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

interface PortGroup {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: Endpoint[];
}

/**
 * The changes that bring a Service's slices up to date: pods grouped by the ports they resolve to, at most 100 in a
 * slice, and one empty slice where no pod is selected. Existing slices keep their names; `newName` names new ones.
 * Upstream: staging/src/k8s.io/endpointslice/reconciler.go Reconcile (v1.36).
 * Simplified: [SIM-1] endpoints are packed anew in pod-name order at each change instead of filling the gaps of existing slices.
 */
export function reconcileEndpointSlices(
  service: Service,
  pods: readonly Pod[],
  nodeOf: (name: string) => Node | undefined,
  existing: readonly EndpointSlice[],
  newName: () => string,
): SliceChanges {
  const wanted = wantedContents(service, pods, nodeOf);
  const free = [...existing];
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  for (const content of wanted) {
    const index = free.findIndex((slice) => samePorts(slice.ports ?? [], content.ports ?? []));
    const old = index < 0 ? undefined : free.splice(index, 1)[0];
    const slice = toSlice(service, content, old?.metadata ?? { name: newName() });
    if (old === undefined) create.push(slice);
    else if (!sameJson(contentOf(old), contentOf(slice))) update.push(slice);
  }
  return { create, update, remove: free };
}

type Content = Pick<EndpointSlice, 'endpoints' | 'ports'>;

function wantedContents(service: Service, pods: readonly Pod[], nodeOf: (name: string) => Node | undefined): Content[] {
  if (service.spec.selector === undefined || service.spec.type === 'ExternalName') return [];
  const groups = new Map<string, PortGroup>();
  for (const pod of pods) {
    if (!matchesServiceSelector(service.spec.selector, pod.metadata.labels) || !shouldPodBeInEndpoints(pod)) continue;
    const node = pod.spec.nodeName === undefined ? undefined : nodeOf(pod.spec.nodeName);
    if (node === undefined && service.spec.publishNotReadyAddresses !== true) continue;
    const ports = endpointPorts(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    groups.set(key, group);
    group.endpoints.push(podToEndpoint(pod, node, service));
  }
  if (groups.size === 0) return [{}];
  return [...groups.values()].flatMap(({ ports, endpoints }) => {
    const contents: Content[] = [];
    for (let start = 0; start < endpoints.length; start += MAX_ENDPOINTS_PER_SLICE) {
      contents.push({ ports, endpoints: endpoints.slice(start, start + MAX_ENDPOINTS_PER_SLICE) });
    }
    return contents;
  });
}

function toSlice(
  service: Service,
  content: Content,
  old: Partial<ObjectMeta> & { readonly name: string },
): EndpointSlice {
  const { name: serviceName, namespace = 'default', uid = '', labels } = service.metadata;
  const sliceLabels: StringMap = {
    ...labels,
    [MANAGED_BY_LABEL]: MANAGED_BY,
    [SERVICE_NAME_LABEL]: serviceName,
    ...(service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...old,
      namespace,
      labels: sliceLabels,
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Service', name: serviceName, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: 'IPv4',
    ...content,
  };
}

function contentOf(slice: EndpointSlice): unknown {
  return [slice.metadata.labels, slice.ports ?? [], slice.endpoints ?? []];
}

function samePorts(left: readonly EndpointPort[], right: readonly EndpointPort[]): boolean {
  return sameJson(left, right);
}

function sameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
