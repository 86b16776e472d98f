/** What a Deployment reports of itself: counts, and the conditions Available and Progressing. */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../api/workloads.ts';
import { maxUnavailableOf, reportedReplicas, wantedReplicas } from './replica-sets.ts';
import { hasProgressDeadline } from './revisions.ts';

/** What a Deployment says of its progress, as it is written into the condition's reason. */
type ProgressReason =
  | 'NewReplicaSetCreated'
  | 'FoundNewReplicaSet'
  | 'ReplicaSetUpdated'
  | 'NewReplicaSetAvailable'
  | 'ProgressDeadlineExceeded'
  | 'DeploymentPaused'
  | 'DeploymentResumed';

/** The condition Progressing as it stands, if at all. */
export function progressingOf(status: DeploymentStatus | undefined): DeploymentCondition | undefined {
  return status?.conditions?.find(({ type }) => type === 'Progressing');
}

/**
 * The counts, and whether enough is available; the conditions are otherwise as they were. `now` is a timestamp.
 * Upstream: pkg/controller/deployment/sync.go calculateStatus (v1.36).
 */
export function calculateStatus(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
  now: string,
): DeploymentStatus {
  const all = newest === undefined ? old : [...old, newest];
  const availableReplicas = reportedReplicas(all, 'availableReplicas');
  const unavailableReplicas = Math.max(0, wantedReplicas(all) - availableReplicas);
  const terminatingReplicas = terminatingOf(all);
  const { generation } = deployment.metadata;
  const { collisionCount, conditions } = deployment.status ?? {};
  const status: { -readonly [Field in keyof DeploymentStatus]: DeploymentStatus[Field] } = {};
  const [replicas, updatedReplicas] = [reportedReplicas(all, 'replicas'), newest?.status?.replicas ?? 0];
  const readyReplicas = reportedReplicas(all, 'readyReplicas');
  if (generation !== undefined) status.observedGeneration = generation;
  // Zero is left out, as Go leaves it out.
  if (replicas !== 0) status.replicas = replicas;
  if (updatedReplicas !== 0) status.updatedReplicas = updatedReplicas;
  if (readyReplicas !== 0) status.readyReplicas = readyReplicas;
  if (availableReplicas !== 0) status.availableReplicas = availableReplicas;
  if (unavailableReplicas !== 0) status.unavailableReplicas = unavailableReplicas;
  if (terminatingReplicas !== undefined) status.terminatingReplicas = terminatingReplicas;
  if (collisionCount !== undefined) status.collisionCount = collisionCount;
  if (conditions !== undefined) status.conditions = conditions;
  const isAvailable = availableReplicas >= deployment.spec.replicas - maxUnavailableOf(deployment);
  return withCondition(status, {
    type: 'Available',
    status: isAvailable ? 'True' : 'False',
    lastUpdateTime: now,
    lastTransitionTime: now,
    reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${isAvailable ? 'has' : 'does not have'} minimum availability.`,
  });
}

/**
 * The status in the course of a rollout: as above, and how it progresses. `isOverdue`: the deadline has passed since the
 * condition Progressing was last updated.
 * Upstream: pkg/controller/deployment/progress.go syncRolloutStatus (v1.36).
 */
export function rolloutStatus(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
  { now, isOverdue }: { readonly now: string; readonly isOverdue: boolean },
): DeploymentStatus {
  const status = calculateStatus(deployment, newest, old, now);
  if (!hasProgressDeadline(deployment)) return withoutCondition(status, 'Progressing');
  const current = progressingOf(deployment.status);
  const isResting =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (isResting) return status;
  const what =
    newest === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newest.metadata.name}"`;
  if (isComplete(deployment, status)) {
    const message = `${what} has successfully progressed.`;
    return withCondition(status, progressing('True', 'NewReplicaSetAvailable', message, now));
  }
  if (hasProgressed(deployment.status, status)) {
    const next = progressing('True', 'ReplicaSetUpdated', `${what} is progressing.`, now);
    // Every sign of progress puts off the deadline, so it is written even when nothing but its time has changed.
    const { lastTransitionTime = now } = current?.status === 'True' ? current : next;
    return withCondition(withoutCondition(status, 'Progressing'), { ...next, lastTransitionTime });
  }
  if (isTimedOut(current, isOverdue)) {
    const message = `${what} has timed out progressing.`;
    return withCondition(status, progressing('False', 'ProgressDeadlineExceeded', message, now));
  }
  return status;
}

/** The status with a new ReplicaSet made, or the one found that was already there. */
export function withNewReplicaSet(
  deployment: Deployment,
  { metadata: { name } }: Pick<ReplicaSet, 'metadata'>,
  reason: 'NewReplicaSetCreated' | 'FoundNewReplicaSet',
  now: string,
): DeploymentStatus {
  const status = deployment.status ?? {};
  if (!hasProgressDeadline(deployment)) return status;
  const message =
    reason === 'NewReplicaSetCreated' ? `Created new replica set "${name}"` : `Found new replica set "${name}"`;
  return withCondition(status, progressing('True', reason, message, now));
}

/**
 * The status with the condition that a Deployment which is paused, or no longer so, has; undefined when it need not change.
 * Upstream: pkg/controller/deployment/sync.go checkPausedConditions (v1.36).
 */
export function withPause(deployment: Deployment, now: string): DeploymentStatus | undefined {
  if (!hasProgressDeadline(deployment)) return undefined;
  const current = progressingOf(deployment.status);
  if (current?.reason === 'ProgressDeadlineExceeded') return undefined;
  const isPaused = deployment.spec.paused === true;
  if (isPaused === (current?.reason === 'DeploymentPaused')) return undefined;
  const condition = isPaused
    ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused', now)
    : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed', now);
  return withCondition(deployment.status ?? {}, condition);
}

/** Whether the rollout has come to its end. Upstream: pkg/controller/deployment/util DeploymentComplete (v1.36). */
export function isComplete(
  { spec: { replicas }, metadata }: Deployment,
  status: DeploymentStatus | undefined,
): boolean {
  return (
    (status?.updatedReplicas ?? 0) === replicas &&
    (status?.replicas ?? 0) === replicas &&
    (status?.availableReplicas ?? 0) === replicas &&
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/** Upstream: pkg/controller/deployment/util DeploymentProgressing (v1.36). */
function hasProgressed(before: DeploymentStatus = {}, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** Upstream: pkg/controller/deployment/util DeploymentTimedOut (v1.36). */
function isTimedOut(current: DeploymentCondition | undefined, isOverdue: boolean): boolean {
  if (current === undefined || current.reason === 'NewReplicaSetAvailable') return false;
  return current.reason === 'ProgressDeadlineExceeded' || isOverdue;
}

/** Undefined while a ReplicaSet that has been looked after does not say. Upstream: GetTerminatingReplicaCountForReplicaSets (v1.36). */
function terminatingOf(all: readonly ReplicaSet[]): number | undefined {
  const isUnknown = all.some(
    ({ status }) => status?.terminatingReplicas === undefined && (status?.observedGeneration ?? 0) > 0,
  );
  return isUnknown ? undefined : reportedReplicas(all, 'terminatingReplicas');
}

function progressing(
  status: DeploymentCondition['status'],
  reason: ProgressReason,
  message: string,
  now: string,
): DeploymentCondition {
  return { type: 'Progressing', status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/** Upstream: pkg/controller/deployment/util SetDeploymentCondition (v1.36): the same status and reason change nothing. */
function withCondition(status: DeploymentStatus, condition: DeploymentCondition): DeploymentStatus {
  const current = status.conditions?.find(({ type }) => type === condition.type);
  if (current?.status === condition.status && current.reason === condition.reason) return status;
  const { lastTransitionTime } = current?.status === condition.status ? current : condition;
  const next = { ...condition, ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }) };
  return { ...status, conditions: [...(withoutCondition(status, condition.type).conditions ?? []), next] };
}

function withoutCondition(status: DeploymentStatus, type: string): DeploymentStatus {
  const conditions = status.conditions?.filter((condition) => condition.type !== type);
  return conditions === undefined ? status : { ...status, conditions };
}
