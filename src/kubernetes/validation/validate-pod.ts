/** Whether a Pod, or what a workload makes Pods from, is valid. */
import type { JsonObject } from '../../base/json.ts';
import { has, readMap, readNumber, readObject, readObjects, readText } from '../decode/read.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field/field-error.ts';
import { validateIP } from './ip.ts';
import { metadataOf, validateAnnotations, validateLabels, validateMetadata } from './metadata.ts';
import { dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems } from './names.ts';
import { validateDNSConfig } from './pod-dns.ts';
import { containerWarnings, validateContainers } from './validate-container.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** Upstream: ValidatePodCreate. */
export function validatePod(pod: JsonObject): readonly FieldError[] {
  return [
    ...validateMetadata(metadataOf(pod), dns1123SubdomainProblems),
    ...validatePodSpec(readObject(pod, 'spec'), 'spec', true),
  ];
}

/** Upstream: ValidatePodTemplateSpec: its labels' path lacks `metadata`, as upstream's does. */
export function validatePodTemplate(template: JsonObject, path: string): readonly FieldError[] {
  const metadata = metadataOf(template);
  return [
    ...validateLabels(readMap(metadata, 'labels'), `${path}.labels`),
    ...validateAnnotations(readMap(metadata, 'annotations'), `${path}.annotations`),
    ...validatePodSpec(readObject(template, 'spec'), `${path}.spec`, false),
  ];
}

/** Upstream: ValidatePodSpec. Simplified: affinity, security contexts and volume sources are not looked into. */
export function validatePodSpec(spec: JsonObject, path: string, isPod: boolean): readonly FieldError[] {
  const errors: FieldError[] = [...validateVolumes(spec, `${path}.volumes`), ...validateContainers(spec, path, isPod)];
  const restartPolicy = readText(spec, 'restartPolicy');
  if (!RESTART_POLICIES.includes(restartPolicy)) {
    errors.push(notSupported(`${path}.restartPolicy`, restartPolicy, RESTART_POLICIES));
  }
  const dnsPolicy = readText(spec, 'dnsPolicy');
  if (!DNS_POLICIES.includes(dnsPolicy)) errors.push(notSupported(`${path}.dnsPolicy`, dnsPolicy, DNS_POLICIES));
  errors.push(...validateLabels(readMap(spec, 'nodeSelector'), `${path}.nodeSelector`));
  for (const [index, secret] of readObjects(spec, 'imagePullSecrets').entries()) {
    if (readText(secret, 'name') === '') errors.push(required(`${path}.imagePullSecrets[${index}].name`));
  }
  errors.push(...validateDNSConfig(spec, path), ...validateSpread(spec, `${path}.topologySpreadConstraints`));
  const named: readonly (readonly [string, (name: string) => readonly string[]])[] = [
    ['serviceAccountName', dns1123SubdomainProblems],
    ['nodeName', dns1123SubdomainProblems],
  ];
  errors.push(...validateNames(spec, path, named));
  if (has(spec, 'activeDeadlineSeconds')) {
    const deadline = readNumber(spec, 'activeDeadlineSeconds');
    if (deadline < 1 || deadline > 2_147_483_647) {
      errors.push(invalid(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive'));
    }
  }
  errors.push(
    ...validateNames(spec, path, [
      ['hostname', dns1123LabelProblems],
      ['subdomain', dns1123LabelProblems],
    ]),
    ...validateTolerations(spec, `${path}.tolerations`),
    ...validateHostAliases(spec, `${path}.hostAliases`),
  );
  return errors;
}

function validateNames(
  spec: JsonObject,
  path: string,
  rules: readonly (readonly [string, (name: string) => readonly string[]])[],
): readonly FieldError[] {
  return rules.flatMap(([field, rule]) => {
    const name = readText(spec, field);
    return name === '' ? [] : rule(name).map((problem) => invalid(`${path}.${field}`, name, problem));
  });
}

function validateVolumes(spec: JsonObject, path: string): readonly FieldError[] {
  const names = new Set<string>();
  return readObjects(spec, 'volumes').flatMap((volume, index) => {
    const at = `${path}[${index}]`;
    const name = readText(volume, 'name');
    const errors: FieldError[] = [];
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length > 1) {
      const extra = sources
        .slice(1)
        .map((source) => forbidden(`${at}.${source}`, 'may not specify more than 1 volume type'));
      errors.push(...extra);
    }
    if (name === '') errors.push(required(`${at}.name`));
    else errors.push(...dns1123LabelProblems(name).map((problem) => invalid(`${at}.name`, name, problem)));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    return errors;
  });
}

function validateSpread(spec: JsonObject, path: string): readonly FieldError[] {
  return readObjects(spec, 'topologySpreadConstraints').flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    const maxSkew = readNumber(constraint, 'maxSkew');
    if (maxSkew <= 0) errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    const key = readText(constraint, 'topologyKey');
    if (key === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    const action = readText(constraint, 'whenUnsatisfiable');
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!actions.includes(action)) errors.push(notSupported(`${at}.whenUnsatisfiable`, action, actions));
    return errors;
  });
}

/** Upstream: ValidateTolerations. */
function validateTolerations(spec: JsonObject, path: string): readonly FieldError[] {
  return readObjects(spec, 'tolerations').flatMap((toleration, index) => {
    const at = `${path}[${index}]`;
    const key = readText(toleration, 'key');
    const operator = readText(toleration, 'operator');
    const value = readText(toleration, 'value');
    const effect = readText(toleration, 'effect');
    const errors: FieldError[] = [];
    if (key !== '') errors.push(...qualifiedNameProblems(key).map((problem) => invalid(`${at}.key`, key, problem)));
    if (key === '' && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(`${at}.operator`, operator, detail));
    }
    if (has(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(invalid(`${at}.effect`, effect, detail));
    }
    if (operator === 'Exists') {
      if (value !== '') {
        errors.push(invalid(`${at}.operator`, operator, "value must be empty when `operator` is 'Exists'"));
      }
    } else if (operator === 'Equal' || operator === '') {
      errors.push(...labelValueProblems(value).map((problem) => invalid(`${at}.operator`, value, problem)));
    } else {
      errors.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    }
    const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
    if (effect !== '' && !effects.includes(effect)) errors.push(notSupported(`${at}.effect`, effect, effects));
    return errors;
  });
}

function validateHostAliases(spec: JsonObject, path: string): readonly FieldError[] {
  return readObjects(spec, 'hostAliases').flatMap((alias, index) =>
    validateIP(readText(alias, 'ip'), `${path}[${index}].ip`),
  );
}

/** What is legal in a pod spec and yet odd. Upstream: pkg/api/pod/warnings.go (v1.36). */
export function podSpecWarnings(spec: JsonObject, path: string): readonly string[] {
  const warnings = [...containerWarnings(spec, path)];
  if (readNumber(spec, 'terminationGracePeriodSeconds') < 0) {
    warnings.push(
      `${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
    );
  }
  return warnings;
}
