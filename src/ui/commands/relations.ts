/** Who owns whom, and what Events say of whom. Each is found once for a snapshot and kept with it. */
import type { Snapshot } from '../../diagram/snapshot.ts';
import type { OwnerReference } from '../../kubernetes/api/meta.ts';
import {
  objectKey,
  type Event,
  type Kind,
  type KubernetesObject,
  type ObjectByKind,
} from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';

/** The kinds that make pods and are worth acting upon. */
export type Workload = ObjectByKind['Deployment' | 'StatefulSet' | 'ReplicaSet'];

/** The reference to the controller that made the object, where one did. */
export function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** The owner of `object` that is in the cluster; undefined where it has none, or none that is there. */
export function ownerOf(object: KubernetesObject, snapshot: Snapshot): KubernetesObject | undefined {
  const { metadata } = object;
  const reference = controllerOf(object) ?? metadata.ownerReferences?.[0];
  if (reference === undefined || !(reference.kind in snapshot.objects)) return undefined;
  // The line above has made sure that it is one of the kinds.
  const owners: ReadonlyMap<string, KubernetesObject> = snapshot.objects[reference.kind as Kind];
  const { namespace } = metadata;
  const owner =
    owners.get(namespace === undefined ? reference.name : `${namespace}/${reference.name}`) ??
    owners.get(reference.name);
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

/** The workload that a student means by this pod's app: its Deployment rather than the ReplicaSet between. */
export function workloadOf(pod: Pod, snapshot: Snapshot): Workload | undefined {
  const owner = ownerOf(pod, snapshot);
  if (owner?.kind === 'StatefulSet') return owner;
  if (owner?.kind !== 'ReplicaSet') return undefined;
  const above = ownerOf(owner, snapshot);
  return above?.kind === 'Deployment' ? above : owner;
}

/** The objects of a kind that `owner` owns, in order of name. */
export function ownedBy<K extends 'ReplicaSet' | 'Pod' | 'EndpointSlice'>(
  owner: KubernetesObject,
  kind: K,
  snapshot: Snapshot,
): readonly ObjectByKind[K][] {
  const objects: ReadonlyMap<string, ObjectByKind[K]> = snapshot.objects[kind];
  const owned = indexOf(objects, (object) => object.metadata.ownerReferences?.map(({ uid }) => uid) ?? []);
  return owned.get(owner.metadata.uid ?? '') ?? [];
}

/** The pods bound to a node, in order of name. */
export function podsOn(node: string, snapshot: Snapshot): readonly Pod[] {
  const byNode = indexOf(snapshot.objects.Pod, ({ spec }) => spec.nodeName ?? [], podsByNode);
  return byNode.get(node) ?? [];
}

/** What is said of `object`, the newest first. */
export function eventsAbout(object: KubernetesObject, snapshot: Snapshot): readonly Event[] {
  const about = indexOf(snapshot.objects.Event, ({ involvedObject }) => nameOfInvolved(involvedObject), eventsByObject);
  const { kind, metadata } = object;
  const said = about.get(nameOfInvolved({ kind, name: metadata.name, ...pick(metadata.namespace) })) ?? [];
  // Of an object that was deleted and made again under its name, only what is said of the present one.
  const { uid } = metadata;
  return said
    .filter(({ involvedObject }) => kind === 'Node' || involvedObject.uid === undefined || involvedObject.uid === uid)
    .toSorted(
      (a, b) => compare(b.lastTimestamp ?? '', a.lastTimestamp ?? '') || compare(b.metadata.name, a.metadata.name),
    );
}

function nameOfInvolved({ kind, namespace, name }: Event['involvedObject']): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function pick(namespace: string | undefined): { readonly namespace?: string } {
  return namespace === undefined ? {} : { namespace };
}

type Index = ReadonlyMap<string, readonly KubernetesObject[]>;

const byOwner = new WeakMap<object, Index>();
const podsByNode = new WeakMap<object, Index>();
const eventsByObject = new WeakMap<object, Index>();

/** The objects by what `names` says of each, in order of their keys; made once for each map of a snapshot. */
function indexOf<T extends KubernetesObject>(
  objects: ReadonlyMap<string, T>,
  names: (object: T) => string | readonly string[],
  known: WeakMap<object, Index> = byOwner,
): ReadonlyMap<string, readonly T[]> {
  let index = known.get(objects);
  if (index === undefined) {
    const made = new Map<string, T[]>();
    for (const object of objects.values()) {
      for (const name of [names(object)].flat()) {
        const there = made.get(name);
        if (there === undefined) made.set(name, [object]);
        else there.push(object);
      }
    }
    for (const list of made.values()) list.sort((a, b) => compare(objectKey(a.metadata), objectKey(b.metadata)));
    index = made;
    known.set(objects, index);
  }
  // Each of the three memories is only ever asked for maps of the kind that it was filled from.
  return index as ReadonlyMap<string, readonly T[]>;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
