/** The first half of a pod's end: the API server marks it, the kubelet does the rest. */
import { seconds, after } from '../base/sim-time.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Machine } from './machine.ts';
import { toTimestamp } from './apiserver/timestamp.ts';

/**
 * Deletes a pod with its grace period: marked now, removed by its kubelet; at once when no kubelet has it yet.
 * Upstream: pkg/registry/core/pod/strategy.go CheckGracefulDelete (v1.36).
 */
export function markForDeletion(machine: Machine, pod: Pod): void {
  const { store } = machine.api;
  const key = objectKey(pod.metadata);
  const current = store.get('Pod', key);
  if (current === undefined || current.metadata.deletionTimestamp !== undefined) return;
  if (current.spec.nodeName === undefined) {
    store.remove('Pod', key);
    return;
  }
  const grace = current.spec.terminationGracePeriodSeconds ?? 30;
  store.put({
    ...current,
    metadata: {
      ...current.metadata,
      deletionTimestamp: toTimestamp(after(machine.now, seconds(grace))),
      deletionGracePeriodSeconds: grace,
    },
  });
}
