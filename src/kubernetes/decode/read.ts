/** Fields of a decoded object by name: what is absent reads as Go's zero value. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';

const NOTHING: JsonObject = Object.freeze({});

/** A string field; empty when absent. */
export function readText(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

/** A number field; 0 when absent. */
export function readNumber(object: JsonObject, name: string): number {
  const value = object[name];
  return typeof value === 'number' ? value : 0;
}

/** A boolean field; false when absent. */
export function readFlag(object: JsonObject, name: string): boolean {
  return object[name] === true;
}

/** A struct field; empty when absent. */
export function readObject(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : NOTHING;
}

/** A list of structs; empty when absent. */
export function readObjects(object: JsonObject, name: string): readonly JsonObject[] {
  return readList(object, name).filter((item) => isJsonObject(item));
}

/** A list of strings; empty when absent. */
export function readTexts(object: JsonObject, name: string): readonly string[] {
  return readList(object, name).filter((item) => typeof item === 'string');
}

/** A map of strings; empty when absent. */
export function readMap(object: JsonObject, name: string): Readonly<Record<string, string>> {
  // A decoded map[string]string holds strings only.
  return readObject(object, name) as Readonly<Record<string, string>>;
}

/** A list; empty when absent. */
export function readList(object: JsonObject, name: string): readonly JsonValue[] {
  const value = object[name];
  return isList(value) ? value : [];
}

/** Whether the field is there, be it zero. */
export function has(object: JsonObject, name: string): boolean {
  return object[name] !== undefined && object[name] !== null;
}

/** The object without the named fields. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  const copy: Record<string, JsonValue> = { ...object };
  for (const name of names) Reflect.deleteProperty(copy, name);
  return copy;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
