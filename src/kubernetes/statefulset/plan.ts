/** What a StatefulSet does next: which pods it makes and which it deletes. */
import { isPodReady, type Pod } from '../api/pod.ts';
import type { StatefulSet } from '../api/workloads.ts';
import { ordinalOf, REVISION_LABEL, startOrdinal } from './identity.ts';

/** One step of a StatefulSet. */
export type StatefulAction =
  | { readonly type: 'create'; readonly ordinal: number; readonly revision: string }
  /** `update`: it is of another revision; `ended`: it has failed or completed. */
  | { readonly type: 'delete'; readonly pod: Pod; readonly why: 'scaledDown' | 'update' | 'ended' };

/** The set's two revisions by name: that which its pods have, and that which they are to have. */
export interface RevisionNames {
  readonly current: string;
  readonly update: string;
}

/** The pods of the set by their place. */
interface Places {
  /** One for each number that the set has. */
  readonly replicas: readonly (Pod | undefined)[];
  /** Those beyond, the highest number first. */
  readonly condemned: readonly Pod[];
}

/**
 * The next steps. OrderedReady: one step, and only when all pods before are running, ready and available; Parallel: every
 * pod is made or deleted at once, and only updates go one by one. Upstream: pkg/controller/statefulset/stateful_set_control.go
 * updateStatefulSet (v1.36; there maxUnavailable counts only behind a feature gate that is off).
 * Simplified: [SIM-41] no volumes: neither claims from templates nor their retention.
 */
export function planStatefulSet(
  set: StatefulSet,
  pods: readonly Pod[],
  revisions: RevisionNames,
  isAvailable: (pod: Pod) => boolean,
): readonly StatefulAction[] {
  if (set.metadata.deletionTimestamp !== undefined) return [];
  const places = placesOf(set, pods);
  const isMonotonic = set.spec.podManagementPolicy !== 'Parallel';
  const isHealthy = (pod: Pod | undefined): pod is Pod =>
    pod !== undefined && isRunningAndReady(pod) && !isTerminating(pod) && isAvailable(pod);
  const filled = fillPlaces(set, places, revisions, isMonotonic, isHealthy);
  if (filled.isBlocked) return filled.actions;
  const shrunk = shrink(places, isMonotonic, isHealthy);
  const actions = [...filled.actions, ...shrunk.actions];
  if (shrunk.isBlocked || set.spec.updateStrategy?.type === 'OnDelete') return actions;
  const outdated = nextOutdated(set, places, revisions, isHealthy);
  return outdated === undefined ? actions : [...actions, { type: 'delete', pod: outdated, why: 'update' }];
}

function placesOf(set: StatefulSet, pods: readonly Pod[]): Places {
  const start = startOrdinal(set);
  const replicas: (Pod | undefined)[] = Array.from({ length: set.spec.replicas }, () => undefined);
  const condemned: { readonly pod: Pod; readonly ordinal: number }[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    if (ordinal === undefined) continue;
    const index = ordinal - start;
    if (index >= 0 && index < replicas.length) replicas[index] = pod;
    else condemned.push({ pod, ordinal });
  }
  condemned.sort((left, right) => right.ordinal - left.ordinal);
  return { replicas, condemned: condemned.map(({ pod }) => pod) };
}

interface Steps {
  readonly actions: readonly StatefulAction[];
  /** Something has to happen first. */
  readonly isBlocked: boolean;
}

/** Upstream: processReplica. */
function fillPlaces(
  set: StatefulSet,
  { replicas }: Places,
  revisions: RevisionNames,
  isMonotonic: boolean,
  isHealthy: (pod: Pod | undefined) => boolean,
): Steps {
  const actions: StatefulAction[] = [];
  for (const [index, pod] of replicas.entries()) {
    if (pod === undefined) {
      actions.push({
        type: 'create',
        ordinal: startOrdinal(set) + index,
        revision: isCurrentNeeded(set, index) ? revisions.current : revisions.update,
      });
    } else if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') {
      if (!isTerminating(pod)) actions.push({ type: 'delete', pod, why: 'ended' });
    } else if (isHealthy(pod)) continue;
    if (isMonotonic) return { actions, isBlocked: true };
  }
  return { actions, isBlocked: false };
}

/** Upstream: processCondemned: only the first pod that is not healthy may be deleted out of turn. */
function shrink(
  { replicas, condemned }: Places,
  isMonotonic: boolean,
  isHealthy: (pod: Pod | undefined) => boolean,
): Steps {
  const firstUnhealthy = [...replicas, ...condemned.toReversed()].find((pod) => !isHealthy(pod));
  const actions: StatefulAction[] = [];
  for (const pod of condemned) {
    const isWaitedFor = isTerminating(pod) || (isMonotonic && !isHealthy(pod) && pod !== firstUnhealthy);
    if (!isWaitedFor) actions.push({ type: 'delete', pod, why: 'scaledDown' });
    if (isMonotonic) return { actions, isBlocked: true };
  }
  return { actions, isBlocked: false };
}

/** The pod with the highest number that is of another revision, once all above it are as they should be. */
function nextOutdated(
  set: StatefulSet,
  { replicas }: Places,
  { update }: RevisionNames,
  isHealthy: (pod: Pod | undefined) => boolean,
): Pod | undefined {
  for (let index = replicas.length - 1; index >= partitionOf(set); index--) {
    const pod = replicas[index];
    if (pod !== undefined && pod.metadata.labels?.[REVISION_LABEL] !== update && !isTerminating(pod)) return pod;
    if (!isHealthy(pod)) return undefined;
  }
  return undefined;
}

/** Upstream: newVersionedStatefulSetPod (v1.36): below the partition a new pod is of the revision that the set has. */
function isCurrentNeeded(set: StatefulSet, index: number): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return false;
  return rollingUpdate === undefined ? index < (set.status?.currentReplicas ?? 0) : index < partitionOf(set);
}

function partitionOf({ spec }: StatefulSet): number {
  return spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

function isRunningAndReady(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isPodReady(pod);
}

function isTerminating({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}
