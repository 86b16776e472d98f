/** How many replicas each ReplicaSet of a Deployment should have next. */
import type { Deployment, ReplicaSet } from '../api/workloads.ts';

/** A ReplicaSet's next size. */
export interface Scale {
  readonly replicaSet: ReplicaSet;
  readonly replicas: number;
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

/**
 * The next sizes for a Deployment with this new ReplicaSet and these old ones (oldest first). Empty: nothing to do now.
 * Upstream: pkg/controller/deployment rolling.go, recreate.go (v1.36).
 * Simplified: [SIM-3] proportional scaling in the middle of a rollout is not modelled.
 */
export function nextScales(deployment: Deployment, newest: ReplicaSet, old: readonly ReplicaSet[]): readonly Scale[] {
  const wanted = deployment.spec.replicas;
  const oldTotal = sum(old, (replicaSet) => replicaSet.spec.replicas);
  if (deployment.spec.strategy?.type === 'Recreate') {
    if (oldTotal > 0)
      return old.filter((rs) => rs.spec.replicas > 0).map((replicaSet) => ({ replicaSet, replicas: 0 }));
    const oldPods = sum(old, (replicaSet) => replicaSet.status?.replicas ?? 0);
    return oldPods > 0 || newest.spec.replicas === wanted ? [] : [{ replicaSet: newest, replicas: wanted }];
  }
  const { maxSurge, maxUnavailable } = resolveFenceposts(deployment);
  if (newest.spec.replicas > wanted) return [{ replicaSet: newest, replicas: wanted }];
  if (newest.spec.replicas < wanted) {
    const room = wanted + maxSurge - (newest.spec.replicas + oldTotal);
    if (room > 0) {
      return [{ replicaSet: newest, replicas: Math.min(wanted, newest.spec.replicas + room) }];
    }
  }
  return oldTotal === 0 ? [] : scaleOldDown(newest, old, wanted - maxUnavailable);
}

function scaleOldDown(newest: ReplicaSet, old: readonly ReplicaSet[], minAvailable: number): readonly Scale[] {
  const all = [...old, newest];
  const newUnavailable = newest.spec.replicas - (newest.status?.availableReplicas ?? 0);
  let budget = sum(all, (rs) => rs.spec.replicas) - minAvailable - newUnavailable;
  let spare = sum(all, (rs) => rs.status?.availableReplicas ?? 0) - minAvailable;
  const scales: Scale[] = [];
  for (const replicaSet of old) {
    if (budget <= 0) break;
    const { replicas } = replicaSet.spec;
    const unhealthy = Math.min(budget, replicas - (replicaSet.status?.availableReplicas ?? 0));
    const healthy = Math.max(0, Math.min(budget - unhealthy, spare, replicas - unhealthy));
    spare -= healthy;
    budget -= unhealthy + healthy;
    if (unhealthy + healthy > 0) scales.push({ replicaSet, replicas: replicas - unhealthy - healthy });
  }
  return scales;
}

function scaled(value: number | string, total: number, round: (share: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseInt(value, 10) * total) / 100);
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
