/** A pod from a workload's template, as the API server makes it of what the controller sends. */
import type { JsonObject } from '../../base/json.ts';
import type { ObjectMeta } from '../../kubernetes/api/meta.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { PodTemplateSpec } from '../../kubernetes/api/workloads.ts';
import { strategyFor } from '../../kubernetes/validation/strategy.ts';
import type { Owner } from '../ownership.ts';
import { controllerRef } from '../ownership.ts';

/** All that the pods of one template have alike: to be made once for many pods. */
export type PodMold = Pod & { readonly metadata: Omit<ObjectMeta, 'name'> };

/**
 * What every new pod of the template will be, but for its name: labels and annotations of the template, its owner, and what
 * defaulting and admission fill in.
 * Upstream: pkg/controller/controller_utils.go GetPodFromTemplate (v1.36).
 */
export function podMold(template: PodTemplateSpec, owner: Owner): PodMold {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const metadata: ObjectMeta = {
    name: '',
    namespace: owner.metadata.namespace ?? 'default',
    generation: 1,
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(finalizers === undefined ? {} : { finalizers }),
    ownerReferences: [controllerRef(owner)],
  };
  const strategy = strategyFor('Pod');
  // A pod is plain data; its interface only lacks an index signature. Defaulting and admission leave its form as it is.
  const sent = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec } as unknown as JsonObject;
  return strategy.prepareForCreate(strategy.setDefaults(sent)) as unknown as PodMold;
}
