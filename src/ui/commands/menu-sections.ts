/** What a menu holds, by what it was opened on: the thing itself, and for a pod the workload behind it. */
import type { Snapshot } from '../../diagram/snapshot.ts';
import { objectKey, type KubernetesObject } from '../../kubernetes/api/objects.ts';
import type { Selection } from '../store/view-store.ts';
import { clusterOffers, offersFor, type Offer } from './offers.ts';
import { ownerOf, workloadOf } from './relations.ts';
import type { Target } from './target.ts';

/** A line of a menu: something that can be done, or something to be explained. */
export type MenuItem =
  | { readonly type: 'offer'; readonly offer: Offer }
  /** `name` is undefined for what the menu is about. */
  | { readonly type: 'explain'; readonly selection: Selection; readonly name?: string };

/** Lines that belong together; with a heading where they are about something else than the menu. */
export interface MenuSection {
  readonly heading?: { readonly type: 'object'; readonly name: string } | { readonly type: 'workloads' };
  readonly items: readonly MenuItem[];
}

/** More workloads than this are found through their pods. */
const MOST_WORKLOADS = 12;

/** The sections of the menu of `target`; none where it is not in the cluster of this moment. */
export function menuSections(target: Target, snapshot: Snapshot): readonly MenuSection[] {
  switch (target.type) {
    case 'object': {
      const object: KubernetesObject | undefined = snapshot.objects[target.kind].get(target.key);
      return object === undefined ? [] : [{ items: itemsFor(object, snapshot) }, ...workloadSection(object, snapshot)];
    }
    case 'client':
      return [{ items: [{ type: 'explain', selection: { type: 'client', name: target.name } }] }];
    case 'group': {
      const pod = snapshot.objects.Pod.get(target.pod);
      return pod === undefined ? [] : workloadSection(pod, snapshot);
    }
    case 'cluster':
      return [{ items: offerItems(clusterOffers(snapshot)) }, ...allWorkloads(snapshot)];
  }
}

function itemsFor(object: KubernetesObject, snapshot: Snapshot): readonly MenuItem[] {
  return [{ type: 'explain', selection: toSelection(object) }, ...offerItems(offersFor(object, snapshot))];
}

function offerItems(offers: readonly Offer[]): readonly MenuItem[] {
  return offers.map((offer) => ({ type: 'offer', offer }));
}

/** A pod's own menu leads on to what makes it: that is what a student wants to scale. */
function workloadSection(object: KubernetesObject, snapshot: Snapshot): readonly MenuSection[] {
  const workload = object.kind === 'Pod' ? workloadOf(object, snapshot) : undefined;
  if (workload === undefined) return [];
  const heading = { type: 'object', name: `${workload.kind} ${workload.metadata.name}` } as const;
  return [{ heading, items: itemsFor(workload, snapshot) }];
}

/** Also those without a pod, which nothing in the picture stands for. */
function allWorkloads(snapshot: Snapshot): readonly MenuSection[] {
  const { Deployment: deployments, StatefulSet: sets, ReplicaSet: replicaSets } = snapshot.objects;
  const bare = Array.from(replicaSets.values()).filter((each) => ownerOf(each, snapshot) === undefined);
  const workloads: readonly KubernetesObject[] = [...deployments.values(), ...sets.values(), ...bare];
  const shown = workloads.filter(({ metadata }) => metadata.namespace !== 'kube-system').slice(0, MOST_WORKLOADS);
  if (shown.length === 0) return [];
  const items = shown.map((each): MenuItem => {
    const name = `${each.kind} ${objectKey(each.metadata).replace(/^default\//, '')}`;
    return { type: 'explain', selection: toSelection(each), name };
  });
  return [{ heading: { type: 'workloads' }, items }];
}

function toSelection(object: KubernetesObject): Selection {
  return { type: 'object', kind: object.kind, key: objectKey(object.metadata) };
}
