/** Which of a Service's fields its type makes use of. Upstream: pkg/registry/core/service/strategy.go (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { readList, readObject, readText, readTexts } from '../decode/read.ts';

/** The Service's spec. */
export function specOf(service: JsonObject): JsonObject {
  return readObject(service, 'spec');
}

/** The Service's type; `ClusterIP` is already filled in. */
export function serviceType(service: JsonObject): string {
  return readText(specOf(service), 'type');
}

/** Upstream: validation.isHeadlessService. */
export function isHeadless(service: JsonObject): boolean {
  const ips = readTexts(specOf(service), 'clusterIPs');
  return ips.length === 1 && ips[0] === 'None';
}

/** Upstream: needsClusterIP. */
export function needsClusterIP(service: JsonObject): boolean {
  return ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(serviceType(service));
}

/** Upstream: needsNodePort. */
export function needsNodePort(service: JsonObject): boolean {
  const type = serviceType(service);
  return type === 'NodePort' || (type === 'LoadBalancer' && specOf(service)['allocateLoadBalancerNodePorts'] !== false);
}

/** Upstream: shouldAllocateNodePorts. */
export function shouldAllocateNodePorts(service: JsonObject): boolean {
  return needsNodePort(service);
}

/** Upstream: needsHCNodePort. */
export function needsHealthCheckNodePort(service: JsonObject): boolean {
  return serviceType(service) === 'LoadBalancer' && readText(specOf(service), 'externalTrafficPolicy') === 'Local';
}

/** Upstream: needsExternalTrafficPolicy, service.ExternallyAccessible. */
export function isExternallyAccessible(service: JsonObject): boolean {
  const type = serviceType(service);
  return (
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    (type === 'ClusterIP' && readList(specOf(service), 'externalIPs').length > 0)
  );
}
