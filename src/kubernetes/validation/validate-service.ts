/** Whether a Service is valid, in the order in which the API server finds its faults. */
import type { JsonObject } from '../../base/json.ts';
import { has, readList, readMap, readNumber, readObject, readObjects, readText, readTexts } from '../decode/read.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field/field-error.ts';
import {
  isExternallyAccessible,
  isHeadless,
  needsHealthCheckNodePort,
  serviceType,
  specOf,
} from '../service/service-needs.ts';
import { validateCIDR, validateIP, validateNonSpecialIP } from './ip.ts';
import { metadataOf, validateLabels, validateMetadata } from './metadata.ts';
import {
  dns1123LabelProblems,
  dns1123SubdomainProblems,
  portNameProblems,
  portNumberProblems,
  qualifiedNameProblems,
} from './names.ts';
import { validateClusterIPs } from './validate-cluster-ips.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";

/** Upstream: pkg/apis/core/validation/validation.go validateService (v1.36). */
export function validateService(service: JsonObject): readonly FieldError[] {
  return [
    ...validateMetadata(metadataOf(service), dns1123LabelProblems),
    ...validateByType(service),
    ...validatePorts(service),
    ...validateLabels(readMap(specOf(service), 'selector'), 'spec.selector'),
    ...validateSessionAffinity(specOf(service)),
    ...validateClusterIPs(service),
    ...readTexts(specOf(service), 'externalIPs').flatMap((ip, index) =>
      validateExternalIP(ip, `spec.externalIPs[${index}]`),
    ),
    ...validateType(service),
    ...validateLoadBalancerFields(service),
    ...validateLoadBalancerClass(service, undefined),
    ...validateTrafficPolicies(service),
  ];
}

function validateExternalIP(ip: string, path: string): readonly FieldError[] {
  const errors = validateIP(ip, path);
  return errors.length > 0 ? errors : validateNonSpecialIP(ip, path);
}

function validateByType(service: JsonObject): readonly FieldError[] {
  const spec = specOf(service);
  const type = serviceType(service);
  const errors: FieldError[] = [];
  if (readList(spec, 'ports').length === 0 && !isHeadless(service) && type !== 'ExternalName') {
    errors.push(required('spec.ports'));
  }
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(service)) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type !== 'ExternalName') return errors;
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    if (has(spec, field)) errors.push(forbidden(`spec.${field}`, 'may not be set for ExternalName services'));
  }
  const externalName = readText(spec, 'externalName');
  const bare = externalName.replace(/\.$/, '');
  if (bare === '') return [...errors, required('spec.externalName')];
  return [...errors, ...dns1123SubdomainProblems(bare).map((problem) => invalid('spec.externalName', bare, problem))];
}

function validatePorts(service: JsonObject): readonly FieldError[] {
  const ports = readObjects(specOf(service), 'ports');
  const names = new Set<string>();
  return ports.flatMap((port, index) => validatePort(port, `spec.ports[${index}]`, ports.length > 1, names));
}

/** Upstream: validateServicePort. */
function validatePort(port: JsonObject, path: string, needsName: boolean, names: Set<string>): readonly FieldError[] {
  const errors: FieldError[] = [];
  const name = readText(port, 'name');
  if (needsName && name === '') errors.push(required(`${path}.name`));
  if (name !== '') {
    errors.push(...dns1123LabelProblems(name).map((problem) => invalid(`${path}.name`, name, problem)));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  }
  const number = readNumber(port, 'port');
  errors.push(...portNumberProblems(number).map((problem) => invalid(`${path}.port`, number, problem)));
  const protocol = readText(port, 'protocol');
  if (protocol === '') errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  errors.push(...validatePortNumberOrName(port, 'targetPort', path));
  if (has(port, 'appProtocol')) {
    const appProtocol = readText(port, 'appProtocol');
    errors.push(
      ...qualifiedNameProblems(appProtocol).map((problem) => invalid(`${path}.appProtocol`, appProtocol, problem)),
    );
  }
  return errors;
}

/** Upstream: ValidatePortNumOrName. */
export function validatePortNumberOrName(object: JsonObject, field: string, path: string): readonly FieldError[] {
  const value = object[field] ?? 0;
  const problems = typeof value === 'string' ? portNameProblems(value) : portNumberProblems(readNumber(object, field));
  return problems.map((problem) => invalid(`${path}.${field}`, value, problem));
}

