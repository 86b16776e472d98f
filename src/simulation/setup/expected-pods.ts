/** The pods that a manifest will lead to. */
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Deployment } from '../../kubernetes/api/workloads.ts';

/** The pods that stand in the manifest, and one for each Deployment that makes some. */
export function expectedPods(pods: readonly Pod[], deployments: readonly Deployment[]): readonly Pod[] {
  return [...pods, ...deployments.map(podOf)];
}

/** A pod as the Deployment's ReplicaSet will make it, bearing the Deployment's name. */
function podOf({ metadata, spec: { template } }: Deployment): Pod {
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
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true }],
    },
    spec: template.spec,
    status: { phase: 'Pending' },
  };
}
