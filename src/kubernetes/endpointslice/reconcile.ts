/** Which EndpointSlices a Service should have, given its pods. */
import type { Endpoint, EndpointPort, EndpointSlice } from '../api/endpointslice.ts';
import type { ObjectMeta } from '../api/meta.ts';
import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { matchesServiceSelector } from '../labels/selector.ts';
import {
  type AddressFamily,
  addressFamilies,
  endpointPorts,
  podToEndpoint,
  shouldPodBeInEndpoints,
} from './endpoint.ts';
import { endpointKey, type EndpointSet, portMapKey } from './endpoint-set.ts';
import { fillSlices } from './fill.ts';
import { wantedHints, withHints } from './hints.ts';
import { hasOtherLabels, sameMap, sliceLabels } from './slice-labels.ts';

/** What to write so that the stored slices become the wanted ones. */
export interface SliceChanges {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

/** As SliceChanges; with `missingNode`, a pod was left out whose node does not exist: the Service is to be tried again. */
export interface ServiceSliceChanges extends SliceChanges {
  readonly missingNode: boolean;
}

/** Finds a node by its name. */
export type NodeLookup = (name: string) => Node | undefined;

interface Group {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: EndpointSet;
}

const NOTHING: ServiceSliceChanges = { create: [], update: [], remove: [], missingNode: false };

/**
 * The changes that bring a Service's slices up to date: for each family of its addresses, the pods that it selects,
 * grouped by the ports that they resolve to, at most 100 in a slice, and one empty slice where there are none. What
 * exists is kept as far as it can be. `existing` are the slices that this controller has made for the Service;
 * `newName` names new ones. A Service without a selector, or of type ExternalName, is left as it is.
 * Upstream: staging/src/k8s.io/endpointslice/reconciler.go Reconcile (v1.36).
 */
export function reconcileEndpointSlices(
  service: Service,
  pods: readonly Pod[],
  nodeOf: NodeLookup,
  existing: readonly EndpointSlice[],
  newName: () => string,
): ServiceSliceChanges {
  if (service.spec.selector === undefined || service.spec.type === 'ExternalName') return NOTHING;
  const families = addressFamilies(service);
  const parts = families.map((family) =>
    reconcileFamily(
      service,
      pods,
      nodeOf,
      existing.filter(({ addressType }) => addressType === family),
      family,
      newName,
    ),
  );
  const foreign = existing.filter(({ addressType }) => !families.some((family) => family === addressType));
  return {
    create: parts.flatMap(({ create }) => create),
    update: parts.flatMap(({ update }) => update),
    remove: [...parts.flatMap(({ remove }) => remove), ...foreign],
    missingNode: parts.some(({ missingNode }) => missingNode),
  };
}

function reconcileFamily(
  service: Service,
  pods: readonly Pod[],
  nodeOf: NodeLookup,
  existing: readonly EndpointSlice[],
  family: AddressFamily,
  newName: () => string,
): ServiceSliceChanges {
  const { groups, missingNode } = groupByPorts(service, pods, nodeOf, family);
  const isOwned = (slice: EndpointSlice): boolean =>
    slice.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid) ?? false;
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const remove = existing.filter((slice) => !isOwned(slice) || !groups.has(portMapKey(slice.ports)));
  for (const [key, { ports, endpoints }] of groups) {
    const own = existing.filter((slice) => isOwned(slice) && portMapKey(slice.ports) === key);
    const filled = fillSlices(own, endpoints, ({ metadata }) => hasOtherLabels(metadata.labels, service));
    create.push(...filled.create.map((list) => newSlice(service, family, ports, list)));
    update.push(...filled.update.map((slice) => relabelled(slice, service)));
    remove.push(...filled.remove);
  }
  if (create.length === 0 && existing.length === remove.length) {
    const placeholder = newSlice(service, family, [], []);
    const [only] = remove;
    if (remove.length === 1 && only !== undefined && isSamePlaceholder(only, placeholder)) remove.pop();
    else create.push(placeholder);
  }
  const preference = wantedHints(service);
  const untouched = existing.filter((slice) => ![...update, ...remove].some((other) => isSame(slice, other)));
  const rehinted = untouched.map((slice) => withHints(slice, preference)).filter((slice) => !untouched.includes(slice));
  const changes = recycle(
    {
      create: create.map((slice) => withHints(slice, preference)),
      update: [...update.map((slice) => withHints(slice, preference)), ...rehinted],
      remove,
    },
    isOwned,
  );
  const named = changes.create.map((slice) => withMetadata(slice, { name: newName() }));
  return { ...changes, create: service.metadata.deletionTimestamp === undefined ? named : [], missingNode };
}

