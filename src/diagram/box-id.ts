/** The names of boxes: one scheme for objects and for the places that hops happen at. */
import type { Layer, Place } from '../simulation/trace.ts';

/** A Service's name in a hop or request. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** The box of a client. */
export function clientBoxId(name: string): string {
  return `client:${name}`;
}

/** The box of the cluster's DNS; there is one. */
export const DNS_BOX_ID = 'dns';

/** The box of the DNS that everybody outside the cluster asks. */
export const PUBLIC_DNS_BOX_ID = 'dns:public';

/** The box of a Service's load balancer; `service` is its key. */
export function loadBalancerBoxId(service: string): string {
  return `loadBalancer:${service}`;
}

/** The box of the Ingress controller. */
export function ingressBoxId(controller: string): string {
  return `ingress:${controller}`;
}

/** The box of the cloud's firewall; there is one, while it is closed. */
export const FIREWALL_BOX_ID = 'firewall';

/** The box of a machine. */
export function nodeBoxId(node: string): string {
  return `node:${node}`;
}

/** The door of a Service on a machine; `service` is its key. */
export function nodePortBoxId(node: string, service: string): string {
  return `nodePort:${node}:${service}`;
}

/** The door of a Service on all machines at once; `service` is its key. */
export function everyNodePortBoxId(service: string): string {
  return nodePortBoxId('*', service);
}

/** The box of all machines together. */
export const NODES_BOX_ID = 'nodes';

/** The box of a Service; `service` is its key. */
export function serviceBoxId(service: string): string {
  return `service:${service}`;
}

/** The box of a pod; `pod` is its key. */
export function podBoxId(pod: string): string {
  return `pod:${pod}`;
}

/** The box of a host outside the cluster. A root dot makes no difference. */
export function externalBoxId(host: string): string {
  return `external:${host.replace(/\.$/, '')}`;
}

/**
 * The box of the place where a hop happens. A node stands for one of three: the Service's door (nodePort), its rules
 * (clusterIP), or the bare machine. The box need not be in every picture: see `resolveBox` (stops.ts) for what stands in for it.
 */
export function placeBoxId(place: Place, layer: Layer, service: ServiceName | undefined): string {
  switch (place.type) {
    case 'client':
      return clientBoxId(place.name);
    case 'dns':
      return place.server === 'public' ? PUBLIC_DNS_BOX_ID : DNS_BOX_ID;
    case 'loadBalancer':
      return loadBalancerBoxId(`${place.namespace}/${place.service}`);
    case 'node': {
      const key = service === undefined ? undefined : `${service.namespace}/${service.name}`;
      if (key !== undefined && layer === 'nodePort') return nodePortBoxId(place.name, key);
      if (key !== undefined && layer === 'clusterIP') return serviceBoxId(key);
      return nodeBoxId(place.name);
    }
    case 'pod':
      return podBoxId(`${place.namespace}/${place.name}`);
    case 'firewall':
      return FIREWALL_BOX_ID;
    case 'ingress':
      return ingressBoxId(place.name);
    case 'external':
      return externalBoxId(place.name);
  }
}
