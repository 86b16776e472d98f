/** Which pods go first when a ReplicaSet shrinks. */
import { isPodReady, type Pod } from '../api/pod.ts';

const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/**
 * The pods in the order in which a shrinking ReplicaSet deletes them.
 * Upstream: pkg/controller/controller_utils.go ActivePodsWithRanks (v1.36).
 * Simplified: [SIM-4] among equals the newest goes first by creation time and name, without upstream's logarithmic buckets.
 */
export function orderVictims(pods: readonly Pod[]): readonly Pod[] {
  const onNode = new Map<string, number>();
  for (const { spec } of pods) onNode.set(spec.nodeName ?? '', (onNode.get(spec.nodeName ?? '') ?? 0) + 1);
  const rank = (pod: Pod): readonly number[] => [
    pod.spec.nodeName === undefined ? 0 : 1,
    PHASE_RANK[pod.status.phase] ?? 0,
    isPodReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? '0'),
    -(onNode.get(pod.spec.nodeName ?? '') ?? 0),
    -(pod.status.containerStatuses?.reduce((most, status) => Math.max(most, status.restartCount), 0) ?? 0),
  ];
  return [...pods].sort((left, right) => {
    const leftRank = rank(left);
    const rightRank = rank(right);
    for (const [index, value] of leftRank.entries()) {
      const difference = value - (rightRank[index] ?? 0);
      if (difference !== 0) return difference;
    }
    const created = compare(right.metadata.creationTimestamp ?? '', left.metadata.creationTimestamp ?? '');
    return created !== 0 ? created : compare(right.metadata.name, left.metadata.name);
  });
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
