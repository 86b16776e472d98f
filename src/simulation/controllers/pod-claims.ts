/** How the controllers of one kind hear of pods: each concerns whoever controls it, or all who could take it in. */
import type { LabelSelector, OwnerReference } from '../../kubernetes/api/meta.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Change } from '../change.ts';
import { controllerOf } from '../ownership.ts';
import { OrphanIndex, SelectorIndex } from './selector-index.ts';

/** Whom a change of a pod concerns. */
export interface PodNews {
  /** As it is now. */
  readonly pod: Pod | undefined;
  readonly namespace: string;
  /** Who controlled it before, unless that is who does now, and who does now. */
  readonly owners: readonly OwnerReference[];
  /** The keys of those who could take it in, where nobody controls it any more and its labels are news. */
  readonly takers: readonly string[];
}

/** Upstream: addPod, updatePod and deletePod of pkg/controller/{replicaset,statefulset} (v1.36), which are alike. */
export class PodClaims {
  private readonly selectors = new SelectorIndex();
  private readonly orphans = new OrphanIndex<Pod>();

  /** Takes in that a controller came or went; the selector of one that stays does not change. */
  controllerChanged({ key, object, previous }: Change): void {
    if (object !== undefined && previous !== undefined) return;
    const isController = object?.kind === 'ReplicaSet' || object?.kind === 'StatefulSet';
    this.selectors.put(key, object?.metadata.namespace ?? '', isController ? object.spec.selector : undefined);
  }

  /** Takes in a change of a pod. */
  podChanged({ key, object, previous }: Change): PodNews {
    const before = previous?.kind === 'Pod' ? previous : undefined;
    const pod = object?.kind === 'Pod' ? object : undefined;
    this.orphans.changed(key, before, pod);
    const namespace = (pod ?? before)?.metadata.namespace ?? '';
    const oldOwner = before && controllerOf(before.metadata);
    const owner = pod && controllerOf(pod.metadata);
    const owners = (oldOwner?.uid === owner?.uid ? [owner] : [oldOwner, owner]).filter((each) => each !== undefined);
    const isKnownOrphan =
      before !== undefined && oldOwner === undefined && before.metadata.labels === pod?.metadata.labels;
    const takers =
      pod === undefined || owner !== undefined || isKnownOrphan
        ? []
        : this.selectors.matching(namespace, pod.metadata.labels);
    return { pod, namespace, owners, takers };
  }

  /** The pods that nobody controls and that the selector selects, by name. */
  orphansFor(namespace: string, selector: LabelSelector): readonly Pod[] {
    return this.orphans.matching(namespace, selector);
  }
}
