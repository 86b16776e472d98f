/** Pods by their node and by their controller: looking through all of them at each change would not scale. */
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Store } from './apiserver/store.ts';
import type { Change } from './change.ts';
import { controllerOf } from './ownership.ts';

type Shelves = Map<string, Set<string>>;

/** An index that every component may ask; it must be told of a change before they are. */
export class PodIndex {
  private readonly store: Store;
  /** Keys, so that nothing is to be done when a pod changes without moving. */
  private readonly byNode: Shelves = new Map();
  private readonly byController: Shelves = new Map();

  constructor(store: Store) {
    this.store = store;
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (kind !== 'Pod') return;
    const before = previous?.kind === 'Pod' ? previous : undefined;
    const after = object?.kind === 'Pod' ? object : undefined;
    move(this.byNode, key, before?.spec.nodeName, after?.spec.nodeName);
    if (before?.metadata.ownerReferences === after?.metadata.ownerReferences) return;
    move(this.byController, key, before && controllerUid(before), after && controllerUid(after));
  }

  /** The pods bound to the node, in the order in which they were bound. */
  onNode(node: string): readonly Pod[] {
    return this.podsOf(this.byNode.get(node));
  }

  /** How many pods are bound to the node. */
  countOnNode(node: string): number {
    return this.byNode.get(node)?.size ?? 0;
  }

  /** The pods that the object with this uid controls, in the order in which they came under it. */
  ofController(uid: string): readonly Pod[] {
    return this.podsOf(this.byController.get(uid));
  }

  private podsOf(keys: ReadonlySet<string> | undefined): readonly Pod[] {
    const pods: Pod[] = [];
    for (const key of keys ?? []) {
      const pod = this.store.get('Pod', key);
      if (pod !== undefined) pods.push(pod);
    }
    return pods;
  }
}

function controllerUid(pod: Pod): string | undefined {
  return controllerOf(pod.metadata)?.uid;
}

function move(shelves: Shelves, key: string, from: string | undefined, to: string | undefined): void {
  if (from === to) return;
  if (from !== undefined) {
    const shelf = shelves.get(from);
    shelf?.delete(key);
    if (shelf?.size === 0) shelves.delete(from);
  }
  if (to === undefined) return;
  const shelf = shelves.get(to);
  if (shelf === undefined) shelves.set(to, new Set([key]));
  else shelf.add(key);
}
