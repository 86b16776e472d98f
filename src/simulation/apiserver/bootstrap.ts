/** What an empty cluster has from the start. */
import type { Namespace } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';

/** Four namespaces and the Service of the API server itself. */
export function bootstrapObjects(securePort: number): readonly (Namespace | Service)[] {
  const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
  const namespaces = names.map((name): Namespace => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }));
  return [...namespaces, kubernetesService(securePort)];
}

function kubernetesService(targetPort: number): Service {
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
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort }],
      sessionAffinity: 'None',
    },
    status: { loadBalancer: {} },
  };
}
