/** Whether a Deployment, ReplicaSet, StatefulSet, DaemonSet or ReplicationController is valid. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { LabelSelector } from '../api/meta.ts';
import { has, readMap, readNumber, readObject, readObjects, readText, readTexts, without } from '../decode/read.ts';
import { sameJson } from '../decode/same-json.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field/field-error.ts';
import { matchesLabelSelector } from '../labels/selector.ts';
import { metadataOf, validateLabelSelector } from './metadata.ts';
import { dns1123LabelProblems, regexMessage } from './names.ts';
import { validatePodTemplate } from './validate-pod.ts';

const NOT_NEGATIVE = 'must be greater than or equal to 0';
const PERCENT_MESSAGE = regexMessage(
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
);

/** Upstream: pkg/apis/apps/validation/validation.go ValidateDeployment (v1.36). */
export function validateDeploymentSpec(spec: JsonObject): readonly FieldError[] {
  const errors = [
    ...validateNotNegative(spec, 'replicas'),
    ...validateSelectorAndTemplate(spec, 'deployment', 'invalid label selector'),
    ...validateDeploymentStrategy(readObject(spec, 'strategy'), 'spec.strategy'),
    ...validateNotNegative(spec, 'minReadySeconds'),
    ...validateNotNegative(spec, 'revisionHistoryLimit'),
    ...validateNotNegative(spec, 'progressDeadlineSeconds'),
  ];
  const deadline = readNumber(spec, 'progressDeadlineSeconds');
  if (has(spec, 'progressDeadlineSeconds') && deadline <= readNumber(spec, 'minReadySeconds')) {
    errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
  return errors;
}

/** Upstream: ValidateReplicaSet. */
export function validateReplicaSetSpec(spec: JsonObject): readonly FieldError[] {
  return [
    ...validateNotNegative(spec, 'replicas'),
    ...validateNotNegative(spec, 'minReadySeconds'),
    ...validateSelectorAndTemplate(spec, 'deployment', 'invalid label selector'),
  ];
}

/** Upstream: ValidateStatefulSet. */
export function validateStatefulSetSpec(spec: JsonObject): readonly FieldError[] {
  const errors: FieldError[] = [];
  const management = readText(spec, 'podManagementPolicy');
  if (management === '') errors.push(required('spec.podManagementPolicy'));
  else if (management !== 'OrderedReady' && management !== 'Parallel') {
    errors.push(invalid('spec.podManagementPolicy', management, "must be 'OrderedReady' or 'Parallel'"));
  }
  const strategy = readText(readObject(spec, 'updateStrategy'), 'type');
  if (strategy !== 'RollingUpdate' && strategy !== 'OnDelete') {
    errors.push(invalid('spec.updateStrategy', strategy, "must be 'RollingUpdate' or 'OnDelete'"));
  }
  errors.push(...validateNotNegative(spec, 'replicas'), ...validateNotNegative(spec, 'minReadySeconds'));
  const serviceName = readText(spec, 'serviceName');
  if (serviceName !== '') {
    errors.push(
      ...dns1123LabelProblems(serviceName).map((problem) => invalid('spec.serviceName', serviceName, problem)),
    );
  }
  return [...errors, ...validateSelectorAndTemplate(spec, 'statefulset', '')];
}

const STATEFUL_SET_MUTABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** Upstream: ValidateStatefulSetUpdate: most of a StatefulSet is fixed. */
export function validateStatefulSetUpdate(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  const fixed = (of: JsonObject): JsonObject => without(of, ...STATEFUL_SET_MUTABLE);
  if (sameJson(fixed(spec), fixed(old))) return [];
  const detail =
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
  return [forbidden('spec', detail)];
}

/** Upstream: ValidateDaemonSet. */
export function validateDaemonSetSpec(spec: JsonObject): readonly FieldError[] {
  return [...validateSelectorAndTemplate(spec, 'daemonset', ''), ...validateNotNegative(spec, 'minReadySeconds')];
}

/** Upstream: pkg/apis/core/validation/validation.go ValidateReplicationController (v1.36). */
export function validateReplicationControllerSpec(spec: JsonObject): readonly FieldError[] {
  const errors: FieldError[] = [...validateNotNegative(spec, 'minReadySeconds')];
  const selector = readMap(spec, 'selector');
  if (Object.keys(selector).length === 0) errors.push(required('spec.selector'));
  errors.push(...validateNotNegative(spec, 'replicas'));
  if (!has(spec, 'template')) return [...errors, required('spec.template')];
  return [...errors, ...validateTemplate(spec, { matchLabels: selector })];
}

/** The field is at least 0. Upstream: ValidateNonnegativeField. */
function validateNotNegative(spec: JsonObject, field: string): readonly FieldError[] {
  const value = readNumber(spec, field);
  return value < 0 ? [invalid(`spec.${field}`, value, NOT_NEGATIVE)] : [];
}

function validateSelectorAndTemplate(spec: JsonObject, kind: string, malformed: string): readonly FieldError[] {
  const path = 'spec.selector';
  if (!has(spec, 'selector')) return [required(path), ...validateTemplate(spec, undefined)];
  const selector = readObject(spec, 'selector');
  const errors: FieldError[] = [...validateLabelSelector(selector, path)];
  const isMalformed = errors.length > 0;
  if (Object.keys(selector).length === 0) {
    errors.push(invalid(path, printSelector(selector), `empty selector is invalid for ${kind}`));
  }
  if (isMalformed) return [...errors, invalid(path, printSelector(selector), malformed)];
  return [...errors, ...validateTemplate(spec, toLabelSelector(selector))];
}

/** `selector` undefined selects nothing; an empty one selects everything. Upstream: ValidatePodTemplateSpecForReplicaSet. */
function validateTemplate(spec: JsonObject, selector: LabelSelector | undefined): readonly FieldError[] {
  const template = readObject(spec, 'template');
  const labels = readMap(metadataOf(template), 'labels');
  const path = 'spec.template';
  const errors: FieldError[] = [];
  if (selector === undefined || !matchesLabelSelector(selector, labels)) {
    const shown = has(metadataOf(template), 'labels') ? labels : null;
    errors.push(invalid(`${path}.metadata.labels`, shown, '`selector` does not match template `labels`'));
  }
  errors.push(...validatePodTemplate(template, path));
  const podSpec = readObject(template, 'spec');
  const restartPolicy = readText(podSpec, 'restartPolicy');
  if (restartPolicy !== 'Always') errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  if (has(podSpec, 'activeDeadlineSeconds')) {
    const detail = 'activeDeadlineSeconds in ReplicaSet is not Supported';
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, detail));
  }
  return errors;
}

