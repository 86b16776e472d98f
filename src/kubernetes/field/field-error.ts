/** A fault of an object's field, and how the API server words it. */
import type { JsonValue } from '../../base/json.ts';

/** Upstream: apimachinery/pkg/util/validation/field ErrorType (v1.36). */
export type FieldErrorType =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError';

/** Upstream: apimachinery/pkg/util/validation/field Error (v1.36). */
export interface FieldError {
  readonly type: FieldErrorType;
  /** As Kubernetes writes it: `spec.ports[0].nodePort`. */
  readonly field: string;
  /** The value as Go prints it; undefined where the message shows none. */
  readonly value: string | undefined;
  readonly detail: string;
}

const TYPE_TEXT: Readonly<Record<FieldErrorType, string>> = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  InternalError: 'Internal error',
};

/** The message without the field. Upstream: field.Error.ErrorBody. */
export function fieldErrorBody(error: FieldError): string {
  const value = error.value === undefined ? '' : `: ${error.value}`;
  const detail = error.detail === '' ? '' : `: ${error.detail}`;
  return TYPE_TEXT[error.type] + value + detail;
}

/** The whole message. Upstream: field.Error.Error. */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${fieldErrorBody(error)}`;
}

/** A value that is wrong. Upstream: field.Invalid. */
export function invalid(field: string, value: JsonValue | undefined, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, value: printValue(value), detail };
}

/** A value that is missing. Upstream: field.Required. */
export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, value: undefined, detail };
}

/** A field that may not be set. Upstream: field.Forbidden. */
export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, value: undefined, detail };
}

/** A value that stands twice. Upstream: field.Duplicate. */
export function duplicate(field: string, value: JsonValue | undefined): FieldError {
  return { type: 'FieldValueDuplicate', field, value: printValue(value), detail: '' };
}

/** A word that is none of the known ones, which are listed in the given order. Upstream: field.NotSupported. */
export function notSupported(field: string, value: JsonValue | undefined, supported: readonly string[]): FieldError {
  const words = supported.map((word) => quote(word)).join(', ');
  const detail = supported.length === 0 ? '' : `supported values: ${words}`;
  return { type: 'FieldValueNotSupported', field, value: printValue(value), detail };
}

/** More members than allowed. Upstream: field.TooMany. */
export function tooMany(field: string, count: number, maximum: number): FieldError {
  const detail = `must have at most ${maximum} ${maximum === 1 ? 'item' : 'items'}`;
  return { type: 'FieldValueTooMany', field, value: String(count), detail };
}

function printValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'null';
  return typeof value === 'string' ? quote(value) : goJson(value);
}

/** JSON as Go writes it: `<`, `>` and `&` escaped. */
export function goJson(value: JsonValue): string {
  const text = JSON.stringify(value);
  // Most texts have none of them.
  if (!/[<>&\u2028\u2029]/.test(text)) return text;
  return text
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`)
    .replaceAll('&', String.raw`\u0026`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
  '\u0007': String.raw`\a`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\v': String.raw`\v`,
};

/** Text as Go's `%q` prints it: printable characters as they are, others escaped. Upstream: strconv.Quote. */
export function quote(text: string): string {
  return `"${text.replaceAll(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => ESCAPES[character] ?? escape(character))}"`;
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x1_0000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
