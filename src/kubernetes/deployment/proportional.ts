/** A Deployment is given another number of replicas: who takes them, also in the middle of a rollout. */
import type { Deployment, ReplicaSet } from '../api/workloads.ts';
import {
  activeReplicaSets,
  byAge,
  bySizeNewer,
  bySizeOlder,
  isRollingUpdate,
  maxSurgeOf,
  wantedReplicas,
} from './replica-sets.ts';
import { DESIRED_REPLICAS, MAX_REPLICAS, numberIn } from './revisions.ts';
import type { Scale } from './rolling.ts';

/**
 * Whether some ReplicaSet was last sized for another number of replicas than the Deployment has now.
 * Upstream: pkg/controller/deployment/sync.go isScalingEvent (v1.36).
 */
export function isScalingEvent(deployment: Deployment, replicaSets: readonly ReplicaSet[]): boolean {
  return activeReplicaSets(replicaSets).some((replicaSet) => {
    const desired = numberIn(replicaSet, DESIRED_REPLICAS);
    return desired !== undefined && desired !== deployment.spec.replicas;
  });
}

/**
 * The sizes after a scaling: the only active ReplicaSet (or the latest where none is) takes all; in the middle of a rollout
 * each takes its share. Of a ReplicaSet that keeps its size only the annotations are written.
 * Upstream: pkg/controller/deployment/sync.go scale (v1.36).
 */
export function scaleDeployment(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): readonly Scale[] {
  const wanted = deployment.spec.replicas;
  const active = activeReplicaSets(newest === undefined ? old : [...old, newest]);
  if (active.length <= 1) {
    const only = active[0] ?? newest ?? old.toSorted(byAge).at(-1);
    return only === undefined || only.spec.replicas === wanted ? [] : [{ replicaSet: only, replicas: wanted }];
  }
  if (newest !== undefined && isSaturated(deployment, newest)) {
    return activeReplicaSets(old).map((replicaSet) => ({ replicaSet, replicas: 0 }));
  }
  return isRollingUpdate(deployment) ? inProportion(deployment, active) : [];
}

function inProportion(deployment: Deployment, active: readonly ReplicaSet[]): readonly Scale[] {
  const wanted = deployment.spec.replicas;
  const allowed = wanted > 0 ? wanted + maxSurgeOf(deployment) : 0;
  const toAdd = allowed - wantedReplicas(active);
  const ordered = toAdd === 0 ? active : active.toSorted(toAdd > 0 ? bySizeNewer : bySizeOlder);
  const scales: { replicaSet: ReplicaSet; replicas: number }[] = [];
  let added = 0;
  for (const replicaSet of ordered) {
    const share = toAdd === added ? 0 : proportionOf(deployment, replicaSet, toAdd - added);
    added += share;
    scales.push({ replicaSet, replicas: replicaSet.spec.replicas + share });
  }
  // What is left over goes to the biggest, or is taken from it.
  const [first] = scales;
  if (first !== undefined) first.replicas = Math.max(0, first.replicas + toAdd - added);
  return scales;
}

/** Upstream: pkg/controller/deployment/util GetReplicaSetProportion, getReplicaSetFraction (v1.36). */
function proportionOf(deployment: Deployment, replicaSet: ReplicaSet, left: number): number {
  const { replicas } = replicaSet.spec;
  const fraction = fractionOf(deployment, replicaSet, replicas);
  return left > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
}

function fractionOf(deployment: Deployment, replicaSet: ReplicaSet, replicas: number): number {
  const wanted = deployment.spec.replicas;
  if (wanted === 0) return -replicas;
  const before = numberIn(replicaSet, MAX_REPLICAS) ?? deployment.status?.replicas ?? 0;
  if (before === 0) return 0;
  return Math.round((replicas * (wanted + maxSurgeOf(deployment))) / before) - replicas;
}

/** Upstream: pkg/controller/deployment/util IsSaturated (v1.36). */
function isSaturated({ spec: { replicas } }: Deployment, newest: ReplicaSet): boolean {
  return (
    newest.spec.replicas === replicas &&
    numberIn(newest, DESIRED_REPLICAS) === replicas &&
    newest.status?.availableReplicas === replicas
  );
}