function validateSessionAffinity(spec: JsonObject): readonly FieldError[] {
  const affinity = readText(spec, 'sessionAffinity');
  const errors: FieldError[] = [];
  if (affinity === '') errors.push(required('spec.sessionAffinity'));
  else if (affinity !== 'ClientIP' && affinity !== 'None') {
    errors.push(notSupported('spec.sessionAffinity', affinity, ['ClientIP', 'None']));
  }
  if (affinity === 'ClientIP') {
    const timeout = readNumber(readObject(readObject(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
    if (timeout <= 0 || timeout > 86_400) {
      const path = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
      errors.push(invalid(path, timeout, 'must be greater than 0 and less than 86400'));
    }
  }
  return errors;
}

function validateType(service: JsonObject): readonly FieldError[] {
  const type = serviceType(service);
  const errors: FieldError[] = [];
  if (type === '') errors.push(required('spec.type'));
  else if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  const ports = readObjects(specOf(service), 'ports');
  if (type === 'ClusterIP') {
    for (const [index, port] of ports.entries()) {
      if (readNumber(port, 'nodePort') === 0) continue;
      errors.push(forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
  }
  const nodePorts = new Set<string>();
  const pairs = new Set<string>();
  const twice: FieldError[] = [];
  for (const [index, port] of ports.entries()) {
    const protocol = readText(port, 'protocol');
    const nodePort = readNumber(port, 'nodePort');
    if (nodePort !== 0) {
      const key = `${protocol} ${nodePort}`;
      if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
      nodePorts.add(key);
    }
    const number = readNumber(port, 'port');
    if (pairs.has(`${protocol} ${number}`)) {
      const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: number, TargetPort: 0, NodePort: 0 };
      twice.push(duplicate(`spec.ports[${index}]`, shown));
    }
    pairs.add(`${protocol} ${number}`);
  }
  return [...errors, ...twice];
}

function validateLoadBalancerFields(service: JsonObject): readonly FieldError[] {
  const spec = specOf(service);
  const isLoadBalancer = serviceType(service) === 'LoadBalancer';
  const errors: FieldError[] = [];
  const ranges = readTexts(spec, 'loadBalancerSourceRanges');
  if (ranges.length > 0) {
    // The capital L is upstream's own.
    const path = 'spec.LoadBalancerSourceRanges';
    if (!isLoadBalancer) errors.push(forbidden(path, ONLY_LOAD_BALANCER));
    for (const [index, range] of ranges.entries()) errors.push(...validateCIDR(range.trim(), `${path}[${index}]`));
  }
  if (!isLoadBalancer && has(spec, 'allocateLoadBalancerNodePorts')) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', ONLY_LOAD_BALANCER));
  }
  return errors;
}

function validateTrafficPolicies(service: JsonObject): readonly FieldError[] {
  const spec = specOf(service);
  const errors: FieldError[] = [];
  const external = readText(spec, 'externalTrafficPolicy');
  const policies = ['Cluster', 'Local'];
  if (!isExternallyAccessible(service)) {
    if (external !== '') {
      errors.push(
        invalid('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'),
      );
    }
  } else if (!policies.includes(external)) {
    errors.push(notSupported('spec.externalTrafficPolicy', external, policies));
  }
  const healthCheck = readNumber(spec, 'healthCheckNodePort');
  if (!needsHealthCheckNodePort(service) && healthCheck !== 0) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalid('spec.healthCheckNodePort', healthCheck, detail));
  }
  const internal = spec['internalTrafficPolicy'];
  if (typeof internal === 'string' && !policies.includes(internal)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, policies));
  }
  const distribution = spec['trafficDistribution'];
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (typeof distribution === 'string' && !distributions.includes(distribution)) {
    errors.push(notSupported('spec.trafficDistribution', distribution, distributions));
  }
  return errors;
}

/** Upstream: validateLoadBalancerClassField; `old` is undefined for a new Service. */
export function validateLoadBalancerClass(service: JsonObject, old: JsonObject | undefined): readonly FieldError[] {
  const path = 'spec.loadBalancerClass';
  const loadBalancerClass = specOf(service)['loadBalancerClass'];
  const oldClass = old === undefined ? undefined : specOf(old)['loadBalancerClass'];
  if (
    old !== undefined &&
    serviceType(old) === 'LoadBalancer' &&
    serviceType(service) === 'LoadBalancer' &&
    loadBalancerClass !== oldClass
  ) {
    return [invalid(path, loadBalancerClass ?? null, 'may not change once set')];
  }
  if (typeof loadBalancerClass !== 'string') return [];
  if (serviceType(service) !== 'LoadBalancer') return [forbidden(path, ONLY_LOAD_BALANCER)];
  return qualifiedNameProblems(loadBalancerClass).map((problem) => invalid(path, loadBalancerClass, problem));
}
