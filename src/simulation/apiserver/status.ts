/** How the API server says no. Upstream: apimachinery/pkg/api/errors/errors.go (v1.36). */
import { type FieldError, fieldErrorBody, fieldErrorText } from '../../kubernetes/field/field-error.ts';

/** One of the reasons of a refusal. */
export interface StatusCause {
  readonly reason: string | undefined;
  readonly field: string | undefined;
  readonly message: string;
}

/** Upstream: metav1.Status, as far as clients read it. */
export interface ApiStatus {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly StatusCause[];
  /** Kind and name of what was refused, where an error names them. */
  readonly details: { readonly kind: string; readonly name: string };
}

/** `kind` with its group, as in `Deployment.apps`. */
export function qualifiedKind(kind: string, group: string): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** Upstream: NewInvalid. */
export function invalidStatus(kind: string, group: string, name: string, errors: readonly FieldError[]): ApiStatus {
  const texts = [...new Set(errors.map((error) => fieldErrorText(error)))];
  const list = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${qualifiedKind(kind, group)} "${name}" is invalid: ${list}`,
    causes: errors.map((error) => ({ reason: error.type, field: error.field, message: fieldErrorBody(error) })),
    details: { kind, name },
  };
}

/** Upstream: NewBadRequest. */
export function badRequest(message: string): ApiStatus {
  return { code: 400, reason: 'BadRequest', message, causes: [], details: { kind: '', name: '' } };
}

/** Upstream: NewNotFound; `resource` with its group, as in `deployments.apps`. */
export function notFound(resource: string, name: string): ApiStatus {
  const message = `${resource} "${name}" not found`;
  return { code: 404, reason: 'NotFound', message, causes: [], details: { kind: resource, name } };
}

/** Upstream: NewAlreadyExists. */
export function alreadyExists(resource: string, name: string): ApiStatus {
  const message = `${resource} "${name}" already exists`;
  return { code: 409, reason: 'AlreadyExists', message, causes: [], details: { kind: resource, name } };
}

/** Upstream: NewForbidden, as admission says it; `resource` with its group. */
export function forbidden(resource: string, name: string, why: string, causes: readonly StatusCause[] = []): ApiStatus {
  const message = `${resource}${name === '' ? '' : ` "${name}"`} is forbidden: ${why}`;
  return { code: 403, reason: 'Forbidden', message, causes, details: { kind: resource, name } };
}

/** Upstream: NewInternalError. */
export function internalError(problem: string): ApiStatus {
  return {
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${problem}`,
    causes: [{ reason: undefined, field: undefined, message: problem }],
    details: { kind: '', name: '' },
  };
}
