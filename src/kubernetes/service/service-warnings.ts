/** What is legal in a Service and yet odd. Upstream: pkg/api/service/warnings.go GetWarningsForService (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { readList, readText } from '../decode/read.ts';
import { isHeadless, serviceType, specOf } from './service-needs.ts';

/** The warnings of a Service that is otherwise valid. */
export function serviceWarnings(service: JsonObject): readonly string[] {
  const spec = specOf(service);
  const warnings: string[] = [];
  if (isHeadless(service)) {
    if (readText(spec, 'loadBalancerIP') !== '') warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (readList(spec, 'externalIPs').length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (readText(spec, 'sessionAffinity') === 'ClientIP') {
      warnings.push('spec.SessionAffinity is ignored for headless services');
    }
  } else if (readList(spec, 'externalIPs').length > 0) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (serviceType(service) !== 'ExternalName' && readText(spec, 'externalName') !== '') {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (readText(spec, 'trafficDistribution') === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
