/** The versions of a StatefulSet's template, as ControllerRevisions keep them. */
import type { JsonObject } from '../../base/json.ts';
import type { ObjectMeta } from '../api/meta.ts';
import type { PodTemplateSpec, StatefulSet } from '../api/workloads.ts';
import { sameJson } from '../decode/same-json.ts';
import { podTemplateHash } from '../deployment/names.ts';

/** Upstream: apps/v1 ControllerRevision (v1.36). */
export interface ControllerRevision {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'ControllerRevision';
  readonly metadata: ObjectMeta;
  /** What of the set it remembers: its template. */
  readonly data: { readonly spec: { readonly template: PodTemplateSpec } };
  readonly revision: number;
}

/** The revision of the set's template: one that is there already, one that is used again under a higher number, or a new one. */
export type UpdateRevision = { readonly type: 'same' | 'reused' | 'new' } & {
  readonly revision: ControllerRevision;
};

/** The oldest first. Upstream: pkg/controller/history SortControllerRevisions (v1.36). */
export function byRevision(left: ControllerRevision, right: ControllerRevision): number {
  return left.revision - right.revision || (left.metadata.name < right.metadata.name ? -1 : 1);
}

/**
 * The revision that the set's pods are to have, given all it has, the oldest first.
 * Upstream: pkg/controller/statefulset/stateful_set_control.go getStatefulSetRevisions (v1.36).
 */
export function updateRevisionOf(set: StatefulSet, revisions: readonly ControllerRevision[]): UpdateRevision {
  const { template, selector } = set.spec;
  const last = revisions.at(-1);
  const equal = revisions.findLast(({ data }) => isSame(data.spec.template, template));
  const revision = (last?.revision ?? 0) + 1;
  if (equal !== undefined)
    return equal === last ? { type: 'same', revision: equal } : { type: 'reused', revision: { ...equal, revision } };
  const { name, namespace = 'default' } = set.metadata;
  const hash = podTemplateHash(template, set.status?.collisionCount ?? 0);
  return {
    type: 'new',
    revision: {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels: { ...selector.matchLabels, 'controller.kubernetes.io/hash': hash },
      },
      data: { spec: { template } },
      revision,
    },
  };
}

/**
 * The revisions beyond `revisionHistoryLimit` that nothing uses, the oldest first.
 * Upstream: pkg/controller/statefulset/stateful_set_control.go truncateHistory (v1.36).
 */
export function revisionsToDrop(
  { spec }: StatefulSet,
  revisions: readonly ControllerRevision[],
  used: ReadonlySet<string>,
): readonly ControllerRevision[] {
  const unused = revisions.filter(({ metadata }) => !used.has(metadata.name));
  return unused.slice(0, Math.max(0, unused.length - (spec.revisionHistoryLimit ?? 10)));
}

function isSame(left: PodTemplateSpec, right: PodTemplateSpec): boolean {
  // Templates are plain data; their interface only lacks an index signature.
  return sameJson(left as unknown as JsonObject, right as unknown as JsonObject);
}
