/** The last word of a kubelet: the API server may forget the pod. */
import { assertDefined } from '../../base/assert.ts';
import type { KubeletCore } from './core.ts';
import type { PodState } from './pod-state.ts';

/**
 * Deletes the pod for good, with a grace period of none; one with finalizers waits for their owners.
 * Upstream: pkg/kubelet/status/status_manager.go syncPod (v1.36).
 */
export function removePod(core: KubeletCore, state: PodState): void {
  if (!core.hosts.isReachable(state.node)) return;
  const pod = core.stored(state);
  if (pod?.metadata.deletionTimestamp !== undefined) {
    const { store } = core.machine.api;
    if (pod.metadata.deletionGracePeriodSeconds !== 0) {
      store.put({ ...pod, metadata: { ...pod.metadata, deletionGracePeriodSeconds: 0 } });
    }
    const current = assertDefined(core.stored(state), 'a pod that was just stored');
    if ((current.metadata.finalizers ?? []).length === 0) store.remove('Pod', state.key);
  }
  core.forget(state);
}
