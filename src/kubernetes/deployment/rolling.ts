/** How many replicas each ReplicaSet of a Deployment should have next. */
import type { Deployment, ReplicaSet } from '../api/workloads.ts';
import {
  activeReplicaSets,
  byAge,
  isRollingUpdate,
  maxSurgeOf,
  maxUnavailableOf,
  reportedReplicas,
  wantedReplicas,
} from './replica-sets.ts';

/** A ReplicaSet's next size. */
export interface Scale {
  readonly replicaSet: ReplicaSet;
  readonly replicas: number;
}

/**
 * The next sizes for a RollingUpdate Deployment with this new ReplicaSet and these old ones, in the order in which they are
 * written: the new one grows while there is room, else the old ones shrink. A ReplicaSet that is freed of pods that are not
 * available and then of some that are stands there twice. Empty: nothing to do now.
 * Upstream: pkg/controller/deployment/rolling.go rolloutRolling (v1.36).
 */
export function nextScales(deployment: Deployment, newest: ReplicaSet, old: readonly ReplicaSet[]): readonly Scale[] {
  const all = [...old, newest];
  const replicas = newReplicas(deployment, newest, all);
  if (replicas !== newest.spec.replicas) return [{ replicaSet: newest, replicas }];
  return reconcileOldReplicaSets(deployment, newest, activeReplicaSets(old).toSorted(byAge));
}

/**
 * The size of the new ReplicaSet among `all`: what is wanted, as far as there is room.
 * Upstream: pkg/controller/deployment/rolling.go reconcileNewReplicaSet, util NewRSNewReplicas (v1.36).
 */
export function newReplicas(deployment: Deployment, newest: ReplicaSet, all: readonly ReplicaSet[]): number {
  const wanted = deployment.spec.replicas;
  if (!isRollingUpdate(deployment) || newest.spec.replicas >= wanted) return wanted;
  const room = wanted + maxSurgeOf(deployment) - wantedReplicas(all);
  return newest.spec.replicas + Math.max(0, Math.min(room, wanted - newest.spec.replicas));
}

/** Upstream: pkg/controller/deployment/rolling.go reconcileOldReplicaSets (v1.36). */
function reconcileOldReplicaSets(
  deployment: Deployment,
  newest: ReplicaSet,
  old: readonly ReplicaSet[],
): readonly Scale[] {
  if (old.length === 0) return [];
  const minAvailable = deployment.spec.replicas - maxUnavailableOf(deployment);
  const newUnavailable = newest.spec.replicas - (newest.status?.availableReplicas ?? 0);
  const maxScaledDown = wantedReplicas([...old, newest]) - minAvailable - newUnavailable;
  if (maxScaledDown <= 0) return [];
  const { scales, isStale } = cleanupUnhealthyReplicas(old, maxScaledDown);
  if (isStale) return scales;
  const left = old.map((each) => resized(each, scales));
  // Cleaning changes nobody's report: what is available is so still.
  const available = reportedReplicas([...old, newest], 'availableReplicas');
  return [...scales, ...scaleDown(left, available - minAvailable)];
}

/**
 * `isStale`: a ReplicaSet reports more pods than are wanted of it, as it has not shrunk yet; nothing further is done then.
 * Upstream: pkg/controller/deployment/rolling.go cleanupUnhealthyReplicas (v1.36).
 */
function cleanupUnhealthyReplicas(
  old: readonly ReplicaSet[],
  maxCleanup: number,
): { readonly scales: readonly Scale[]; readonly isStale: boolean } {
  const scales: Scale[] = [];
  let cleaned = 0;
  for (const replicaSet of old) {
    if (cleaned >= maxCleanup) break;
    const { replicas } = replicaSet.spec;
    const unhealthy = replicas - (replicaSet.status?.availableReplicas ?? 0);
    if (unhealthy < 0) return { scales, isStale: true };
    if (unhealthy === 0) continue;
    const count = Math.min(maxCleanup - cleaned, unhealthy);
    cleaned += count;
    scales.push({ replicaSet, replicas: replicas - count });
  }
  return { scales, isStale: false };
}

/** Upstream: pkg/controller/deployment/rolling.go scaleDownOldReplicaSetsForRollingUpdate (v1.36). */
function scaleDown(old: readonly ReplicaSet[], budget: number): readonly Scale[] {
  const scales: Scale[] = [];
  let left = budget;
  for (const replicaSet of activeReplicaSets(old)) {
    if (left <= 0) break;
    const count = Math.min(replicaSet.spec.replicas, left);
    left -= count;
    scales.push({ replicaSet, replicas: replicaSet.spec.replicas - count });
  }
  return scales;
}

function resized(replicaSet: ReplicaSet, scales: readonly Scale[]): ReplicaSet {
  const scale = scales.find((each) => each.replicaSet === replicaSet);
  return scale === undefined ? replicaSet : { ...replicaSet, spec: { ...replicaSet.spec, replicas: scale.replicas } };
}
