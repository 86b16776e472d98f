/** The pods that a manifest will lead to. */
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Deployment, ReplicaSet, StatefulSet } from '../../kubernetes/api/workloads.ts';
import type { Store } from '../apiserver/store.ts';

/** The pods that stand in the store, and one for each Deployment, ReplicaSet and StatefulSet, bearing its name. To be asked before anything has happened. */
export function expectedPods(store: Store): readonly Pod[] {
  const workloads = [...store.list('Deployment'), ...store.list('ReplicaSet'), ...store.list('StatefulSet')];
  return [...store.list('Pod'), ...workloads.map(podOf)];
}

function podOf({ kind, metadata, spec: { template } }: Deployment | ReplicaSet | StatefulSet): Pod {
  const { name, namespace = 'default', uid = '' } = metadata;
  const { labels, annotations } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }],
    },
    spec: template.spec,
    status: { phase: 'Pending' },
  };
}
