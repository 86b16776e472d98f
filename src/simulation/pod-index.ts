/** Pods by their node and by their controller: looking through all of them at each change would not scale. */
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Change } from './change.ts';
import { controllerOf } from './ownership.ts';

type Shelves = Map<string, Map<string, Pod>>;

/** An index that every component may ask; it must be told of a change before they are. */
export class PodIndex {
  private readonly byNode: Shelves = new Map();
  private readonly byController: Shelves = new Map();

  onChange({ kind, key, object, previous }: Change): void {
    if (kind !== 'Pod') return;
    const before = previous?.kind === 'Pod' ? previous : undefined;
    const after = object?.kind === 'Pod' ? object : undefined;
    move(this.byNode, key, after, before?.spec.nodeName, after?.spec.nodeName);
    move(this.byController, key, after, before && controllerUid(before), after && controllerUid(after));
  }

  /** The pods bound to the node, in the order in which they were bound. */
  onNode(node: string): Iterable<Pod> {
    return this.byNode.get(node)?.values() ?? [];
  }

  /** How many pods are bound to the node. */
  countOnNode(node: string): number {
    return this.byNode.get(node)?.size ?? 0;
  }

  /** The pods that the object with this uid controls, in the order in which they came under it. */
  ofController(uid: string): Iterable<Pod> {
    return this.byController.get(uid)?.values() ?? [];
  }
}

function controllerUid(pod: Pod): string | undefined {
  return controllerOf(pod.metadata)?.uid;
}

function move(
  shelves: Shelves,
  key: string,
  pod: Pod | undefined,
  from: string | undefined,
  to: string | undefined,
): void {
  if (from !== undefined && from !== to) {
    const shelf = shelves.get(from);
    shelf?.delete(key);
    if (shelf?.size === 0) shelves.delete(from);
  }
  if (pod === undefined || to === undefined) return;
  const shelf = shelves.get(to);
  if (shelf === undefined) shelves.set(to, new Map([[key, pod]]));
  else shelf.set(key, pod);
}
