/** Objects and packets for tests of kube-proxy's rules: namespace shop, node-1 is 192.168.0.11 with pods 10.244.1.0/24. */
import type { EndpointSlice } from '../kubernetes/api/endpointslice.ts';
import type { Service, ServiceSpec } from '../kubernetes/api/service.ts';
import type { Packet, PacketContext } from '../kubernetes/proxy/packet.ts';
import type { ProxyInput } from '../kubernetes/proxy/proxy-input.ts';

/** A ClusterIP Service on 10.96.0.10:80 unless `spec` says otherwise; `ip` is its load balancer's address. */
export function proxyService(name: string, spec: Partial<ServiceSpec> = {}, ip?: string): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.10',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
      ...spec,
    },
    ...(ip === undefined ? {} : { status: { loadBalancer: { ingress: [{ ip }] } } }),
  };
}

/** A slice of the Service with ready endpoints on port 8080. */
export function proxySlice(name: string, ...addresses: readonly string[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace: 'shop', name: `${name}-1`, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    endpoints: addresses.map((address) => ({
      addresses: [address],
      conditions: { ready: true },
      nodeName: address.startsWith('10.244.1.') || address === '192.168.0.11' ? 'node-1' : 'node-2',
    })),
  };
}

/** What node-1's kube-proxy knows. */
export function proxyInput(services: readonly Service[], ...slices: readonly EndpointSlice[]): ProxyInput {
  return { nodeName: 'node-1', nodeIPs: ['192.168.0.11'], clusterCIDR: '10.244.0.0/16', services, slices };
}

/** A TCP packet to `address:port`. */
export function proxyPacket(from: string, to: string): Packet {
  const [destinationAddress = '', port] = to.split(':');
  return {
    protocol: 'TCP',
    sourceAddress: from,
    sourcePort: 40_000,
    destinationAddress,
    destinationPort: Number(port),
    isFromNode: from === '192.168.0.11',
  };
}

/** Chance that always takes the first, and a client that nobody remembers. */
export const freshClient: PacketContext = { random: () => 0, recentlySeen: () => false };
