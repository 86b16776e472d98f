/** The pods that a manifest will lead to. */
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import type { Store } from '../apiserver/store.ts';

/** The pods that stand in the store, and one for each Deployment and each ReplicaSet, bearing its name. To be asked before anything has happened. */
export function expectedPods(store: Store): readonly Pod[] {
  return [...store.list('Pod'), ...[...store.list('Deployment'), ...store.list('ReplicaSet')].map(podOf)];
}

function podOf({ kind, metadata, spec: { template } }: Deployment | ReplicaSet): Pod {
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
