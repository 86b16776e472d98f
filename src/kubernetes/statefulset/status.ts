/** What a StatefulSet reports of itself. */
import { isPodReady, type Pod } from '../api/pod.ts';
import type { StatefulSet, StatefulSetStatus } from '../api/workloads.ts';
import { REVISION_LABEL } from './identity.ts';
import type { RevisionNames } from './plan.ts';

/**
 * The status with these pods; `deletedForUpdate` of those of the current revision are being deleted right now. When all pods
 * are of the new revision and ready, that becomes the current one.
 * Upstream: pkg/controller/statefulset/stateful_set_control.go updateStatus, completeRollingUpdate (v1.36).
 */
export function statefulSetStatus(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: RevisionNames,
  isAvailable: (pod: Pod) => boolean,
  deletedForUpdate: number,
): StatefulSetStatus {
  const ready = pods.filter((pod) => pod.status.phase === 'Running' && isPodReady(pod));
  const ofRevision = (revision: string): number =>
    pods.filter(
      ({ metadata }) => metadata.deletionTimestamp === undefined && metadata.labels?.[REVISION_LABEL] === revision,
    ).length;
  const updated = ofRevision(update);
  const isDone =
    (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate' &&
    updated === pods.length &&
    ready.length === pods.length;
  const { generation } = set.metadata;
  const { collisionCount = 0 } = set.status ?? {};
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    replicas: pods.length,
    ...count('readyReplicas', ready.length),
    ...count('currentReplicas', isDone ? updated : ofRevision(current) - deletedForUpdate),
    ...count('updatedReplicas', updated),
    currentRevision: isDone ? update : current,
    updateRevision: update,
    collisionCount,
    availableReplicas: ready.filter((pod) => isAvailable(pod)).length,
  };
}

/** Zero is left out, as Go leaves it out. */
function count<K extends keyof StatefulSetStatus>(field: K, value: number): Partial<Record<K, number>> {
  // Exactly the field that was asked for, or nothing.
  return (value === 0 ? {} : { [field]: value }) as Partial<Record<K, number>>;
}
