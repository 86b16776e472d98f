/** ReplicaSets by their Deployment, and those that no Deployment has. */
import type { ObjectMeta } from '../../kubernetes/api/meta.ts';
import type { ReplicaSet } from '../../kubernetes/api/workloads.ts';
import type { Change } from '../change.ts';
import { controllerOf } from '../ownership.ts';
import { OrphanIndex } from './selector-index.ts';

/** A watcher's own index. */
export class OwnedReplicaSets {
  readonly orphans = new OrphanIndex<ReplicaSet>();
  /** By the owner's uid; lists are replaced, never changed. */
  private readonly byOwner = new Map<string, readonly ReplicaSet[]>();

  /** Takes the change in. */
  onChange({ kind, key, object, previous }: Change): void {
    if (kind !== 'ReplicaSet') return;
    const before = previous?.kind === 'ReplicaSet' ? previous : undefined;
    const after = object?.kind === 'ReplicaSet' ? object : undefined;
    this.orphans.changed(key, before, after);
    const from = before && controllerOf(before.metadata)?.uid;
    const to = after && controllerOf(after.metadata)?.uid;
    if (before !== undefined && from !== undefined) {
      const others = this.without(from, before);
      if (others.length > 0) this.byOwner.set(from, others);
      else if (from !== to) this.byOwner.delete(from);
    }
    if (after === undefined || to === undefined) return;
    const others = this.without(to, after);
    this.byOwner.set(to, others.length === 0 ? [after] : [...others, after].sort(byName));
  }

  /** Those that the object controls, by name: the same list until one of them changes. */
  of({ uid = '' }: Pick<ObjectMeta, 'uid'>): readonly ReplicaSet[] {
    return this.byOwner.get(uid) ?? NONE;
  }

  private without(owner: string, { metadata: { uid } }: ReplicaSet): readonly ReplicaSet[] {
    const owned = this.byOwner.get(owner) ?? NONE;
    const isOnly = owned.length === 1 && owned[0]?.metadata.uid === uid;
    return isOnly ? NONE : owned.filter((each) => each.metadata.uid !== uid);
  }
}

const NONE: readonly never[] = [];

function byName(left: ReplicaSet, right: ReplicaSet): number {
  return left.metadata.name < right.metadata.name ? -1 : 1;
}