function groupByPorts(
  service: Service,
  pods: readonly Pod[],
  nodeOf: NodeLookup,
  family: AddressFamily,
): { readonly groups: ReadonlyMap<string, Group>; readonly missingNode: boolean } {
  const groups = new Map<string, Group>();
  let missingNode = false;
  for (const pod of pods) {
    if (!matchesServiceSelector(service.spec.selector, pod.metadata.labels) || !shouldPodBeInEndpoints(pod)) continue;
    const ports = endpointPorts(service, pod);
    const key = portMapKey(ports);
    const group = groups.get(key) ?? { ports, endpoints: new Map<string, Endpoint>() };
    groups.set(key, group);
    const node = pod.spec.nodeName === undefined ? undefined : nodeOf(pod.spec.nodeName);
    if (node === undefined && service.spec.publishNotReadyAddresses !== true) {
      missingNode = true;
      continue;
    }
    const endpoint = podToEndpoint(pod, node, service, family);
    if (endpoint.addresses.length > 0) group.endpoints.set(endpointKey(endpoint), endpoint);
  }
  return { groups, missingNode };
}

/** A slice still without a name of its own. Upstream: utils.go newEndpointSlice (v1.36). */
function newSlice(
  service: Service,
  addressType: AddressFamily,
  ports: readonly EndpointPort[],
  endpoints: readonly Endpoint[],
): EndpointSlice {
  const { name, namespace = 'default', uid = '' } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: sliceLabels(service),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType,
    ...(endpoints.length === 0 ? {} : { endpoints }),
    ...(ports.length === 0 ? {} : { ports }),
  };
}

function relabelled(slice: EndpointSlice, service: Service): EndpointSlice {
  return withMetadata(slice, { labels: sliceLabels(service) });
}

/**
 * Slices to be made take the place of such as are to go, so that fewer objects come and go.
 * Upstream: reconciler.go finalize (v1.36).
 */
export function recycle(changes: SliceChanges, isOwned: (slice: EndpointSlice) => boolean): SliceChanges {
  const create = [...changes.create];
  const update = [...changes.update];
  const remove: EndpointSlice[] = [];
  for (const old of changes.remove) {
    const last = create.at(-1);
    if (last === undefined || last.addressType !== old.addressType || !isOwned(old)) {
      remove.push(old);
      continue;
    }
    create.pop();
    const { annotations: _old, ...metadata } = old.metadata;
    update.push({ ...last, metadata: { ...metadata, ...last.metadata, name: metadata.name } });
  }
  return { create, update, remove };
}

/** Upstream: reconciler.go placeholderSliceCompare (v1.36): names and owners do not count. */
function isSamePlaceholder(slice: EndpointSlice, placeholder: EndpointSlice): boolean {
  return (
    (slice.endpoints ?? []).length === 0 &&
    (slice.ports ?? []).length === 0 &&
    sameMap(slice.metadata.labels, placeholder.metadata.labels)
  );
}

function isSame(left: EndpointSlice, right: EndpointSlice): boolean {
  return left.metadata.name === right.metadata.name;
}

function withMetadata(slice: EndpointSlice, metadata: Partial<ObjectMeta>): EndpointSlice {
  return { ...slice, metadata: { ...slice.metadata, ...metadata } };
}
