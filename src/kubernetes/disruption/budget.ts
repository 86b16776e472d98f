/** Whether a PodDisruptionBudget lets a pod be evicted. */
import type { LabelSelector, ObjectMeta } from '../api/meta.ts';
import { isPodReady, type Pod } from '../api/pod.ts';
import { matchesLabelSelector } from '../labels/selector.ts';

/** Upstream: policy/v1 PodDisruptionBudget (v1.36), as far as it decides. */
export interface PodDisruptionBudget {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly selector?: LabelSelector;
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
}

/** Why a pod is not evicted now: by how many budgets it is guarded, or that its only one is used up. */
export type Eviction = 'allowed' | 'wouldViolate' | 'severalBudgets';

/**
 * Whether `pod` may be evicted now. `pods` are those of its namespace; `replicasOf` gives how many pods a pod's controller
 * wants, or undefined where it has none that can be scaled.
 * Upstream: pkg/registry/core/pod/storage/eviction.go EvictionREST.Create,
 * pkg/controller/disruption/disruption.go getExpectedPodCount (v1.36).
 */
export function judgeEviction(
  pod: Pod,
  pods: readonly Pod[],
  budgets: readonly PodDisruptionBudget[],
  replicasOf: (pod: Pod) => { readonly uid: string; readonly replicas: number } | undefined,
): Eviction {
  if (pod.status.phase !== 'Running' || pod.metadata.deletionTimestamp !== undefined) return 'allowed';
  const guarding = budgets.filter(({ metadata, spec }) => isSelected(pod, metadata, spec.selector));
  const [budget] = guarding;
  if (budget === undefined) return 'allowed';
  if (guarding.length > 1) return 'severalBudgets';
  const { spec, metadata } = budget;
  const guarded = pods.filter((each) => isSelected(each, metadata, spec.selector));
  const healthy = guarded.filter((each) => isPodReady(each) && each.metadata.deletionTimestamp === undefined).length;
  const wanted = wantedHealthy(spec, guarded, replicasOf);
  if (!isPodReady(pod)) {
    return spec.unhealthyPodEvictionPolicy === 'AlwaysAllow' || healthy >= wanted ? 'allowed' : 'wouldViolate';
  }
  return healthy > wanted ? 'allowed' : 'wouldViolate';
}

function isSelected(pod: Pod, { namespace }: ObjectMeta, selector: LabelSelector | undefined): boolean {
  return (
    pod.metadata.namespace === namespace &&
    selector !== undefined &&
    pod.status.phase !== 'Succeeded' &&
    pod.status.phase !== 'Failed' &&
    matchesLabelSelector(selector, pod.metadata.labels)
  );
}

function wantedHealthy(
  { minAvailable, maxUnavailable }: PodDisruptionBudget['spec'],
  guarded: readonly Pod[],
  replicasOf: (pod: Pod) => { readonly uid: string; readonly replicas: number } | undefined,
): number {
  if (typeof minAvailable === 'number') return minAvailable;
  const controllers = new Map<string, number>();
  for (const pod of guarded) {
    const controller = replicasOf(pod);
    if (controller !== undefined) controllers.set(controller.uid, controller.replicas);
  }
  const expected = [...controllers.values()].reduce((total, replicas) => total + replicas, 0);
  if (minAvailable !== undefined) return scaled(minAvailable, expected);
  if (maxUnavailable !== undefined) return Math.max(0, expected - scaled(maxUnavailable, expected));
  return 0;
}

/** Upstream: intstr.GetScaledValueFromIntOrPercent, rounding up (v1.36). */
function scaled(value: number | string, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * total) / 100);
}
