/** Whatever lost its owner goes, too. */
import type { ObjectMeta, OwnerReference } from '../../kubernetes/api/meta.ts';
import { resourceOfKind } from '../../kubernetes/decode/resources.ts';
import type { StorableObject } from '../apiserver/store.ts';
import { WATCH_LATENCY } from '../constants.ts';
import { deleteObject } from '../deletion.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/**
 * Upstream: pkg/controller/garbagecollector (v1.36): the background way. An object all of whose owners are gone, told by
 * their uids, is deleted; one that still has an owner only loses its references to those that are gone.
 */
export class GarbageCollector implements Component {
  private readonly machine: Machine;
  /** What each owner, by its uid, has: kind and key of each. */
  private readonly dependents = new Map<string, Set<string>>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  onChange({ kind, key, object, previous }: Change): void {
    const before = previous?.metadata.ownerReferences;
    const now = object?.metadata.ownerReferences;
    if (before !== now) this.file(`${kind} ${key}`, before, now);
    if (object === undefined) {
      const { uid = '' } = previous?.metadata ?? {};
      if (this.dependents.has(uid)) this.wake('ownerGone', uid);
    } else if (now !== undefined && before !== now && now.some((owner) => !this.exists(owner, object.metadata))) {
      this.wake('check', `${kind} ${key}`);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    const items = type === 'ownerGone' ? [...(this.dependents.get(key) ?? [])] : [key];
    for (const item of items) {
      const [kind = '', name = ''] = item.split(' ');
      this.attemptToDelete(kind, name);
    }
  }

  /** Upstream: garbagecollector.go attemptToDeleteItem. */
  private attemptToDelete(kind: string, key: string): void {
    const { store } = this.machine.api;
    const object: StorableObject | undefined = store.get(kind, key);
    const owners = object?.metadata.ownerReferences ?? [];
    if (object === undefined || owners.length === 0 || object.metadata.deletionTimestamp !== undefined) return;
    const solid = owners.filter((owner) => this.exists(owner, object.metadata));
    if (solid.length === 0) deleteObject(this.machine, kind, key);
    else if (solid.length < owners.length) {
      store.put({ ...object, metadata: { ...object.metadata, ownerReferences: solid } });
    }
  }

  /** Whether the owner is there under its uid. One of a kind that the cluster does not know is left alone. */
  private exists({ kind, name, uid }: OwnerReference, { namespace = '' }: ObjectMeta): boolean {
    const resource = resourceOfKind(kind);
    if (resource === undefined) return true;
    const key = resource.isNamespaced ? `${namespace}/${name}` : name;
    const owner: StorableObject | undefined = this.machine.api.store.get(kind, key);
    return owner?.metadata.uid === uid;
  }

  private file(
    item: string,
    before: readonly OwnerReference[] | undefined,
    now: readonly OwnerReference[] | undefined,
  ): void {
    for (const { uid } of before ?? []) {
      const items = this.dependents.get(uid);
      items?.delete(item);
      if (items?.size === 0) this.dependents.delete(uid);
    }
    for (const { uid } of now ?? []) {
      const items = this.dependents.get(uid);
      if (items === undefined) this.dependents.set(uid, new Set([item]));
      else items.add(item);
    }
  }

  private wake(type: string, key: string): void {
    this.machine.schedule(WATCH_LATENCY, { component: 'garbageCollector', type, key });
  }
}
