/** What a document has at a field path. */
import { isJsonObject, type JsonValue } from '../../base/json.ts';

/** The value at a path such as `spec.ports[0].port`; undefined where there is none. */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const part of path.split(/[.[\]]+/).filter((each) => each !== '')) {
    if (Array.isArray(at)) at = (at as readonly JsonValue[])[Number(part)];
    else at = isJsonObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return at;
}
