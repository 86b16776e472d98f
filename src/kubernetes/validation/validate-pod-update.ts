/** What of a Pod may change: images, a deadline that comes nearer, tolerations that are added, scheduling gates that go. */
import type { JsonObject } from '../../base/json.ts';
import { has, readNumber, readObject, readObjects, readText } from '../decode/read.ts';
import { sameJson } from '../decode/same-json.ts';
import { type FieldError, forbidden, invalid } from '../field/field-error.ts';
import { metadataOf, validateMetadataUpdate } from './metadata.ts';
import { internalPodSpecLines } from './pod-spec-diff/internal-json.ts';
import { unifiedDiff } from './pod-spec-diff/unified-diff.ts';
import { validatePodSpec } from './validate-pod.ts';

const CONTAINER_LISTS = ['containers', 'initContainers'];

/** Simplified: of specs that print as more lines than this, the difference is not looked for: comparing could take seconds. */
const MAX_LINES = 20_000;

const MUTABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** Upstream: pkg/apis/core/validation/validation.go ValidatePodUpdate (v1.36). */
export function validatePodUpdate(pod: JsonObject, old: JsonObject): readonly FieldError[] {
  const spec = readObject(pod, 'spec');
  const before = readObject(old, 'spec');
  const errors: FieldError[] = [
    ...validateMetadataUpdate(metadataOf(pod), metadataOf(old)),
    ...validatePodSpec(spec, 'spec', true),
  ];
  for (const list of CONTAINER_LISTS) {
    if (readObjects(spec, list).length !== readObjects(before, list).length) {
      return [...errors, forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
  }
  const deadline = deadlineError(spec, before);
  if (deadline !== undefined) {
    errors.push(deadline);
    if (has(spec, 'activeDeadlineSeconds')) return errors;
  }
  errors.push(...onlyAddedTolerations(spec, before), ...onlyRemovedGates(spec, before));
  const munged = withMutableFields(spec, before);
  if (sameJson(munged, before)) return errors;
  const [was, is] = [internalPodSpecLines(before), internalPodSpecLines(munged)];
  const difference = was.length + is.length > MAX_LINES ? '' : unifiedDiff(was, is);
  return [
    ...errors,
    forbidden('spec', `pod updates may not change fields other than ${MUTABLE.join(',')}\n${difference}`),
  ];
}

function deadlineError(spec: JsonObject, before: JsonObject): FieldError | undefined {
  const field = 'activeDeadlineSeconds';
  if (!has(before, field)) return undefined;
  const path = `spec.${field}`;
  if (!has(spec, field)) return invalid(path, null, 'must not update from a positive integer to nil value');
  const deadline = readNumber(spec, field);
  if (deadline <= readNumber(before, field)) return undefined;
  return invalid(path, deadline, 'must be less than or equal to previous value');
}

function onlyAddedTolerations(spec: JsonObject, before: JsonObject): readonly FieldError[] {
  const timeless = (toleration: JsonObject): JsonObject => ({ ...toleration, tolerationSeconds: null });
  const now = readObjects(spec, 'tolerations').map(timeless);
  const isKept = readObjects(before, 'tolerations').every((old) => now.some((each) => sameJson(each, timeless(old))));
  if (isKept) return [];
  return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

function onlyRemovedGates(spec: JsonObject, before: JsonObject): readonly FieldError[] {
  const known = new Set(readObjects(before, 'schedulingGates').map((gate) => readText(gate, 'name')));
  return readObjects(spec, 'schedulingGates').flatMap((gate, index) => {
    const name = readText(gate, 'name');
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return known.has(name) ? [] : [forbidden(`spec.schedulingGates[${index}]`, detail)];
  });
}

/** The new spec with all that may change as it was. */
function withMutableFields(spec: JsonObject, before: JsonObject): JsonObject {
  const munged: Record<string, JsonObject[string]> = { ...spec };
  const restore = (field: string): void => {
    const value = before[field];
    if (value === undefined) delete munged[field];
    else munged[field] = value;
  };
  for (const field of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations']) restore(field);
  if (readNumber(before, 'terminationGracePeriodSeconds') < 0 && spec['terminationGracePeriodSeconds'] === 1) {
    restore('terminationGracePeriodSeconds');
  }
  for (const list of CONTAINER_LISTS) {
    if (!has(spec, list)) continue;
    const images = readObjects(before, list).map((container) => container['image'] ?? '');
    munged[list] = readObjects(spec, list).map((container, index) => ({ ...container, image: images[index] ?? '' }));
  }
  return munged;
}
