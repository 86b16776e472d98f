/** The endpoint behind the Service `kubernetes`: the API server itself, which writes it. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { SERVICE_NAME_LABEL } from '../../kubernetes/endpointslice/slice-labels.ts';
import type { StorableObject } from '../apiserver/store.ts';
import { API_SERVER } from '../network/outside.ts';

/** Upstream: pkg/controlplane/reconcilers/endpointsadapter.go (v1.36): an Endpoints that nobody mirrors, and its slice. */
export function apiServerEndpoints(): readonly StorableObject[] {
  const [port = 0] = API_SERVER.ports;
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { [SERVICE_NAME_LABEL]: 'kubernetes' }, uid: uid(1) },
    addressType: 'IPv4',
    endpoints: [{ addresses: [API_SERVER.address], conditions: { ready: true } }],
    ports: [{ name: 'https', protocol: 'TCP', port }],
  };
  const endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
      uid: uid(2),
    },
    subsets: [{ addresses: [{ ip: API_SERVER.address }], ports: [{ name: 'https', port, protocol: 'TCP' }] }],
  };
  return [endpoints, slice];
}

/** Not drawn by chance: what is there before the first object must not shift the chances of all others. */
function uid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
