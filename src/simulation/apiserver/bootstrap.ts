/** What an empty cluster has from the start. */
import type { Namespace } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';

/** Four namespaces and the Service of the API server itself, which listens at `securePort` and has the given cluster IP. */
export function bootstrapObjects(securePort: number, clusterIP: string): readonly (Namespace | Service)[] {
  const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
  const namespaces = names.map((name): Namespace => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }));
  return [...namespaces, kubernetesService(securePort, clusterIP)];
}

function kubernetesService(targetPort: number, clusterIP: string): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort }],
      sessionAffinity: 'None',
    },
    status: { loadBalancer: {} },
  };
}
