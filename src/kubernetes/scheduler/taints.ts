/** Which taints a pod tolerates. */
import type { Node, Taint } from '../api/node.ts';
import type { Toleration } from '../api/pod.ts';

/**
 * The toleration that takes away the taint's effect, or undefined.
 * Upstream: core/v1 Toleration.ToleratesTaint (v1.36).
 */
export function toleratesTaint(tolerations: readonly Toleration[] | undefined, taint: Taint): Toleration | undefined {
  return tolerations?.find(
    (toleration) =>
      (toleration.effect === undefined || toleration.effect === '' || toleration.effect === taint.effect) &&
      (toleration.key === undefined || toleration.key === '' || toleration.key === taint.key) &&
      (toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '')),
  );
}

/** The node's taints that keep pods away. Upstream: DoNotScheduleTaintsFilterFunc (v1.36). */
export function blockingTaints(node: Node): readonly Taint[] {
  return (node.spec.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule');
}

/** The node's taints that only make it the worse choice. Upstream: pkg/scheduler/framework/plugins/tainttoleration Score (v1.36). */
export function softTaints(node: Node): readonly Taint[] {
  return (node.spec.taints ?? []).filter(({ effect }) => effect === 'PreferNoSchedule');
}
