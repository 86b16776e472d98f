/** ReplicaSets by their Deployment, and those that no Deployment has. */
import type { ObjectMeta } from '../../kubernetes/api/meta.ts';
import type { ReplicaSet } from '../../kubernetes/api/workloads.ts';
import type { Change } from '../change.ts';
import { controllerOf } from '../ownership.ts';
import { OrphanIndex } from './selector-index.ts';

/** A watcher's own index. */
export class OwnedReplicaSets {
  readonly orphans = new OrphanIndex<ReplicaSet>();
  private readonly byOwner = new Map<string, Map<string, ReplicaSet>>();

  /** Takes the change in. */
  onChange({ kind, key, object, previous }: Change): void {
    if (kind !== 'ReplicaSet') return;
    const before = previous?.kind === 'ReplicaSet' ? previous : undefined;
    const after = object?.kind === 'ReplicaSet' ? object : undefined;
    this.orphans.changed(key, before, after);
    const from = before && controllerOf(before.metadata)?.uid;
    const to = after && controllerOf(after.metadata)?.uid;
    if (from !== undefined && from !== to) {
      const shelf = this.byOwner.get(from);
      shelf?.delete(key);
      if (shelf?.size === 0) this.byOwner.delete(from);
    }
    if (to === undefined || after === undefined) return;
    const shelf = this.byOwner.get(to);
    if (shelf === undefined) this.byOwner.set(to, new Map([[key, after]]));
    else shelf.set(key, after);
  }

  /** Those that the object controls, by name. */
  of({ uid = '' }: ObjectMeta): readonly ReplicaSet[] {
    const owned = [...(this.byOwner.get(uid)?.values() ?? [])];
    return owned.length < 2 ? owned : owned.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  }
}
