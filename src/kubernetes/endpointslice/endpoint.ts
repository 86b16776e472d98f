/** From a pod to its endpoint: whether it is listed, under which conditions, on which ports. */
import type { Endpoint, EndpointPort } from '../api/endpointslice.ts';
import type { Node } from '../api/node.ts';
import { isPodReady, type Pod } from '../api/pod.ts';
import type { Service, ServicePort } from '../api/service.ts';

/**
 * Whether the pod is listed at all: it has an address and has not finished. Terminating pods are.
 * Upstream: staging/src/k8s.io/endpointslice/util ShouldPodBeInEndpoints (v1.36), with includeTerminating.
 */
export function shouldPodBeInEndpoints(pod: Pod): boolean {
  const { phase, podIP } = pod.status;
  return podIP !== undefined && podIP !== '' && phase !== 'Succeeded' && phase !== 'Failed';
}

/**
 * The pod as an endpoint of the Service.
 * Upstream: staging/src/k8s.io/endpointslice/utils.go podToEndpoint (v1.36).
 */
export function podToEndpoint(pod: Pod, node: Node | undefined, service: Service): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const { hostname, subdomain, nodeName } = pod.spec;
  return {
    addresses: pod.status.podIP === undefined ? [] : [pod.status.podIP],
    conditions: { ready, serving, terminating },
    ...(hostname !== undefined && subdomain === service.metadata.name ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    targetRef: {
      kind: 'Pod',
      name: pod.metadata.name,
      ...(pod.metadata.namespace === undefined ? {} : { namespace: pod.metadata.namespace }),
      ...(pod.metadata.uid === undefined ? {} : { uid: pod.metadata.uid }),
    },
  };
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

/**
 * The number behind a Service's targetPort in this pod, or undefined when no container port bears the name.
 * Upstream: pkg/api/v1/pod FindPort (v1.36).
 */
export function findPort(pod: Pod, servicePort: ServicePort): number | undefined {
  const { targetPort, protocol } = servicePort;
  if (typeof targetPort === 'number') return targetPort;
  for (const container of pod.spec.containers) {
    for (const port of container.ports ?? []) {
      if (port.name === targetPort && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
    }
  }
  return undefined;
}
