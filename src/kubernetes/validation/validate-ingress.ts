/** Whether an Ingress is valid. Upstream: pkg/apis/networking/validation/validation.go (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { has, readList, readNumber, readObject, readObjects, readText, readTexts } from '../decode/read.ts';
import { type FieldError, invalid, notSupported, required } from '../field/field-error.ts';
import { ipFamilyOf } from './ip.ts';
import { metadataOf, validateMetadata } from './metadata.ts';
import {
  dns1123LabelProblems,
  dns1123SubdomainProblems,
  portNameProblems,
  portNumberProblems,
  wildcardSubdomainProblems,
} from './names.ts';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES = ['/..', '/.'];

/** Upstream: ValidateIngressCreate. */
export function validateIngress(ingress: JsonObject): readonly FieldError[] {
  const spec = readObject(ingress, 'spec');
  const errors: FieldError[] = [...validateMetadata(metadataOf(ingress), dns1123SubdomainProblems)];
  const rules = readObjects(spec, 'rules');
  if (rules.length === 0 && !has(spec, 'defaultBackend')) {
    errors.push(invalid('spec', null, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (has(spec, 'defaultBackend')) {
    errors.push(...validateBackend(readObject(spec, 'defaultBackend'), 'spec.defaultBackend'));
  }
  for (const [index, rule] of rules.entries()) errors.push(...validateRule(rule, `spec.rules[${index}]`));
  for (const [index, tls] of readObjects(spec, 'tls').entries()) {
    errors.push(...validateTLS(tls, `spec.tls[${index}]`));
  }
  if (has(spec, 'ingressClassName')) {
    const name = readText(spec, 'ingressClassName');
    errors.push(...dns1123SubdomainProblems(name).map((problem) => invalid('spec.ingressClassName', name, problem)));
  }
  return errors;
}

function validateTLS(tls: JsonObject, path: string): readonly FieldError[] {
  const errors: FieldError[] = readTexts(tls, 'hosts').flatMap((host, index) =>
    hostProblems(host).map((problem) => invalid(`${path}.hosts[${index}]`, host, problem)),
  );
  const secret = readText(tls, 'secretName');
  if (secret === '') return errors;
  return [
    ...errors,
    ...dns1123SubdomainProblems(secret).map((problem) => invalid(`${path}.secretName`, secret, problem)),
  ];
}

function hostProblems(host: string): readonly string[] {
  return host.includes('*') ? wildcardSubdomainProblems(host) : dns1123SubdomainProblems(host);
}

function validateRule(rule: JsonObject, path: string): readonly FieldError[] {
  const host = readText(rule, 'host');
  const errors: FieldError[] = [];
  if (host !== '') {
    if (ipFamilyOf(host) !== undefined) {
      errors.push(invalid(`${path}.host`, host, 'must be a DNS name, not an IP address'));
    }
    errors.push(...hostProblems(host).map((problem) => invalid(`${path}.host`, host, problem)));
  }
  if (!has(rule, 'http')) return errors;
  const http = readObject(rule, 'http');
  if (readList(http, 'paths').length === 0) errors.push(required(`${path}.http.paths`));
  for (const [index, entry] of readObjects(http, 'paths').entries()) {
    errors.push(...validatePath(entry, `${path}.http.paths[${index}]`));
  }
  return errors;
}

function validatePath(entry: JsonObject, path: string): readonly FieldError[] {
  if (!has(entry, 'pathType')) return [required(`${path}.pathType`, 'pathType must be specified')];
  const pathType = readText(entry, 'pathType');
  const value = readText(entry, 'path');
  const errors: FieldError[] = [];
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (!value.startsWith('/')) errors.push(invalid(`${path}.path`, value, 'must be an absolute path'));
    if (value !== '') {
      for (const bad of BAD_SEQUENCES) {
        if (value.includes(bad)) errors.push(invalid(`${path}.path`, value, `must not contain '${bad}'`));
      }
      for (const bad of BAD_SUFFIXES) {
        if (value.endsWith(bad)) errors.push(invalid(`${path}.path`, value, `cannot end with '${bad}'`));
      }
    }
  } else if (pathType === 'ImplementationSpecific') {
    if (value !== '' && !value.startsWith('/')) {
      errors.push(invalid(`${path}.path`, value, 'must be an absolute path'));
    }
  } else {
    errors.push(notSupported(`${path}.pathType`, pathType, PATH_TYPES));
  }
  return [...errors, ...validateBackend(readObject(entry, 'backend'), `${path}.backend`)];
}

/** Upstream: validateIngressBackend. */
function validateBackend(backend: JsonObject, path: string): readonly FieldError[] {
  const hasService = has(backend, 'service');
  const hasResource = has(backend, 'resource');
  if (hasService && hasResource) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (hasResource) return [];
  if (!hasService) return [invalid(path, '', 'resource or service backend is required')];
  const service = readObject(backend, 'service');
  const name = readText(service, 'name');
  const errors: FieldError[] =
    name === ''
      ? [required(`${path}.service.name`)]
      : dns1123LabelProblems(name).map((problem) => invalid(`${path}.service.name`, name, problem));
  const port = readObject(service, 'port');
  const portName = readText(port, 'name');
  const portNumber = readNumber(port, 'number');
  if (portName !== '' && portNumber !== 0) {
    errors.push(invalid(path, '', 'cannot set both port name & port number'));
  } else if (portName !== '') {
    const at = `${path}.service.port.name`;
    errors.push(...portNameProblems(portName).map((problem) => invalid(at, portName, problem)));
  } else if (portNumber === 0) {
    errors.push(required(path, 'port name or number is required'));
  } else {
    const at = `${path}.service.port.number`;
    errors.push(...portNumberProblems(portNumber).map((problem) => invalid(at, portNumber, problem)));
  }
  return errors;
}
