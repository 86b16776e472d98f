/** The names of a StatefulSet's pods: they stay whatever becomes of the pod. */
import type { Pod } from '../api/pod.ts';
import type { StatefulSet } from '../api/workloads.ts';

/** Upstream: apps/v1 StatefulSetRevisionLabel, StatefulSetPodNameLabel, PodIndexLabel (v1.36). */
export const REVISION_LABEL = 'controller-revision-hash';
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** The number of the first pod. Upstream: pkg/controller/statefulset getStartOrdinal (v1.36). */
export function startOrdinal({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/**
 * The pod's number in the set, or undefined when its name is not one of the set's.
 * Upstream: pkg/controller/statefulset isMemberOf, getOrdinal (v1.36).
 */
export function ordinalOf(set: StatefulSet, { metadata: { name } }: Pod): number | undefined {
  const found = /^(.*)-(\d+)$/.exec(name);
  return found?.[1] === set.metadata.name ? Number(found[2]) : undefined;
}

/**
 * The pod that the mold makes as number so-and-so of the set: name, host name and labels are its own; the set's Service is
 * its domain. Upstream: pkg/controller/statefulset initIdentity, setPodRevision (v1.36).
 */
export function withIdentity(mold: Pod, set: StatefulSet, ordinal: number, revision: string): Pod {
  const name = `${set.metadata.name}-${ordinal}`;
  const { serviceName = '' } = set.spec;
  return {
    ...mold,
    metadata: {
      ...mold.metadata,
      name,
      generateName: `${set.metadata.name}-`,
      labels: {
        ...mold.metadata.labels,
        [REVISION_LABEL]: revision,
        [POD_NAME_LABEL]: name,
        [POD_INDEX_LABEL]: String(ordinal),
      },
    },
    spec: { ...mold.spec, hostname: name, ...(serviceName === '' ? {} : { subdomain: serviceName }) },
  };
}
