/** Which EndpointSlices mirror an Endpoints object that somebody made by hand. */
import type { Endpoint, EndpointPort, EndpointSlice } from '../api/endpointslice.ts';
import type { StringMap } from '../api/meta.ts';
import type { Service } from '../api/service.ts';
import type { AddressFamily } from '../endpointslice/endpoint.ts';
import { endpointKey, type EndpointSet, equalBeyondKey, portMapKey } from '../endpointslice/endpoint-set.ts';
import { recycle, type SliceChanges } from '../endpointslice/reconcile.ts';
import { MANAGED_BY_LABEL, sameMap, SERVICE_NAME_LABEL, withoutKeys } from '../endpointslice/slice-labels.ts';
import { isIPv4, isIPv6 } from '../net/address.ts';
import type { EndpointAddress, Endpoints, EndpointsPort, EndpointSubset } from './endpoints.ts';
import { LAST_CHANGE_TRIGGER_TIME } from './reconcile.ts';

/** What the managed-by label says on mirrored slices. */
export const MIRRORED_BY = 'endpointslicemirroring-controller.k8s.io';

/** Upstream: pkg/controller/endpointslicemirroring/config MirroringMaxEndpointsPerSubset (v1.36). */
const MAX_ENDPOINTS_PER_SUBSET = 1000;

const SKIP_MIRROR_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';
const OWN_LABELS: ReadonlySet<string> = new Set([MANAGED_BY_LABEL, SERVICE_NAME_LABEL]);
const NOT_MIRRORED_ANNOTATIONS: ReadonlySet<string> = new Set([
  LAST_CHANGE_TRIGGER_TIME,
  'kubectl.kubernetes.io/last-applied-configuration',
]);

interface Wanted {
  readonly family: AddressFamily;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: EndpointSet;
}

/**
 * Whether the Endpoints are to be mirrored: their Service has no selector, and they do not forbid it.
 * Upstream: pkg/controller/endpointslicemirroring syncEndpoints, shouldMirror (v1.36).
 */
export function shouldMirror(endpoints: Endpoints | undefined, service: Service | undefined): boolean {
  if (endpoints === undefined || service === undefined || service.spec.selector !== undefined) return false;
  const { labels, annotations } = endpoints.metadata;
  return labels?.[SKIP_MIRROR_LABEL] !== 'true' && annotations?.[LEADER_ANNOTATION] === undefined;
}

/**
 * The changes that bring the mirrored slices up to date: one for each subset's ports and each family of addresses.
 * `existing` are the slices that mirror these Endpoints; `newName` names new ones.
 * Upstream: pkg/controller/endpointslicemirroring/reconciler.go reconcile (v1.36).
 */
export function mirrorEndpoints(
  endpoints: Endpoints,
  existing: readonly EndpointSlice[],
  newName: () => string,
): SliceChanges {
  const wanted = wantedByKey(endpoints.subsets ?? []);
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const remove = existing.filter((slice) => !wanted.has(keyOf(slice.addressType, slice.ports)));
  for (const [key, group] of wanted) {
    const [first, ...rest] = existing.filter((slice) => keyOf(slice.addressType, slice.ports) === key);
    remove.push(...rest);
    if (first === undefined) create.push(toSlice(endpoints, group));
    else if (!isUpToDate(first, endpoints, group)) {
      const { annotations: _old, ...metadata } = first.metadata;
      const slice = toSlice(endpoints, group);
      update.push({ ...slice, metadata: { ...metadata, ...slice.metadata, name: metadata.name } });
    }
  }
  const changes = recycle({ create, update, remove }, () => true);
  return {
    ...changes,
    create: changes.create.map((slice) => ({ ...slice, metadata: { ...slice.metadata, name: newName() } })),
  };
}

function wantedByKey(subsets: readonly EndpointSubset[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    const slicePorts = ports.map(toSlicePort);
    const all = [
      ...addresses.map((address) => ({ address, ready: true })),
      ...notReadyAddresses.map((address) => ({ address, ready: false })),
    ].filter(({ address }) => familyOf(address) !== undefined);
    for (const { address, ready } of all.slice(0, MAX_ENDPOINTS_PER_SUBSET)) {
      const family = familyOf(address);
      if (family === undefined) continue;
      const key = keyOf(family, slicePorts);
      const group = wanted.get(key) ?? { family, ports: slicePorts, endpoints: new Map<string, Endpoint>() };
      wanted.set(key, group);
      const endpoint = toEndpoint(address, ready);
      group.endpoints.set(endpointKey(endpoint), endpoint);
    }
  }
  return wanted;
}

/** Upstream: pkg/controller/endpointslicemirroring/utils.go newEndpointSlice (v1.36). Its name is still to be given. */
function toSlice(owner: Endpoints, { family, ports, endpoints }: Wanted): EndpointSlice {
  const { name, namespace = 'default', uid = '', labels } = owner.metadata;
  const annotations = mirroredAnnotations(owner);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [MANAGED_BY_LABEL]: MIRRORED_BY, [SERVICE_NAME_LABEL]: name },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Endpoints', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: family,
    endpoints: [...endpoints.values()],
    ...(ports.length === 0 ? {} : { ports }),
  };
}

function isUpToDate(slice: EndpointSlice, owner: Endpoints, { endpoints }: Wanted): boolean {
  const before = slice.endpoints ?? [];
  const sameEndpoints =
    before.length === endpoints.size &&
    before.every((endpoint) => {
      const wanted = endpoints.get(endpointKey(endpoint));
      return wanted !== undefined && equalBeyondKey(wanted, endpoint);
    });
  return (
    sameEndpoints &&
    sameMap(withoutKeys(slice.metadata.labels, OWN_LABELS), owner.metadata.labels) &&
    sameMap(slice.metadata.annotations, mirroredAnnotations(owner))
  );
}

function mirroredAnnotations({ metadata: { annotations } }: Endpoints): StringMap {
  return withoutKeys(annotations, NOT_MIRRORED_ANNOTATIONS);
}

/** Upstream: utils.go addressToEndpoint (v1.36): serving and terminating stay unsaid. */
function toEndpoint({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
}

function toSlicePort({ name = '', port, protocol, appProtocol }: EndpointsPort): EndpointPort {
  return { name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) };
}

function familyOf({ ip }: EndpointAddress): AddressFamily | undefined {
  if (isIPv4(ip)) return 'IPv4';
  return isIPv6(ip) ? 'IPv6' : undefined;
}

function keyOf(addressType: string, ports: readonly EndpointPort[] | undefined): string {
  return `${addressType} ${portMapKey(ports)}`;
}
