/** A Service's cluster IPs and IP families: among themselves, and against what they were. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { readTexts, readText } from '../decode/read.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field/field-error.ts';
import { isHeadless, serviceType, specOf } from '../service/service-needs.ts';
import { ipFamilyOf, validateIP } from './ip.ts';

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** Upstream: pkg/apis/core/validation/validation.go ValidateServiceClusterIPsRelatedFields (v1.36). */
export function validateClusterIPs(service: JsonObject): readonly FieldError[] {
  if (serviceType(service) === 'ExternalName') return [];
  const spec = specOf(service);
  const path = 'spec.clusterIPs';
  const ips = readTexts(spec, 'clusterIPs');
  const errors: FieldError[] = [
    ...validateSingular(readText(spec, 'clusterIP'), ips),
    ...validateFamilies(readTexts(spec, 'ipFamilies')),
  ];
  const policy = spec['ipFamilyPolicy'];
  if (typeof policy === 'string' && !POLICIES.includes(policy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', policy, POLICIES));
  }
  const unreadable = ips.flatMap((ip, index) => {
    if (index > 0 || ip !== 'None') return validateIP(ip, `${path}[${index}]`);
    return ips.length > 1 ? [invalid(path, ips, "'None' must be the first and only value")] : [];
  });
  errors.push(...unreadable);
  if (ips.length > 2) errors.push(invalid(path, ips, 'may only hold up to 2 values'));
  if (unreadable.length > 0) return errors;
  if (ips.length > 1 && new Set(ips.map((ip) => ipFamilyOf(ip))).size < 2) {
    errors.push(invalid(path, ips, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(service) || errors.length > 0) return errors;
  return readTexts(spec, 'ipFamilies').flatMap((family, index) => {
    const ip = ips[index];
    if (ip === undefined || ipFamilyOf(ip) === family) return [];
    return [invalid(`${path}[${index}]`, ip, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``)];
  });
}

function validateSingular(ip: string, ips: readonly string[]): readonly FieldError[] {
  const path = 'spec.clusterIPs';
  if (ip === '') {
    return ips.length === 0 ? [] : [invalid(path, ips, 'must be empty when `clusterIP` is not specified')];
  }
  if (ips.length === 0) return [required(path)];
  return ips[0] === ip ? [] : [invalid(path, ips, 'first value must match `clusterIP`')];
}

function validateFamilies(families: readonly string[]): readonly FieldError[] {
  const seen = new Set<string>();
  return families.flatMap((family, index) => {
    const errors: FieldError[] = [];
    if (!FAMILIES.includes(family)) errors.push(notSupported(`spec.ipFamilies[${index}]`, family, FAMILIES));
    if (seen.has(family)) errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
    seen.add(family);
    return errors;
  });
}

/** Upstream: validateUpgradeDowngradeClusterIPs, validateUpgradeDowngradeIPFamilies (v1.36). */
export function validateClusterIPsUpdate(service: JsonObject, old: JsonObject): readonly FieldError[] {
  if (serviceType(service) === 'ExternalName' || serviceType(old) === 'ExternalName') return [];
  const detail = 'may not change once set';
  const errors: FieldError[] = [];
  for (const field of ['clusterIPs', 'ipFamilies']) {
    const before = readTexts(specOf(old), field);
    const after: readonly JsonValue[] = readTexts(specOf(service), field);
    const isReassigned = field === 'ipFamilies' && (isHeadless(service) || isHeadless(old));
    if (isReassigned) continue;
    for (const [index, value] of before.entries()) {
      if (after[index] !== undefined && after[index] !== value) {
        errors.push(invalid(`spec.${field}[${index}]`, after, detail));
      }
    }
  }
  return errors;
}
