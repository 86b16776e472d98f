/** The form of endpoints.json: from what is recorded to objects of ours, and back. */
import type { Endpoint, EndpointPort, EndpointSlice } from '../src/kubernetes/api/endpointslice.ts';
import type { OwnerReference, StringMap } from '../src/kubernetes/api/meta.ts';
import type { Node } from '../src/kubernetes/api/node.ts';
import type { Container, ContainerPort, Pod } from '../src/kubernetes/api/pod.ts';
import type { EndpointAddress, Endpoints, EndpointsPort } from '../src/kubernetes/endpoints/endpoints.ts';
import { LAST_CHANGE_TRIGGER_TIME } from '../src/kubernetes/endpoints/reconcile.ts';
import { MIRRORED_BY } from '../src/kubernetes/endpoints/mirror.ts';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  SERVICE_NAME_LABEL,
  withoutKeys,
} from '../src/kubernetes/endpointslice/slice-labels.ts';
import type { OtherObject, Store } from '../src/simulation/apiserver/store.ts';

/** A case: the cluster at a moment. */
export interface EndpointsCase {
  readonly id: string;
  readonly manifests: string;
  readonly pods: readonly RecordedPod[];
  readonly slices: readonly RecordedSlice[];
  readonly endpointsObject: readonly RecordedEndpoints[];
}

/** A pod as it was at that moment; null is none. */
interface RecordedPod {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: StringMap;
  readonly ip: string | null;
  readonly extraIP?: string;
  readonly nodeName: string | null;
  readonly phase: Pod['status']['phase'];
  readonly ready: boolean;
  readonly terminating: boolean;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly containerPorts: readonly ContainerPort[];
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

/** A slice; `<suffix>` stands for the random end of its name. */
export interface RecordedSlice {
  readonly service: string;
  readonly name: string;
  readonly namespace?: string;
  readonly addressType: EndpointSlice['addressType'];
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** An Endpoints object. */
export interface RecordedEndpoints {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: StringMap;
  readonly annotations?: StringMap;
  readonly subsets: readonly {
    readonly addresses?: readonly EndpointAddress[];
    readonly notReadyAddresses?: readonly EndpointAddress[];
    readonly ports?: readonly EndpointsPort[];
  }[];
}

const SUFFIX = '<suffix>';
const NOT_RECORDED: ReadonlySet<string> = new Set([
  LAST_CHANGE_TRIGGER_TIME,
  'kubectl.kubernetes.io/last-applied-configuration',
]);

/** A node of the recorded cluster. */
export function toNode({ name, zone }: { readonly name: string; readonly zone?: string }): Node {
  const labels = zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: {} };
}

/** A pod of the recorded cluster. */
export function toPod(pod: RecordedPod): Pod {
  const { name, namespace = 'default', labels, ip, extraIP, nodeName, hostname, subdomain, initContainers } = pod;
  const podIPs = [ip ?? undefined, extraIP].filter((address) => address !== undefined);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: podUid(namespace, name),
      labels,
      ...(pod.terminating ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}),
    },
    spec: {
      containers: pod.containers ?? [{ name: 'main', ports: pod.containerPorts }],
      ...(initContainers === undefined ? {} : { initContainers }),
      ...(nodeName === null ? {} : { nodeName }),
      ...(hostname === undefined ? {} : { hostname }),
      ...(subdomain === undefined ? {} : { subdomain }),
    },
    status: {
      phase: pod.phase,
      ...(ip === null ? {} : { podIP: ip, podIPs: podIPs.map((address) => ({ ip: address })) }),
      conditions: [{ type: 'Ready', status: pod.ready ? 'True' : 'False' }],
    },
  };
}

/** A recorded slice as an object that the store may hold; what was made by a controller is owned as it would be. */
export function toStoredSlice(slice: RecordedSlice, index: number, store: Store): EndpointSlice {
  const { name, namespace = 'default', labels, annotations, addressType, service } = slice;
  const isGenerated = name.endsWith(SUFFIX);
  const owner = { [MANAGED_BY]: 'Service', [MIRRORED_BY]: 'Endpoints' }[labels[MANAGED_BY_LABEL] ?? ''];
  const uid = owner === undefined ? undefined : store.get(owner, `${namespace}/${service}`)?.metadata.uid;
  const references: readonly OwnerReference[] =
    owner === undefined || uid === undefined ? [] : [{ apiVersion: 'v1', kind: owner, name: service, uid }];
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...(isGenerated ? { generateName: name.slice(0, -SUFFIX.length) } : {}),
      name: name.replace(SUFFIX, `old-${index}`),
      namespace,
      labels,
      annotations,
      ownerReferences: references,
    },
    addressType,
    ports: slice.ports,
    endpoints: slice.endpoints.map((endpoint) => ({
      ...endpoint,
      ...(endpoint.targetRef === undefined ? {} : { targetRef: toReference(endpoint.targetRef, namespace) }),
    })),
  };
}

/** Recorded Endpoints as an object that the store may hold. */
export function toStoredEndpoints({ name, namespace = 'default', ...rest }: RecordedEndpoints): Endpoints {
  const stored = (address: EndpointAddress): EndpointAddress => ({
    ...address,
    ...(address.targetRef === undefined ? {} : { targetRef: toReference(address.targetRef, namespace) }),
  });
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name, namespace, labels: rest.labels, annotations: rest.annotations ?? {} },
    subsets: rest.subsets.map((subset) => ({
      ...subset,
      ...(subset.addresses === undefined ? {} : { addresses: subset.addresses.map(stored) }),
      ...(subset.notReadyAddresses === undefined ? {} : { notReadyAddresses: subset.notReadyAddresses.map(stored) }),
    })),
  };
}

/** A slice of ours in the recorded form. */
export function shownSlice({ metadata, addressType, ports = [], endpoints = [] }: EndpointSlice): RecordedSlice {
  const { generateName, name, labels = {}, annotations } = metadata;
  return {
    service: labels[SERVICE_NAME_LABEL] ?? '',
    name: generateName === undefined ? name : `${generateName}${SUFFIX}`,
    addressType,
    labels,
    annotations: withoutKeys(annotations, NOT_RECORDED),
    ports,
    endpoints: endpoints.map((endpoint) => ({
      ...endpoint,
      conditions: endpoint.conditions ?? {},
      ...(endpoint.targetRef === undefined ? {} : { targetRef: shownReference(endpoint.targetRef) }),
    })),
  };
}

/** Endpoints of ours in the recorded form. */
export function shownEndpoints(object: OtherObject): RecordedEndpoints {
  // The store files every object under its own kind.
  const { metadata, subsets = [] } = object as unknown as Endpoints;
  const annotations = withoutKeys(metadata.annotations, NOT_RECORDED);
  const shown = (address: EndpointAddress): EndpointAddress => ({
    ...address,
    ...(address.targetRef === undefined ? {} : { targetRef: shownReference(address.targetRef) }),
  });
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    subsets: subsets.map((subset) => ({
      ...subset,
      ...(subset.addresses === undefined ? {} : { addresses: subset.addresses.map(shown) }),
      ...(subset.notReadyAddresses === undefined ? {} : { notReadyAddresses: subset.notReadyAddresses.map(shown) }),
    })),
  };
}

type Reference = NonNullable<Endpoint['targetRef']>;

function toReference({ kind, name }: Reference, namespace: string): Reference {
  return { kind, name, namespace, uid: podUid(namespace, name) };
}

function shownReference({ kind, name }: Reference): Reference {
  return { kind, name };
}

function podUid(namespace: string, name: string): string {
  return `uid-${namespace}-${name}`;
}