function toLabelSelector(selector: JsonObject): LabelSelector {
  const requirements = readObjects(selector, 'matchExpressions').map((requirement) => ({
    key: readText(requirement, 'key'),
    // validateLabelSelector has found it to be one of the four.
    operator: readText(requirement, 'operator') as 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
    values: readTexts(requirement, 'values'),
  }));
  return { matchLabels: readMap(selector, 'matchLabels'), matchExpressions: requirements };
}

/** A selector with its fields in Go's order. */
export function printSelector(selector: JsonObject): JsonObject {
  const printed: Record<string, JsonValue> = {};
  if (has(selector, 'matchLabels')) printed['matchLabels'] = readObject(selector, 'matchLabels');
  if (has(selector, 'matchExpressions')) {
    printed['matchExpressions'] = readObjects(selector, 'matchExpressions').map(({ key, operator, values }) => ({
      key: key ?? '',
      operator: operator ?? '',
      ...(values === undefined ? {} : { values }),
    }));
  }
  return printed;
}

/** Upstream: ValidateDeploymentStrategy. */
function validateDeploymentStrategy(strategy: JsonObject, path: string): readonly FieldError[] {
  const type = readText(strategy, 'type');
  const at = `${path}.rollingUpdate`;
  if (type === 'Recreate') {
    if (!has(strategy, 'rollingUpdate')) return [];
    return [forbidden(at, "may not be specified when strategy `type` is 'Recreate'")];
  }
  const rollingUpdate = readObject(strategy, 'rollingUpdate');
  if (type !== 'RollingUpdate') {
    const inner = has(strategy, 'rollingUpdate')
      ? { MaxUnavailable: rollingUpdate['maxUnavailable'] ?? 0, MaxSurge: rollingUpdate['maxSurge'] ?? 0 }
      : null;
    return [notSupported(path, { Type: type, RollingUpdate: inner }, ['Recreate', 'RollingUpdate'])];
  }
  const unavailable = rollingUpdate['maxUnavailable'] ?? 0;
  const surge = rollingUpdate['maxSurge'] ?? 0;
  const errors: FieldError[] = [
    ...validateIntOrPercent(unavailable, `${at}.maxUnavailable`),
    ...validateIntOrPercent(surge, `${at}.maxSurge`),
  ];
  if (intOrPercentValue(unavailable) === 0 && intOrPercentValue(surge) === 0) {
    errors.push(invalid(`${at}.maxUnavailable`, unavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  if (typeof unavailable === 'string' && intOrPercentValue(unavailable) > 100) {
    errors.push(invalid(`${at}.maxUnavailable`, unavailable, 'must not be greater than 100%'));
  }
  return errors;
}

/** Upstream: ValidatePositiveIntOrPercent. */
function validateIntOrPercent(value: JsonValue, path: string): readonly FieldError[] {
  if (typeof value === 'string') return /^[0-9]+%$/.test(value) ? [] : [invalid(path, value, PERCENT_MESSAGE)];
  return typeof value === 'number' && value < 0 ? [invalid(path, value, NOT_NEGATIVE)] : [];
}

/** Upstream: getIntOrPercentValue. */
function intOrPercentValue(value: JsonValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[0-9]+%$/.test(value) ? Number(value.slice(0, -1)) : 0;
}

/** A field that may not change. Upstream: ValidateImmutableField. */
export function validateImmutable(
  object: JsonObject,
  old: JsonObject,
  field: string,
  path: string,
  print = (value: JsonObject): JsonValue => value,
): readonly FieldError[] {
  const value = object[field] ?? null;
  if (sameJson(value, old[field] ?? null)) return [];
  const shown =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? print(readObject(object, field)) : value;
  return [invalid(path, shown, 'field is immutable')];
}
