/** A namespace that is deleted is emptied first. */
import { after, seconds, type SimTime } from '../../base/sim-time.ts';
import type { Condition } from '../../kubernetes/api/meta.ts';
import type { Namespace } from '../../kubernetes/api/objects.ts';
import { resourceOfKind } from '../../kubernetes/decode/resources.ts';
import type { StorableObject } from '../apiserver/store.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { NAMESPACE_DELETION_GRACE_PERIOD } from '../constants.ts';
import { deleteObject } from '../deletion.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/** Upstream: pkg/controller/namespace/deletion finalizerEstimateSeconds (v1.36). */
const FINALIZER_ESTIMATE_SECONDS = 15;

interface Content {
  readonly kind: string;
  readonly key: string;
  readonly object: StorableObject;
}

/** Upstream: pkg/controller/namespace (v1.36): pods first, and only when the last of them is gone everything else. */
export class NamespaceController implements Component {
  private readonly machine: Machine;
  /** When each namespace is looked at next. */
  private readonly due = new Map<string, SimTime>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  onChange({ kind, key, object }: Change): void {
    if (kind !== 'Namespace' || object?.metadata.deletionTimestamp === undefined) return;
    this.wake(key, NAMESPACE_DELETION_GRACE_PERIOD);
  }

  handle({ key }: SimulationEvent): void {
    if (this.due.get(key) !== this.machine.now) return;
    this.due.delete(key);
    const { store } = this.machine.api;
    const namespace = store.get('Namespace', key);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    const pods = this.empty(key, ['Pod']);
    const left = pods.length > 0 ? pods : this.empty(key, store.kinds());
    if (left.length === 0) {
      store.remove('Namespace', key);
      return;
    }
    this.report(namespace, left);
    const graces = pods.map(({ object }) => graceOf(object));
    const estimate = graces.length > 0 ? Math.max(...graces) : FINALIZER_ESTIMATE_SECONDS;
    this.wake(key, seconds(Math.floor(estimate / 2) + 1));
  }

  /** Deletes what the namespace has of these kinds; returns what remains. Upstream: deleteAllContentForGroupVersionResource. */
  private empty(namespace: string, kinds: readonly string[]): readonly Content[] {
    const namespaced = kinds.filter((kind) => resourceOfKind(kind)?.isNamespaced === true);
    for (const { kind, key } of this.contentsOf(namespace, namespaced)) deleteObject(this.machine, kind, key);
    return this.contentsOf(namespace, namespaced);
  }

  private contentsOf(namespace: string, kinds: readonly string[]): readonly Content[] {
    return kinds.flatMap((kind) =>
      this.machine.api.store
        .list(kind)
        .filter(({ metadata }) => metadata.namespace === namespace)
        .map((object) => ({ kind, key: `${namespace}/${object.metadata.name}`, object })),
    );
  }

  /** Upstream: deletion/status_condition_utils.go. */
  private report(namespace: Namespace, left: readonly Content[]): void {
    const counts = new Map<string, number>();
    const finalizers = new Map<string, number>();
    for (const { kind, object } of left) {
      const resource = resourceOfKind(kind);
      const name = `${resource?.plural ?? kind}.${resource?.group ?? ''}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      for (const each of object.metadata.finalizers ?? []) finalizers.set(each, (finalizers.get(each) ?? 0) + 1);
    }
    const remaining = list(counts, (name, count) => `${name} has ${count} resource instances`);
    const waiting = list(finalizers, (name, count) => `${name} in ${count} resource instances`);
    const lastTransitionTime = toTimestamp(this.machine.now);
    const made = [
      condition('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
      condition(
        'NamespaceDeletionGroupVersionParsingFailure',
        'ParsedGroupVersions',
        'All legacy kube types successfully parsed',
      ),
      condition(
        'NamespaceDeletionContentFailure',
        'ContentDeleted',
        'All content successfully deleted, may be waiting on finalization',
      ),
      {
        ...condition('NamespaceContentRemaining', 'SomeResourcesRemain', `Some resources are remaining: ${remaining}`),
        status: 'True' as const,
      },
      waiting === ''
        ? condition(
            'NamespaceFinalizersRemaining',
            'ContentHasNoFinalizers',
            'All content-preserving finalizers finished',
          )
        : {
            ...condition(
              'NamespaceFinalizersRemaining',
              'SomeFinalizersRemain',
              `Some content in the namespace has finalizers remaining: ${waiting}`,
            ),
            status: 'True' as const,
          },
    ];
    const conditions = made.map((each): Condition => {
      const before = namespace.status?.conditions?.find(({ type }) => type === each.type);
      return before?.status === each.status && before.message === each.message
        ? before
        : { ...each, lastTransitionTime };
    });
    if (JSON.stringify(conditions) === JSON.stringify(namespace.status?.conditions)) return;
    this.machine.api.store.put({ ...namespace, status: { ...namespace.status, conditions } });
  }

  private wake(key: string, delay: SimTime): void {
    const at = after(this.machine.now, delay);
    const known = this.due.get(key);
    if (known !== undefined && known <= at) return;
    this.due.set(key, at);
    this.machine.schedule(delay, { component: 'namespaceController', type: 'sync', key });
  }
}

function graceOf(object: StorableObject): number {
  return object.metadata.deletionGracePeriodSeconds ?? 0;
}

function condition(type: string, reason: string, message: string): Condition {
  return { type, status: 'False', reason, message };
}

function list(counts: ReadonlyMap<string, number>, text: (name: string, count: number) => string): string {
  return [...counts]
    .map(([name, count]) => text(name, count))
    .toSorted()
    .join(', ');
}
