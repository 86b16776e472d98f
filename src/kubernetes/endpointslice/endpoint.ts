/** From a pod to its endpoint: whether it is listed, under which conditions, on which ports. */
import type { Endpoint, EndpointPort } from '../api/endpointslice.ts';
import type { Node } from '../api/node.ts';
import { type Container, isPodReady, type Pod, type PodSpec } from '../api/pod.ts';
import type { Service, ServicePort } from '../api/service.ts';
import { isIPv6 } from '../net/address.ts';

/** The families of addresses that the controllers make slices for. */
export type AddressFamily = 'IPv4' | 'IPv6';

/**
 * Whether the pod is listed at all: it has an address and has not finished. EndpointSlices include terminating pods.
 * Upstream: staging/src/k8s.io/endpointslice/util ShouldPodBeInEndpoints (v1.36).
 */
export function shouldPodBeInEndpoints(pod: Pod, includeTerminating = true): boolean {
  if (isPodTerminal(pod) || podIPs(pod).length === 0) return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** Whether the pod has come to its end. Upstream: pkg/api/v1/pod IsPodTerminal (v1.36). */
export function isPodTerminal({ status: { phase } }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** The pod's addresses of a family, in the order of its status. Upstream: utils.go getEndpointAddresses (v1.36). */
export function podAddresses(pod: Pod, family: AddressFamily): readonly string[] {
  return podIPs(pod).filter((address) => isIPv6(address) === (family === 'IPv6'));
}

/** The families that a Service has addresses of. Upstream: utils.go getAddressTypesForService (v1.36). */
export function addressFamilies({ spec: { ipFamilies, clusterIP = '' } }: Service): readonly AddressFamily[] {
  if (ipFamilies !== undefined && ipFamilies.length > 0) return ipFamilies;
  return isIPv6(clusterIP) ? ['IPv6'] : ['IPv4'];
}

/**
 * The pod as an endpoint of the Service; it has no addresses where the pod has none of that family.
 * Upstream: staging/src/k8s.io/endpointslice/utils.go podToEndpoint (v1.36).
 */
export function podToEndpoint(
  pod: Pod,
  node: Node | undefined,
  service: Service,
  family: AddressFamily = 'IPv4',
): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
  const { nodeName } = pod.spec;
  const hostname = endpointHostname(pod, service);
  return {
    addresses: podAddresses(pod, family),
    conditions: { ready, serving, terminating },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === '' ? {} : { zone }),
    targetRef: podReference(pod),
  };
}

/** The reference by which an endpoint names its pod. */
export function podReference({ metadata: { name, namespace, uid } }: Pod): NonNullable<Endpoint['targetRef']> {
  return {
    kind: 'Pod',
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(uid === undefined ? {} : { uid }),
  };
}

/**
 * The pod's own hostname, where its subdomain is this very Service.
 * Upstream: staging/src/k8s.io/endpointslice/util ShouldSetHostname (v1.36).
 */
export function endpointHostname(pod: Pod, service: Service): string | undefined {
  const { hostname = '', subdomain } = pod.spec;
  const isOwn = subdomain === service.metadata.name && pod.metadata.namespace === service.metadata.namespace;
  return hostname !== '' && isOwn ? hostname : undefined;
}

/**
 * The ports on which this pod serves the Service; a port whose name the pod lacks is left out.
 * Upstream: staging/src/k8s.io/endpointslice/utils.go getEndpointPorts (v1.36).
 */
export function endpointPorts(service: Service, pod: Pod): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    return [
      {
        name: servicePort.name ?? '',
        protocol: servicePort.protocol,
        port,
        ...(servicePort.appProtocol === undefined ? {} : { appProtocol: servicePort.appProtocol }),
      },
    ];
  });
}

/** What only init containers may be: sidecars, which run beside the others. */
interface WithInitContainers {
  readonly initContainers?: readonly (Container & { readonly restartPolicy?: string })[];
}

/**
 * The number behind a Service's targetPort in this pod, or undefined when no port of a container, or of a sidecar,
 * bears the name. Upstream: staging/src/k8s.io/endpointslice/utils.go FindPort (v1.36).
 */
export function findPort(pod: Pod, servicePort: ServicePort): number | undefined {
  const { targetPort, protocol } = servicePort;
  if (typeof targetPort === 'number') return targetPort;
  const spec: PodSpec & WithInitContainers = pod.spec;
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...spec.containers, ...sidecars]) {
    for (const port of container.ports ?? []) {
      if (port.name === targetPort && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
    }
  }
  return undefined;
}

function podIPs({ status: { podIP = '', podIPs: all } }: Pod): readonly string[] {
  const addresses = all?.map(({ ip }) => ip) ?? [];
  if (addresses.length > 0) return addresses;
  return podIP === '' ? [] : [podIP];
}
