/** Metadata, labels and label selectors. Upstream: apimachinery/pkg/api/validation, pkg/apis/meta/v1/validation (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { readMap, readObject, readObjects, readText, readTexts } from '../decode/read.ts';
import { type FieldError, forbidden, invalid, required } from '../field/field-error.ts';
import { labelValueProblems, qualifiedNameProblems } from './names.ts';

const MAX_ANNOTATIONS = 262_144;

/** What may stand in a kind's `metadata.name`. */
export type NameRule = (name: string) => readonly string[];

/** Metadata of a new or changed object. Upstream: ValidateObjectMetaAccessor. */
export function validateMetadata(metadata: JsonObject, nameRule: NameRule): readonly FieldError[] {
  const errors: FieldError[] = [];
  const generateName = readText(metadata, 'generateName');
  const name = readText(metadata, 'name');
  if (generateName !== '') {
    // A trailing dash is fine: a suffix will follow.
    const masked = generateName.replace(/-$/, 'a');
    errors.push(...nameRule(masked).map((problem) => invalid('metadata.generateName', generateName, problem)));
  }
  if (name === '') errors.push(required('metadata.name', 'name or generateName is required'));
  else errors.push(...nameRule(name).map((problem) => invalid('metadata.name', name, problem)));
  return [
    ...errors,
    ...validateLabels(readMap(metadata, 'labels'), 'metadata.labels'),
    ...validateAnnotations(readMap(metadata, 'annotations'), 'metadata.annotations'),
    ...validateOwnerReferences(metadata),
    ...readTexts(metadata, 'finalizers').flatMap((finalizer, index) =>
      qualifiedNameProblems(finalizer).map((problem) => invalid(`metadata.finalizers[${index}]`, finalizer, problem)),
    ),
  ];
}

function validateOwnerReferences(metadata: JsonObject): readonly FieldError[] {
  return readObjects(metadata, 'ownerReferences').flatMap((owner) => {
    const path = 'metadata.ownerReferences';
    const errors: FieldError[] = [];
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      const value = readText(owner, field);
      if (value === '') {
        const what = field === 'apiVersion' ? 'version' : field;
        errors.push(invalid(`${path}.${field}`, value, `${what} must not be empty`));
      }
    }
    return errors;
  });
}

/** Changed metadata: what may not change, and what may. Upstream: ValidateObjectMetaAccessorUpdate. */
export function validateMetadataUpdate(metadata: JsonObject, old: JsonObject): readonly FieldError[] {
  const immutable = ['name', 'namespace', 'uid', 'creationTimestamp'].flatMap((field) =>
    readText(metadata, field) === readText(old, field)
      ? []
      : [invalid(`metadata.${field}`, readText(metadata, field), 'field is immutable')],
  );
  return [
    ...immutable,
    ...validateLabels(readMap(metadata, 'labels'), 'metadata.labels'),
    ...validateAnnotations(readMap(metadata, 'annotations'), 'metadata.annotations'),
    ...validateOwnerReferences(metadata),
  ];
}

/** Keys and values of labels. Upstream: ValidateLabels. */
export function validateLabels(labels: Readonly<Record<string, string>>, path: string): readonly FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameProblems(key).map((problem) => invalid(path, key, problem)),
    ...labelValueProblems(value).map((problem) => invalid(path, value, problem)),
  ]);
}

/** Keys of annotations (upper case is forgiven) and their size. Upstream: ValidateAnnotations. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>>,
  path: string,
): readonly FieldError[] {
  let size = 0;
  const errors = Object.entries(annotations).flatMap(([key, value]) => {
    size += key.length + value.length;
    return qualifiedNameProblems(key.toLowerCase()).map((problem) => invalid(path, key, problem));
  });
  if (size <= MAX_ANNOTATIONS) return errors;
  const detail = `may not be more than ${MAX_ANNOTATIONS} bytes`;
  return [...errors, { type: 'FieldValueTooLong', field: path, value: undefined, detail }];
}

/** A workload's selector. Upstream: ValidateLabelSelector. */
export function validateLabelSelector(selector: JsonObject, path: string): readonly FieldError[] {
  return [
    ...validateLabels(readMap(selector, 'matchLabels'), `${path}.matchLabels`),
    ...readObjects(selector, 'matchExpressions').flatMap((requirement, index) =>
      validateRequirement(requirement, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

function validateRequirement(requirement: JsonObject, path: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  const operator = readText(requirement, 'operator');
  const values = readTexts(requirement, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else {
    errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  }
  const key = readText(requirement, 'key');
  errors.push(...qualifiedNameProblems(key).map((problem) => invalid(`${path}.key`, key, problem)));
  for (const [index, value] of values.entries()) {
    errors.push(...labelValueProblems(value).map((problem) => invalid(`${path}.values[${index}]`, value, problem)));
  }
  return errors;
}

/** The object's metadata. */
export function metadataOf(object: JsonObject): JsonObject {
  return readObject(object, 'metadata');
}
