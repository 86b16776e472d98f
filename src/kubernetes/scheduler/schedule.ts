/** Which node a pod goes to, or why to none. */
import type { Node, Taint } from '../api/node.ts';
import type { Pod, Toleration } from '../api/pod.ts';

/** Upstream: pkg/kubelet/apis/config/v1beta1 MaxPods (v1.36). */
export const MAX_PODS_PER_NODE = 110;

/** The taint of a cordoned node. Upstream: pkg/scheduler/framework/plugins/nodeunschedulable (v1.36). */
const CORDONED: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
/** The one reason that the deletion of other pods could take away. */
const TOO_MANY_PODS = 'Too many pods';

/** What the scheduler counts on a node. */
export interface NodeLoad {
  readonly pods: number;
  /** Pods of the same owner as the one to be placed. */
  readonly siblings: number;
}

/** The chosen node, or the words of the FailedScheduling event. */
export type Decision = { readonly node: string } | { readonly failure: string };

/**
 * The node for `pod`: among those that may take it the one with the fewest pods of the same owner, then the fewest pods,
 * then the first by name.
 * Upstream: pkg/scheduler default plugins (v1.36).
 * Simplified: [SIM-5] resource requests, affinity and topology constraints are not weighed; ties, random upstream, go by name.
 */
export function schedule(pod: Pod, nodes: readonly Node[], loadOf: (node: string) => NodeLoad): Decision {
  if (nodes.length === 0) return { failure: 'no nodes available to schedule pods' };
  const reasons = new Map<string, number>();
  let best: { readonly name: string; readonly load: NodeLoad } | undefined;
  for (const node of nodes) {
    const name = node.metadata.name;
    const load = loadOf(name);
    const reason = filter(pod, node, load);
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    else if (best === undefined || isLighter(load, best.load)) best = { name, load };
  }
  if (best !== undefined) return { node: best.name };
  const total = nodes.length;
  const full = reasons.get(TOO_MANY_PODS) ?? 0;
  const preemption = new Map([
    ['Preemption is not helpful for scheduling', total - full],
    ['No preemption victims found for incoming pod', full],
  ]);
  return {
    failure:
      `0/${total} nodes are available: ${histogram(reasons)}. no new claims to deallocate, ` +
      `preemption: 0/${total} nodes are available: ${histogram(preemption)}.`,
  };
}

/** Upstream: pkg/scheduler/framework FitError (v1.36). */
function histogram(counts: ReadonlyMap<string, number>): string {
  const parts = [...counts].flatMap(([reason, count]) => (count === 0 ? [] : [`${count} ${reason}`]));
  return parts.sort().join(', ');
}

/**
 * Whether one of the tolerations takes away the taint's effect.
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

function filter(pod: Pod, node: Node, load: NodeLoad): string | undefined {
  if (node.spec.unschedulable === true && toleratesTaint(pod.spec.tolerations, CORDONED) === undefined)
    return 'node(s) were unschedulable';
  const blocking = node.spec.taints?.some(
    (taint) => taint.effect !== 'PreferNoSchedule' && toleratesTaint(pod.spec.tolerations, taint) === undefined,
  );
  if (blocking === true) return 'node(s) had untolerated taint(s)';
  const labels = node.metadata.labels ?? {};
  const wanted = Object.entries(pod.spec.nodeSelector ?? {});
  if (!wanted.every(([key, value]) => labels[key] === value))
    return "node(s) didn't match Pod's node affinity/selector";
  if (load.pods >= MAX_PODS_PER_NODE) return TOO_MANY_PODS;
  return undefined;
}

function isLighter(left: NodeLoad, right: NodeLoad): boolean {
  return left.siblings !== right.siblings ? left.siblings < right.siblings : left.pods < right.pods;
}
