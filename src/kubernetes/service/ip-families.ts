/** Which IP families and cluster IPs a Service asks for, on a cluster that has IPv4 only. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { has, readMap, readText, readTexts, without } from '../decode/read.ts';
import { type FieldError, invalid } from '../field/field-error.ts';
import { ipFamilyOf } from '../validation/ip.ts';
import { validateClusterIPs } from '../validation/validate-cluster-ips.ts';
import { needsClusterIP, serviceType, specOf } from './service-needs.ts';

/** The Service with its families filled in, or what speaks against it. */
export type Outcome =
  | { readonly type: 'ok'; readonly service: JsonObject }
  | { readonly type: 'invalid'; readonly errors: readonly FieldError[] };

/** Simplified: the cluster is single-stack. */
const CONFIGURED_FAMILIES: ReadonlySet<string> = new Set(['IPv4']);

/**
 * Keeps the single and the plural field in step, as clients may set only one.
 * Upstream: pkg/registry/core/service/storage/storage.go normalizeClusterIPs (v1.36).
 */
export function normalizeClusterIPs(service: JsonObject, old: JsonObject | undefined): JsonObject {
  const spec = specOf(service);
  const ip = readText(spec, 'clusterIP');
  const ips = readTexts(spec, 'clusterIPs');
  const withIPs = (values: readonly string[]): JsonObject => ({ ...service, spec: { ...spec, clusterIPs: values } });
  if (old === undefined) return ip !== '' && ips.length === 0 ? withIPs([ip]) : service;
  const oldIP = readText(specOf(old), 'clusterIP');
  const oldIPs = readTexts(specOf(old), 'clusterIPs');
  if (oldIPs.length > 0 && ips.length === 0 && oldIP === ip) return withIPs(oldIPs);
  if (oldIP === ip || !sameTexts(ips, oldIPs)) return service;
  return oldIP !== '' && ip === '' ? { ...service, spec: without(spec, 'clusterIPs') } : withIPs([ip]);
}

/** Whether two lists hold the same texts in the same order. */
export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Upstream: pkg/registry/core/service/storage/alloc.go initIPFamilyFields (v1.36). */
export function initIPFamilyFields(service: JsonObject, old: JsonObject | undefined): Outcome {
  if (serviceType(service) === 'ExternalName' || keepsPreferDualStack(service, old)) return { type: 'ok', service };
  let spec = specOf(service);
  const isHeadlessWithoutSelector =
    readText(spec, 'clusterIP') === 'None' && Object.keys(readMap(spec, 'selector')).length === 0;
  if (!has(spec, 'ipFamilyPolicy')) {
    const inherited = old === undefined ? '' : readText(specOf(old), 'ipFamilyPolicy');
    const fresh = isHeadlessWithoutSelector ? 'RequireDualStack' : 'SingleStack';
    spec = { ...spec, ipFamilyPolicy: inherited === '' ? fresh : inherited };
  }
  const policy = readText(spec, 'ipFamilyPolicy');
  const problems = validateClusterIPs({ ...service, spec });
  if (problems.length > 0) return { type: 'invalid', errors: problems };
  if (old !== undefined && policy === 'SingleStack') spec = releaseSecondary(spec, specOf(old));

  const errors: FieldError[] = [
    ...checkPolicy(spec, policy),
    ...(old === undefined ? [] : checkReduced(spec, old, policy)),
  ];
  const ips = readTexts(spec, 'clusterIPs');
  const families: string[] = [...readTexts(spec, 'ipFamilies')];
  for (const [index, ip] of ips.entries()) {
    if (ip === 'None') break;
    if (index < families.length) continue;
    const family = ipFamilyOf(ip) ?? 'IPv4';
    if (CONFIGURED_FAMILIES.has(family)) families.push(family);
    else errors.push(invalid(`spec.clusterIPs[${index}]`, ips, `${family} is not configured on this cluster`));
  }
  if (errors.length > 0) return { type: 'invalid', errors };
  if (families.length === 0) families.push('IPv4');
  if (isHeadlessWithoutSelector) {
    if (families.length < 2 && policy !== 'SingleStack') families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
    return withFamilies(service, spec, families);
  }
  const unavailable = checkConfigured(policy, families);
  return unavailable.length > 0 ? { type: 'invalid', errors: unavailable } : withFamilies(service, spec, families);
}

function withFamilies(service: JsonObject, spec: JsonObject, families: readonly JsonValue[]): Outcome {
  return { type: 'ok', service: { ...service, spec: { ...spec, ipFamilies: families } } };
}

function checkConfigured(policy: string, families: readonly string[]): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (policy === 'RequireDualStack') {
    errors.push(invalid('spec.ipFamilyPolicy', policy, 'this cluster is not configured for dual-stack services'));
  }
  for (const [index, family] of families.entries()) {
    if (CONFIGURED_FAMILIES.has(family)) continue;
    errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'));
  }
  return errors;
}

function checkPolicy(spec: JsonObject, policy: string): readonly FieldError[] {
  if (policy !== 'SingleStack') return [];
  const need = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  const errors: FieldError[] = [];
  const path = 'spec.ipFamilyPolicy';
  if (readTexts(spec, 'clusterIPs').length === 2)
    errors.push(invalid(path, policy, `${need} cluster IPs are specified`));
  if (readTexts(spec, 'ipFamilies').length === 2)
    errors.push(invalid(path, policy, `${need} IP families are specified`));
  return errors;
}

/** Asking for one stack drops what was there of the second. */
function releaseSecondary(spec: JsonObject, old: JsonObject): JsonObject {
  const drop = (field: string): JsonObject => {
    const values = readTexts(spec, field);
    return values.length > 1 && sameTexts(values, readTexts(old, field)) ? { [field]: values.slice(0, 1) } : {};
  };
  return { ...spec, ...drop('clusterIPs'), ...drop('ipFamilies') };
}

function checkReduced(spec: JsonObject, old: JsonObject, policy: string): readonly FieldError[] {
  if (policy === 'SingleStack') return [];
  const isReduced = (field: string): boolean => {
    const before = readTexts(specOf(old), field);
    const after = readTexts(spec, field);
    return before.length === 2 && after.length === 1 && before[0] === after[0];
  };
  const errors: FieldError[] = [];
  const path = 'spec.ipFamilyPolicy';
  if (isReduced('clusterIPs')) {
    errors.push(invalid(path, policy, "must be 'SingleStack' to release the secondary cluster IP"));
  }
  if (isReduced('ipFamilies')) {
    errors.push(invalid(path, policy, "must be 'SingleStack' to release the secondary IP family"));
  }
  return errors;
}

/** Upstream: isMatchingPreferDualStackClusterIPFields: such a Service is not upgraded or downgraded by itself. */
function keepsPreferDualStack(service: JsonObject, old: JsonObject | undefined): boolean {
  if (old === undefined || !needsClusterIP(service) || !needsClusterIP(old)) return false;
  const [spec, before] = [specOf(service), specOf(old)];
  return (
    readText(before, 'ipFamilyPolicy') === 'PreferDualStack' &&
    readText(spec, 'ipFamilyPolicy') === 'PreferDualStack' &&
    sameTexts(readTexts(spec, 'clusterIPs'), readTexts(before, 'clusterIPs')) &&
    sameTexts(readTexts(spec, 'ipFamilies'), readTexts(before, 'ipFamilies'))
  );
}
