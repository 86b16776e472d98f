/** The ReplicaSets that a Deployment's controller writes. */
import type { StringMap } from '../../kubernetes/api/meta.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { POD_TEMPLATE_HASH, podTemplateHash, replicaSetName } from '../../kubernetes/deployment/names.ts';
import { sizeAnnotations } from '../../kubernetes/deployment/revisions.ts';
import type { Store } from '../apiserver/store.ts';
import { controllerRef } from '../ownership.ts';

/** A ReplicaSet for the Deployment's template, wanting no pods yet. Upstream: pkg/controller/deployment/sync.go getNewReplicaSet (v1.36). */
export function makeReplicaSet(deployment: Deployment, annotations: StringMap): ReplicaSet {
  const { template, selector, minReadySeconds = 0 } = deployment.spec;
  const hash = podTemplateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(deployment, hash),
      namespace: deployment.metadata.namespace ?? 'default',
      generation: 1,
      labels,
      annotations,
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [POD_TEMPLATE_HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}

/** What already stands under the name that the ReplicaSet is to have. */
export function takenBy(store: Store, replicaSet: ReplicaSet): ReplicaSet | undefined {
  return store.get('ReplicaSet', objectKey(replicaSet.metadata));
}

/** The ReplicaSet with another size and what it is told of the Deployment's; itself when nothing changes. */
export function scaled(replicaSet: ReplicaSet, replicas: number, deployment: Deployment): ReplicaSet {
  const { metadata, spec } = replicaSet;
  const annotations = sizeAnnotations(deployment);
  const isSame = Object.entries(annotations).every(([name, text]) => metadata.annotations?.[name] === text);
  if (isSame && spec.replicas === replicas) return replicaSet;
  return withSpec(
    { ...replicaSet, metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } } },
    {
      ...spec,
      replicas,
    },
  );
}

/** The ReplicaSet with this spec; its generation counts the change as the API server does. */
export function withSpec(replicaSet: ReplicaSet, spec: ReplicaSet['spec']): ReplicaSet {
  const { metadata } = replicaSet;
  const isChanged =
    spec.replicas !== replicaSet.spec.replicas ||
    (spec.minReadySeconds ?? 0) !== (replicaSet.spec.minReadySeconds ?? 0);
  if (!isChanged) return replicaSet;
  return { ...replicaSet, metadata: { ...metadata, generation: (metadata.generation ?? 0) + 1 }, spec };
}
