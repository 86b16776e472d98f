/** Whether Endpoints and EndpointSlices, which a student may write by hand, are valid. */
import type { JsonObject } from '../../base/json.ts';
import { has, readList, readNumber, readObject, readObjects, readText, readTexts } from '../decode/read.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from '../field/field-error.ts';
import { ipFamilyOf, validateIP, validateNonSpecialIP } from './ip.ts';
import { metadataOf, validateMetadata } from './metadata.ts';
import { dns1123LabelProblems, dns1123SubdomainProblems, portNumberProblems, qualifiedNameProblems } from './names.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];

/** Upstream: pkg/apis/core/validation/validation.go ValidateEndpointsCreate (v1.36). */
export function validateEndpoints(endpoints: JsonObject): readonly FieldError[] {
  return [
    ...validateMetadata(metadataOf(endpoints), dns1123SubdomainProblems),
    ...readObjects(endpoints, 'subsets').flatMap((subset, index) => validateSubset(subset, `subsets[${index}]`)),
  ];
}

function validateSubset(subset: JsonObject, path: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  const lists = ['addresses', 'notReadyAddresses'];
  if (lists.every((list) => readList(subset, list).length === 0)) {
    errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
  }
  for (const list of lists) {
    for (const [index, address] of readObjects(subset, list).entries()) {
      const at = `${path}.${list}[${index}]`;
      const ip = readText(address, 'ip');
      const hostname = readText(address, 'hostname');
      errors.push(...validateIP(ip, `${at}.ip`));
      if (hostname !== '') {
        errors.push(...dns1123LabelProblems(hostname).map((problem) => invalid(`${at}.hostname`, hostname, problem)));
      }
      errors.push(...validateNonSpecialIP(ip, `${at}.ip`));
    }
  }
  const ports = readObjects(subset, 'ports');
  for (const [index, port] of ports.entries()) {
    const at = `${path}.ports[${index}]`;
    const name = readText(port, 'name');
    if (name === '') {
      if (ports.length > 1) errors.push(required(`${at}.name`));
    } else {
      errors.push(...dns1123LabelProblems(name).map((problem) => invalid(`${at}.name`, name, problem)));
    }
    const number = readNumber(port, 'port');
    errors.push(...portNumberProblems(number).map((problem) => invalid(`${at}.port`, number, problem)));
    errors.push(...validateProtocol(port, at), ...validateAppProtocol(port, at));
  }
  return errors;
}

function validateProtocol(port: JsonObject, path: string): readonly FieldError[] {
  const protocol = readText(port, 'protocol');
  if (protocol === '') return [required(`${path}.protocol`)];
  return PROTOCOLS.includes(protocol) ? [] : [notSupported(`${path}.protocol`, protocol, PROTOCOLS)];
}

function validateAppProtocol(port: JsonObject, path: string): readonly FieldError[] {
  if (!has(port, 'appProtocol')) return [];
  const name = readText(port, 'appProtocol');
  return qualifiedNameProblems(name).map((problem) => invalid(`${path}.appProtocol`, name, problem));
}

/** Upstream: pkg/apis/discovery/validation/validation.go ValidateEndpointSliceCreate (v1.36). */
export function validateEndpointSlice(slice: JsonObject): readonly FieldError[] {
  const addressType = readText(slice, 'addressType');
  const errors: FieldError[] = [...validateMetadata(metadataOf(slice), dns1123SubdomainProblems)];
  if (addressType === '') errors.push(required('addressType'));
  else if (!ADDRESS_TYPES.includes(addressType)) errors.push(notSupported('addressType', addressType, ADDRESS_TYPES));
  const endpoints = readObjects(slice, 'endpoints');
  if (endpoints.length > 1000) errors.push(tooMany('endpoints', endpoints.length, 1000));
  for (const [index, endpoint] of endpoints.entries()) {
    errors.push(...validateEndpoint(endpoint, `endpoints[${index}]`, addressType));
  }
  return [...errors, ...validateSlicePorts(slice)];
}

function validateEndpoint(endpoint: JsonObject, path: string, addressType: string): readonly FieldError[] {
  const addresses = readTexts(endpoint, 'addresses');
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(`${path}.addresses`, 'must contain at least 1 address'));
  if (addresses.length > 100) errors.push(tooMany(`${path}.addresses`, addresses.length, 100));
  for (const [index, address] of addresses.entries()) {
    errors.push(...validateAddress(address, `${path}.addresses[${index}]`, addressType));
  }
  const hostname = readText(endpoint, 'hostname');
  if (hostname !== '') {
    errors.push(...dns1123LabelProblems(hostname).map((problem) => invalid(`${path}.hostname`, hostname, problem)));
  }
  const zones = readObjects(readObject(endpoint, 'hints'), 'forZones');
  if (zones.length > 8) errors.push(tooMany(`${path}.hints.forZones`, zones.length, 8));
  return errors;
}

function validateAddress(address: string, path: string, addressType: string): readonly FieldError[] {
  switch (addressType) {
    case 'IPv4':
    case 'IPv6': {
      const family = ipFamilyOf(address);
      const errors: FieldError[] = [...validateIP(address, path)];
      if (family !== undefined && family !== addressType) {
        errors.push(invalid(path, address, `must be an ${addressType} address`));
      }
      return [...errors, ...validateNonSpecialIP(address, path)];
    }
    case 'FQDN':
      if (!address.includes('.')) {
        return [invalid(path, address, 'should be a domain with at least two segments separated by dots')];
      }
      return dns1123SubdomainProblems(address.replace(/\.$/, '')).map((problem) => invalid(path, address, problem));
    default:
      return [];
  }
}

function validateSlicePorts(slice: JsonObject): readonly FieldError[] {
  const ports = readObjects(slice, 'ports');
  const names = new Set<string>();
  const errors: FieldError[] = ports.length > 20_000 ? [tooMany('ports', ports.length, 20_000)] : [];
  for (const [index, port] of ports.entries()) {
    const at = `ports[${index}]`;
    const name = readText(port, 'name');
    if (name !== '') errors.push(...dns1123LabelProblems(name).map((problem) => invalid(`${at}.name`, name, problem)));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    errors.push(...validateProtocol(port, at), ...validateAppProtocol(port, at));
  }
  return errors;
}
