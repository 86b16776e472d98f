/** How the API server deletes: at once, after a grace period, or when the last finalizer has been taken away. */
import { qualifiedPlural, resourceOfKind } from '../kubernetes/decode/resources.ts';
import { type ApiStatus, forbidden, notFound } from './apiserver/status.ts';
import type { StorableObject } from './apiserver/store.ts';
import { toTimestamp } from './apiserver/timestamp.ts';
import type { Machine } from './machine.ts';
import { markForDeletion } from './pod-deletion.ts';

/**
 * What became of it: `deleted`, the object is gone; `deleting`, it bears a deletionTimestamp and goes when its kubelet,
 * the last finalizer's owner or the namespace's contents let it; `refused`, it stays as it is.
 */
export type Deletion =
  | { readonly type: 'deleted' }
  | { readonly type: 'deleting' }
  | { readonly type: 'refused'; readonly status: ApiStatus };

const DELETED: Deletion = { type: 'deleted' };
const DELETING: Deletion = { type: 'deleting' };

/** Upstream: plugin/pkg/admission/namespace/lifecycle immortalNamespaces (v1.36). */
const IMMORTAL_NAMESPACES: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system']);

/**
 * Deletes any object the way the API server does, with background propagation: what it owns goes after it, by the garbage
 * collector. `gracePeriodSeconds` is a pod's (0: at once, as `--force --grace-period=0`); absent: the pod's own.
 * Upstream: apiserver/pkg/registry/generic/registry Store.Delete (v1.36).
 */
export function deleteObject(machine: Machine, kind: string, key: string, gracePeriodSeconds?: number): Deletion {
  const { api } = machine;
  const object: StorableObject | undefined = api.store.get(kind, key);
  if (object === undefined) return refused(notFound(pluralOf(kind), nameIn(key)));
  if (kind === 'Pod') {
    const pod = api.store.get('Pod', key);
    if (pod !== undefined) markForDeletion(machine, pod, gracePeriodSeconds);
    return api.store.get('Pod', key) === undefined ? DELETED : DELETING;
  }
  if (kind === 'Namespace') {
    if (IMMORTAL_NAMESPACES.has(key)) {
      return refused(forbidden('namespaces', key, 'this namespace may not be deleted'));
    }
    const namespace = api.store.get('Namespace', key);
    if (namespace !== undefined && namespace.metadata.deletionTimestamp === undefined) {
      const metadata = { ...namespace.metadata, deletionTimestamp: toTimestamp(machine.now) };
      api.store.put({ ...namespace, metadata, status: { ...namespace.status, phase: 'Terminating' as const } });
    }
    return DELETING;
  }
  if ((object.metadata.finalizers ?? []).length > 0) {
    markAsDeleting(machine, object);
    return DELETING;
  }
  api.deleteObject(kind, key);
  return DELETED;
}

/**
 * Takes the finalizer away from an object, which goes at once when it was the last one and the object is being deleted.
 * Upstream: apiserver/pkg/registry/generic/registry ShouldDeleteDuringUpdate (v1.36).
 */
export function removeFinalizer(machine: Machine, kind: string, key: string, finalizer: string): void {
  const { api } = machine;
  const object: StorableObject | undefined = api.store.get(kind, key);
  if (object?.metadata.finalizers?.includes(finalizer) !== true) return;
  const { finalizers, ...metadata } = object.metadata;
  const left = finalizers.filter((each) => each !== finalizer);
  api.store.put({ ...object, metadata: left.length === 0 ? metadata : { ...metadata, finalizers: left } });
  if (left.length === 0 && metadata.deletionTimestamp !== undefined) api.deleteObject(kind, key);
}

/** Whether nothing new may be made in the namespace: it is missing or being deleted. */
export function isClosed({ api }: Machine, name: string): boolean {
  const namespace = api.store.get('Namespace', name);
  return namespace === undefined || namespace.metadata.deletionTimestamp !== undefined;
}

/** Upstream: apiserver/pkg/registry/generic/registry markAsDeleting (v1.36). */
function markAsDeleting(machine: Machine, object: StorableObject): void {
  const { metadata } = object;
  if (metadata.deletionTimestamp !== undefined) return;
  machine.api.store.put({
    ...object,
    metadata: {
      ...metadata,
      ...(metadata.generation === undefined ? {} : { generation: metadata.generation + 1 }),
      deletionTimestamp: toTimestamp(machine.now),
      deletionGracePeriodSeconds: 0,
    },
  });
}

function refused(status: ApiStatus): Deletion {
  return { type: 'refused', status };
}

function pluralOf(kind: string): string {
  const resource = resourceOfKind(kind);
  return resource === undefined ? kind.toLowerCase() : qualifiedPlural(resource);
}

function nameIn(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
