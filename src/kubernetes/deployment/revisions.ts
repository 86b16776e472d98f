/** Which ReplicaSet stands for which version of a Deployment's template, and the annotations that say so. */
import type { JsonObject } from '../../base/json.ts';
import type { StringMap } from '../api/meta.ts';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../api/workloads.ts';
import { sameJson } from '../decode/same-json.ts';
import { POD_TEMPLATE_HASH } from './names.ts';
import { byAge, maxSurgeOf } from './replica-sets.ts';

/** Upstream: pkg/controller/deployment/util RevisionAnnotation and its neighbours (v1.36). */
export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

/** Upstream: annotationsToSkip (v1.36): what is not copied from a Deployment to its ReplicaSet. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
]);

/** Upstream: pkg/controller/deployment/sync.go maxRevHistoryLengthInChars (v1.36). */
const MAX_HISTORY_LENGTH = 2000;
/** A limit that is none. Upstream: math.MaxInt32 in HasRevisionHistoryLimit and HasProgressDeadline (v1.36). */
const NO_LIMIT = 2_147_483_647;

/** The number in an annotation, or undefined. */
export function numberIn(
  { metadata: { annotations } }: Pick<ReplicaSet, 'metadata'>,
  name: string,
): number | undefined {
  const text = annotations?.[name];
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The ReplicaSet whose template is the Deployment's: the oldest where there are several.
 * Upstream: pkg/controller/deployment/util FindNewReplicaSet, EqualIgnoreHash (v1.36).
 */
export function findNewReplicaSet(
  { spec: { template } }: Deployment,
  replicaSets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const byTheirAge = replicaSets.length < 2 ? replicaSets : replicaSets.toSorted(byAge);
  return byTheirAge.find((each) => isSameTemplate(each.spec.template, template));
}

/** The highest revision among them, 0 where there are none. Upstream: pkg/controller/deployment/util MaxRevision (v1.36). */
export function maxRevision(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((highest, replicaSet) => Math.max(highest, numberIn(replicaSet, REVISION) ?? 0), 0);
}

/**
 * The annotations that the new ReplicaSet should have, given those it has (none for one that is yet to be made): the
 * Deployment's, its revision, which is above all the old ones', and the revisions that it had before.
 * Upstream: pkg/controller/deployment/util SetNewReplicaSetAnnotations (v1.36).
 */
export function newReplicaSetAnnotations(
  deployment: Deployment,
  existing: ReplicaSet | undefined,
  revision: number,
): StringMap {
  const annotations = withCopied(existing?.metadata.annotations ?? {}, deployment.metadata.annotations ?? {});
  if (existing === undefined) return { ...annotations, [REVISION]: String(revision), ...sizeAnnotations(deployment) };
  const text = existing.metadata.annotations?.[REVISION] ?? '';
  const before = text === '' ? 0 : numberIn(existing, REVISION);
  if (before === undefined || before >= revision) return annotations;
  const bumped = { ...annotations, [REVISION]: String(revision) };
  if (text === '') return bumped;
  return { ...bumped, [REVISION_HISTORY]: withRevision(annotations[REVISION_HISTORY], text) };
}

/**
 * What a ReplicaSet is told of the size that the Deployment had when it was last scaled.
 * Upstream: pkg/controller/deployment/util SetReplicasAnnotations (v1.36).
 */
export function sizeAnnotations(deployment: Deployment): StringMap {
  const { replicas } = deployment.spec;
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(replicas + maxSurgeOf(deployment)) };
}

/**
 * The old ReplicaSets beyond `revisionHistoryLimit`, of those that have nothing left, the lowest revision first.
 * Upstream: pkg/controller/deployment/sync.go cleanupDeployment (v1.36).
 */
export function replicaSetsToCleanUp({ spec }: Deployment, old: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const limit = spec.revisionHistoryLimit ?? NO_LIMIT;
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = alive.length - limit;
  if (limit === NO_LIMIT || surplus <= 0) return [];
  const byRevision = alive.toSorted(
    (left, right) => (numberIn(left, REVISION) ?? 0) - (numberIn(right, REVISION) ?? 0) || byAge(left, right),
  );
  return byRevision
    .slice(0, surplus)
    .filter(
      ({ metadata, spec: { replicas }, status }) =>
        replicas === 0 &&
        (status?.replicas ?? 0) === 0 &&
        (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0),
    );
}

/** Whether the Deployment has to show progress in time. Upstream: pkg/controller/deployment/util HasProgressDeadline (v1.36). */
export function hasProgressDeadline({ spec }: Deployment): boolean {
  return (spec.progressDeadlineSeconds ?? NO_LIMIT) !== NO_LIMIT;
}

/** The ReplicaSet's annotations with the Deployment's: themselves where they have them already. */
function withCopied(own: StringMap, deployments: StringMap): StringMap {
  const copied = Object.keys(deployments).filter((name) => !NOT_COPIED.has(name));
  if (copied.every((name) => Object.hasOwn(own, name) && own[name] === deployments[name])) return own;
  return { ...own, ...Object.fromEntries(copied.map((name) => [name, deployments[name] ?? ''])) };
}

/** Asked at every sync: it makes nothing, and a spec that is shared is not looked through. */
function isSameTemplate(left: PodTemplateSpec, right: PodTemplateSpec): boolean {
  const [{ metadata: one = {} }, { metadata: other = {} }] = [left, right];
  return (
    sameJson(asJson(left.spec), asJson(right.spec)) &&
    sameBut(POD_TEMPLATE_HASH, asJson(one.labels ?? {}), asJson(other.labels ?? {})) &&
    sameBut('labels', asJson(one), asJson(other))
  );
}

/** Whether both are alike in all fields but one. */
function sameBut(exception: string, left: JsonObject, right: JsonObject): boolean {
  let more = 0;
  for (const key in left) {
    if (key === exception) continue;
    if (!Object.hasOwn(right, key) || !sameJson(left[key] ?? null, right[key] ?? null)) return false;
    more += 1;
  }
  for (const key in right) if (key !== exception) more -= 1;
  return more === 0;
}

function asJson(part: object): JsonObject {
  // A template is plain data through and through; its interfaces only lack an index signature.
  return part as JsonObject;
}

/** The list with one more revision; the oldest ones go when it would become too long. */
function withRevision(history: string | undefined, revision: string): string {
  if (history === undefined || history === '') return revision;
  const revisions = history.split(',');
  let length = history.length + revision.length + 1;
  while (length > MAX_HISTORY_LENGTH && revisions.length > 0) length -= (revisions.shift() ?? '').length + 1;
  return [...revisions, revision].join(',');
}
