/** Small questions about what YAML values become in JSON. */
import type { JsonObject, JsonValue } from '../../base/json.ts';

/** An object without a prototype, so that a key such as `__proto__` is plain data. */
export function emptyRecord<T>(): Record<string, T> {
  // The literal sets the prototype, which its type cannot say.
  return { __proto__: null } as unknown as Record<string, T>;
}

/** Whether the value is a mapping. */
export function isMapping(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar key as JSON has it: `on:` is `true`. */
export function keyText(value: JsonValue): string {
  return typeof value === 'object' ? '' : String(value);
}

/** The short form of a YAML tag. */
export function normalTag(tag: string): string {
  return tag.startsWith('!<tag:yaml.org,2002:') ? `!!${tag.slice(20, -1)}` : tag;
}

/** A value as Go's `%#v` prints what the YAML decoder made of it. */
export function goSyntax(value: JsonValue): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map((item: JsonValue) => goSyntax(item)).join(', ')}}`;
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${goSyntax(item)}`);
    return `map[interface {}]interface {}{${entries.join(', ')}}`;
  }
  return JSON.stringify(value);
}
