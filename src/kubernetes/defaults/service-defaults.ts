/** What the API server fills into a Service, Endpoints and EndpointSlice. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { has, readList, readObject, readObjects, readText, without } from '../decode/read.ts';

/** Upstream: pkg/apis/core/v1/defaults.go SetDefaults_Service (v1.36). */
export function setServiceDefaults(service: JsonObject): JsonObject {
  let spec = readObject(service, 'spec');
  const fill = (name: string, value: JsonValue): void => {
    if (!has(spec, name)) spec = { ...spec, [name]: value };
  };
  fill('sessionAffinity', 'None');
  if (readText(spec, 'sessionAffinity') === 'None') spec = without(spec, 'sessionAffinityConfig');
  if (readText(spec, 'sessionAffinity') === 'ClientIP' && !hasTimeout(spec)) {
    spec = { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } };
  }
  fill('type', 'ClusterIP');
  if (has(spec, 'ports')) {
    const ports: JsonValue[] = readObjects(spec, 'ports').map((port) => setPortDefaults(port));
    spec = { ...spec, ports };
  }
  const type = readText(spec, 'type');
  const isExternal = type === 'NodePort' || type === 'LoadBalancer';
  if (isExternal || (type === 'ClusterIP' && readList(spec, 'externalIPs').length > 0)) {
    fill('externalTrafficPolicy', 'Cluster');
  }
  if (isExternal || type === 'ClusterIP') fill('internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') fill('allocateLoadBalancerNodePorts', true);
  return { ...service, spec };
}

function hasTimeout(spec: JsonObject): boolean {
  return has(readObject(readObject(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
}

function setPortDefaults(port: JsonObject): JsonObject {
  const targetPort = port['targetPort'];
  const isUnset = targetPort === undefined || targetPort === 0 || targetPort === '';
  return {
    ...port,
    protocol: readText(port, 'protocol') || 'TCP',
    targetPort: isUnset ? (port['port'] ?? 0) : targetPort,
  };
}

/** Upstream: pkg/apis/core/v1/defaults.go SetDefaults_Endpoints (v1.36). */
export function setEndpointsDefaults(endpoints: JsonObject): JsonObject {
  if (!has(endpoints, 'subsets')) return endpoints;
  const subsets: JsonValue[] = readObjects(endpoints, 'subsets').map((subset) =>
    has(subset, 'ports')
      ? {
          ...subset,
          ports: readObjects(subset, 'ports').map((port) => ({
            ...port,
            protocol: readText(port, 'protocol') || 'TCP',
          })),
        }
      : subset,
  );
  return { ...endpoints, subsets };
}

/** Upstream: pkg/apis/discovery/v1/defaults.go SetDefaults_EndpointPort (v1.36). */
export function setEndpointSliceDefaults(slice: JsonObject): JsonObject {
  if (!has(slice, 'ports')) return slice;
  const ports: JsonValue[] = readObjects(slice, 'ports').map((port) => ({
    ...port,
    name: port['name'] ?? '',
    protocol: port['protocol'] ?? 'TCP',
  }));
  return { ...slice, ports };
}
