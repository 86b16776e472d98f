/** When a pod counts as available. */
import { after, seconds, type SimTime } from '../../base/sim-time.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import { fromTimestamp } from '../apiserver/timestamp.ts';

/** Whether the pod is neither over nor on its way out. Upstream: pkg/controller/controller_utils.go IsPodActive (v1.36). */
export function isPodActive({ status, metadata }: Pod): boolean {
  return status.phase !== 'Succeeded' && status.phase !== 'Failed' && metadata.deletionTimestamp === undefined;
}

/** Whether the pod is on its way out. Upstream: pkg/controller/controller_utils.go IsPodTerminating (v1.36). */
export function isPodTerminating({ status, metadata }: Pod): boolean {
  return status.phase !== 'Succeeded' && status.phase !== 'Failed' && metadata.deletionTimestamp !== undefined;
}

/**
 * When the pod becomes available, or has become so: `minReadySeconds` after it became ready; undefined while it is not ready.
 * Upstream: pkg/api/v1/pod/util.go IsPodAvailable (v1.36).
 */
export function availableFrom(pod: Pod, minReadySeconds: number): SimTime | undefined {
  if (!isPodReady(pod)) return undefined;
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
  const since = fromTimestamp(ready?.lastTransitionTime ?? '');
  return since === undefined ? undefined : after(since, seconds(minReadySeconds));
}

/** Whether the pod is available at that moment. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: SimTime): boolean {
  if (minReadySeconds === 0) return isPodReady(pod);
  const from = availableFrom(pod, minReadySeconds);
  return from !== undefined && from <= now;
}
