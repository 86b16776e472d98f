/** Which pods go first when a ReplicaSet shrinks. */
import { isPodReady, type Pod } from '../api/pod.ts';

/** Nanoseconds from a timestamp till now; undefined for a text that is no timestamp. */
export type AgeOf = (timestamp: string) => number | undefined;

const COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

interface Candidate {
  readonly pod: Pod;
  /** What is compared first, in order; the smaller goes first. */
  readonly ranks: readonly number[];
  readonly readyAge: number | undefined;
  readonly restarts: number;
  readonly age: number | undefined;
}

/**
 * The pods in the order in which a shrinking ReplicaSet deletes them. `related` are the active pods of all ReplicaSets of the
 * same Deployment, these among them: of two pods the one that shares its node with more of them goes first.
 * Upstream: pkg/controller/controller_utils.go ActivePodsWithRanks, replica_set.go getPodsRankedByRelatedPodsOnSameNode (v1.36).
 * Simplified: [SIM-4] upstream leaves the order of pods that are equal in all this to its sorting; here the last name goes first.
 */
export function orderVictims(pods: readonly Pod[], related: Iterable<Pod>, ageOf: AgeOf): readonly Pod[] {
  const onNode = new Map<string, number>();
  for (const { spec } of related) onNode.set(spec.nodeName ?? '', (onNode.get(spec.nodeName ?? '') ?? 0) + 1);
  const candidates = pods.map((pod) => toCandidate(pod, onNode.get(pod.spec.nodeName ?? '') ?? 0, ageOf));
  return candidates.sort(compareCandidates).map(({ pod }) => pod);
}

function toCandidate(pod: Pod, crowd: number, ageOf: AgeOf): Candidate {
  const { metadata, spec, status } = pod;
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  const isReady = isPodReady(pod);
  return {
    pod,
    ranks: [
      spec.nodeName === undefined ? 0 : 1,
      PHASE_RANK[status.phase] ?? 0,
      isReady ? 1 : 0,
      costOf(metadata.annotations?.[COST]),
      -crowd,
    ],
    readyAge: isReady && ready?.lastTransitionTime !== undefined ? ageOf(ready.lastTransitionTime) : undefined,
    restarts: status.containerStatuses?.reduce((most, { restartCount }) => Math.max(most, restartCount), 0) ?? 0,
    age: metadata.creationTimestamp === undefined ? undefined : ageOf(metadata.creationTimestamp),
  };
}

function compareCandidates(left: Candidate, right: Candidate): number {
  for (const [index, rank] of left.ranks.entries()) {
    const difference = rank - (right.ranks[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return (
    compareAges(left, right, left.readyAge, right.readyAge) ||
    right.restarts - left.restarts ||
    compareAges(left, right, left.age, right.age) ||
    -compareText(left.pod.metadata.name, right.pod.metadata.name)
  );
}

/** The younger first, on a scale of powers of two; on the same step it is left to their uids, that is to chance. */
function compareAges(left: Candidate, right: Candidate, leftAge?: number, rightAge?: number): number {
  if (leftAge === rightAge) return 0;
  if (leftAge === undefined || rightAge === undefined) return leftAge === undefined ? -1 : 1;
  return step(leftAge) - step(rightAge) || compareText(left.pod.metadata.uid ?? '', right.pod.metadata.uid ?? '');
}

/** Upstream: pkg/controller/controller_utils.go logarithmicRankDiff (v1.36). */
function step(age: number): number {
  return age > 0 ? Math.floor(Math.log2(age)) : -1;
}

/** Upstream: pkg/apis/core/v1/helper GetDeletionCostFromPodAnnotations (v1.36): what is no proper number counts as 0. */
function costOf(text: string | undefined): number {
  return text !== undefined && /^-?(0|[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
