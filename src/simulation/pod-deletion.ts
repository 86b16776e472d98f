/** The first half of a pod's end: the API server marks it, the kubelet does the rest. */
import { seconds, after } from '../base/sim-time.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Machine } from './machine.ts';
import { toTimestamp } from './apiserver/timestamp.ts';

/**
 * Deletes a pod with its grace period (`gracePeriodSeconds` in place of its own where given): marked now, removed by its
 * kubelet; removed right after the mark when no kubelet has it, when it has ended, or when the period is 0. A pod that is
 * marked already is only ever given less time. With finalizers left it stays in any case until they are gone.
 * Upstream: pkg/registry/core/pod/strategy.go CheckGracefulDelete, apiserver/pkg/registry/rest/delete.go BeforeDelete (v1.36).
 */
export function markForDeletion(machine: Machine, pod: Pod, gracePeriodSeconds?: number): void {
  const { store } = machine.api;
  const key = objectKey(pod.metadata);
  const current = store.get('Pod', key);
  if (current === undefined) return;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [], generation } = current.metadata;
  const isMarked = deletionTimestamp !== undefined;
  const grace = isMarked ? (gracePeriodSeconds ?? deletionGracePeriodSeconds) : graceOf(current, gracePeriodSeconds);
  if (!isMarked || grace < deletionGracePeriodSeconds) {
    store.put({
      ...current,
      metadata: {
        ...current.metadata,
        ...(generation === undefined || isMarked ? {} : { generation: generation + 1 }),
        deletionTimestamp: toTimestamp(after(machine.now, seconds(grace))),
        deletionGracePeriodSeconds: grace,
      },
    });
  }
  if (grace === 0 && finalizers.length === 0) store.remove('Pod', key);
}

function graceOf({ spec, status }: Pod, wanted: number | undefined): number {
  if (spec.nodeName === undefined || status.phase === 'Succeeded' || status.phase === 'Failed') return 0;
  const grace = wanted ?? spec.terminationGracePeriodSeconds ?? 30;
  return grace < 0 ? 1 : grace;
}
