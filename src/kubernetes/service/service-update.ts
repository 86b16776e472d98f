/** What an update of a Service carries over from before, and what a change of type drops. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { readNumber, readObject, readObjects, readText, readTexts, without } from '../decode/read.ts';
import { sameTexts } from './ip-families.ts';
import {
  isExternallyAccessible,
  needsClusterIP,
  needsHealthCheckNodePort,
  needsNodePort,
  serviceType,
  specOf,
} from './service-needs.ts';

/**
 * Carries allocated values over that the client left out: node ports go by the port's name.
 * Upstream: pkg/registry/core/service/storage/storage.go patchAllocatedValues (v1.36).
 */
export function patchAllocatedValues(service: JsonObject, old: JsonObject): JsonObject {
  let spec = specOf(service);
  const before = specOf(old);
  if (needsClusterIP(old) && needsClusterIP(service)) {
    if (readText(spec, 'clusterIP') === '') spec = { ...spec, clusterIP: readText(before, 'clusterIP') };
    const isSame = readText(spec, 'clusterIP') === readText(before, 'clusterIP');
    if (isSame && readTexts(spec, 'clusterIPs').length === 0) {
      spec = { ...spec, clusterIPs: readTexts(before, 'clusterIPs') };
    }
  }
  if (needsNodePort(old) && needsNodePort(service)) spec = { ...spec, ports: patchNodePorts(spec, before) };
  if (
    needsHealthCheckNodePort(old) &&
    needsHealthCheckNodePort(service) &&
    readNumber(spec, 'healthCheckNodePort') === 0
  ) {
    spec = { ...spec, healthCheckNodePort: readNumber(before, 'healthCheckNodePort') };
  }
  return { ...service, spec };
}

function patchNodePorts(spec: JsonObject, before: JsonObject): readonly JsonValue[] {
  const oldPorts = readObjects(before, 'ports');
  const oldNumbers = new Set(oldPorts.map((port) => readNumber(port, 'nodePort')));
  const ports = readObjects(spec, 'ports');
  const used = new Set(ports.map((port) => readNumber(port, 'nodePort')).filter((port) => oldNumbers.has(port)));
  const byName = new Map(oldPorts.map((port) => [readText(port, 'name'), readNumber(port, 'nodePort')]));
  return ports.map((port) => {
    if (readNumber(port, 'nodePort') !== 0) return port;
    const known = byName.get(readText(port, 'name')) ?? 0;
    if (known === 0 || used.has(known)) return port;
    used.add(known);
    return { ...port, nodePort: known };
  });
}

/**
 * Drops what the new type has no use for, unless the client changed it in the same breath.
 * Upstream: pkg/registry/core/service/strategy.go dropTypeDependentFields (v1.36).
 */
export function dropTypeDependentFields(service: JsonObject, old: JsonObject): JsonObject {
  let spec = specOf(service);
  const before = specOf(old);
  const isSame = (field: string): boolean => (spec[field] ?? null) === (before[field] ?? null);
  if (needsClusterIP(old) && !needsClusterIP(service)) {
    if (isSame('clusterIP') && sameTexts(readTexts(spec, 'clusterIPs'), readTexts(before, 'clusterIPs'))) {
      spec = without(spec, 'clusterIP', 'clusterIPs');
    }
    if (sameTexts(readTexts(spec, 'ipFamilies'), readTexts(before, 'ipFamilies'))) spec = without(spec, 'ipFamilies');
    if (isSame('ipFamilyPolicy')) spec = without(spec, 'ipFamilyPolicy');
    if (isSame('internalTrafficPolicy')) spec = without(spec, 'internalTrafficPolicy');
  }
  if (needsNodePort(old) && !needsNodePort(service) && sameNodePorts(spec, before)) {
    spec = { ...spec, ports: readObjects(spec, 'ports').map((port) => without(port, 'nodePort')) };
  }
  if (needsHealthCheckNodePort(old) && !needsHealthCheckNodePort(service) && isSame('healthCheckNodePort')) {
    spec = without(spec, 'healthCheckNodePort');
  }
  if (serviceType(old) === 'LoadBalancer' && serviceType(service) !== 'LoadBalancer') {
    if (isSame('allocateLoadBalancerNodePorts')) spec = without(spec, 'allocateLoadBalancerNodePorts');
    if (isSame('loadBalancerClass')) spec = without(spec, 'loadBalancerClass');
  }
  const changed = { ...service, spec };
  if (isExternallyAccessible(old) && !isExternallyAccessible(changed) && isSame('externalTrafficPolicy')) {
    spec = without(spec, 'externalTrafficPolicy');
  }
  const status = readObject(service, 'status');
  return {
    ...service,
    spec,
    status: serviceType(service) === 'LoadBalancer' ? status : { ...status, loadBalancer: {} },
  };
}

function sameNodePorts(spec: JsonObject, before: JsonObject): boolean {
  const numbers = (of: JsonObject): string =>
    [...new Set(readObjects(of, 'ports').map((port) => readNumber(port, 'nodePort')))].toSorted((a, b) => a - b).join();
  return numbers(spec) === numbers(before);
}
