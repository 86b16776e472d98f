/** The ReplicaSets of a Deployment: how many replicas they have in all, and in which order they stand. */
import type { Deployment, ReplicaSet, ReplicaSetStatus } from '../api/workloads.ts';

/** The replicas that are wanted of all of them. Upstream: GetReplicaCountForReplicaSets (v1.36). */
export function wantedReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((total, { spec }) => total + spec.replicas, 0);
}

/** What they report of themselves, added up. Upstream: GetActualReplicaCountForReplicaSets and its like (v1.36). */
export function reportedReplicas(
  replicaSets: readonly ReplicaSet[],
  field: Exclude<keyof ReplicaSetStatus, 'observedGeneration'>,
): number {
  return replicaSets.reduce((total, { status }) => total + (status?.[field] ?? 0), 0);
}

/** Those that want pods. Upstream: pkg/controller/controller_utils.go FilterActiveReplicaSets (v1.36). */
export function activeReplicaSets(replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return replicaSets.filter(({ spec }) => spec.replicas > 0);
}

/** The oldest first, equals by name. Upstream: pkg/controller/controller_utils.go ReplicaSetsByCreationTimestamp (v1.36). */
export function byAge(left: ReplicaSet, right: ReplicaSet): number {
  const created = compare(left.metadata.creationTimestamp ?? '', right.metadata.creationTimestamp ?? '');
  return created === 0 ? compare(left.metadata.name, right.metadata.name) : created;
}

/** The biggest first, equals the newest first. Upstream: pkg/controller/controller_utils.go ReplicaSetsBySizeNewer (v1.36). */
export function bySizeNewer(left: ReplicaSet, right: ReplicaSet): number {
  return right.spec.replicas - left.spec.replicas || byAge(right, left);
}

/** The biggest first, equals the oldest first. Upstream: pkg/controller/controller_utils.go ReplicaSetsBySizeOlder (v1.36). */
export function bySizeOlder(left: ReplicaSet, right: ReplicaSet): number {
  return right.spec.replicas - left.spec.replicas || byAge(left, right);
}

/** The pods that may be there beyond `replicas`. Upstream: pkg/controller/deployment/util MaxSurge (v1.36). */
export function maxSurgeOf(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? resolveFenceposts(deployment).maxSurge : 0;
}

/** The pods that may be missing. Upstream: pkg/controller/deployment/util MaxUnavailable (v1.36). */
export function maxUnavailableOf(deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  return Math.min(replicas, resolveFenceposts(deployment).maxUnavailable);
}

/** Whether pods are replaced a few at a time: so unless the strategy says otherwise. */
export function isRollingUpdate({ spec: { strategy } }: Deployment): boolean {
  return (strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
}

/**
 * Surge and unavailability in pods: surge rounds up, unavailability down, and both nought becomes one unavailable.
 * Upstream: pkg/controller/deployment/util ResolveFenceposts (v1.36).
 */
export function resolveFenceposts(deployment: Deployment): { maxSurge: number; maxUnavailable: number } {
  const { replicas, strategy } = deployment.spec;
  const maxSurge = scaled(strategy?.rollingUpdate?.maxSurge ?? '25%', replicas, Math.ceil);
  const maxUnavailable = scaled(strategy?.rollingUpdate?.maxUnavailable ?? '25%', replicas, Math.floor);
  return maxSurge === 0 && maxUnavailable === 0 ? { maxSurge, maxUnavailable: 1 } : { maxSurge, maxUnavailable };
}

function scaled(value: number | string, total: number, round: (share: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseInt(value, 10) * total) / 100);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
