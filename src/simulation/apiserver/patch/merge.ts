/** Puts a strategic merge patch into an object. Upstream: strategicpatch StrategicMergeMapPatch (v1.36). */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { type GoStruct, goStruct } from '../../../kubernetes/decode/go-types.ts';
import {
  DELETE_DIRECTIVE,
  DELETE_FROM_PRIMITIVES,
  keyOf,
  mergeOrder,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './lists.ts';

/** The object with the patch in it. `struct` names the Go type, which says how lists merge. */
export function applyStrategicPatch(struct: string, object: JsonObject, patch: JsonObject): JsonObject {
  return mergeMap(object, patch, goStruct(struct));
}

function mergeMap(object: JsonObject, patch: JsonObject, fields: GoStruct | undefined): JsonObject {
  if (patch[DELETE_DIRECTIVE] === 'replace') return dropDirectives(patch);
  if (patch[DELETE_DIRECTIVE] === 'delete') return emptyObject();
  const merged = Object.assign(emptyObject(), object);
  const retained = patch[RETAIN_KEYS];
  if (isList(retained)) {
    for (const key of Object.keys(merged)) if (!retained.includes(key)) Reflect.deleteProperty(merged, key);
  }
  for (const key of Object.keys(patch)) {
    const value = patch[key] ?? null;
    if (key === RETAIN_KEYS || key === DELETE_DIRECTIVE) continue;
    if (key.startsWith(SET_ELEMENT_ORDER)) {
      const field = key.slice(SET_ELEMENT_ORDER.length);
      if (patch[field] === undefined) putList(merged, field, [], patch, fields);
      continue;
    }
    if (key.startsWith(DELETE_FROM_PRIMITIVES)) {
      const field = key.slice(DELETE_FROM_PRIMITIVES.length);
      const known = merged[field];
      if (isList(known) && isList(value)) merged[field] = known.filter((item) => !value.includes(item));
      continue;
    }
    const known = merged[key];
    if (value === null) {
      Reflect.deleteProperty(merged, key);
    } else if (isJsonObject(value)) {
      const goType = fields?.get(key)?.goType;
      const inner = goType?.type === 'struct' ? goStruct(goType.struct) : undefined;
      merged[key] = isJsonObject(known) ? mergeMap(known, value, inner) : dropNulls(dropDirectives(value));
    } else if (isList(value)) {
      putList(merged, key, value, patch, fields);
    } else {
      merged[key] = value;
    }
  }
  return merged;
}

function putList(
  merged: Record<string, JsonValue>,
  key: string,
  patch: readonly JsonValue[],
  whole: JsonObject,
  fields: GoStruct | undefined,
): void {
  const goType = fields?.get(key)?.goType;
  const mergeKey = goType?.type === 'list' ? goType.mergeKey : undefined;
  const known = merged[key];
  if (goType?.type !== 'list' || mergeKey === undefined || !isList(known)) {
    if (patch.length > 0 || whole[key] !== undefined) merged[key] = patch.filter((item) => !isDeletion(item));
    return;
  }
  const itemFields = goType.item.type === 'struct' ? goStruct(goType.item.struct) : undefined;
  const list = mergeList(known, patch, mergeKey, itemFields);
  const order = whole[SET_ELEMENT_ORDER + key];
  merged[key] = isList(order) ? mergeOrder(list, order, known, mergeKey) : list;
}

function mergeList(
  known: readonly JsonValue[],
  patch: readonly JsonValue[],
  mergeKey: string,
  fields: GoStruct | undefined,
): readonly JsonValue[] {
  if (mergeKey === '=') return [...known, ...patch.filter((item) => !known.includes(item))];
  let list: JsonValue[] = [...known];
  for (const item of patch) {
    if (!isJsonObject(item)) continue;
    if (item[DELETE_DIRECTIVE] === 'replace') return patch.filter((other) => other !== item);
    const key = keyOf(item, mergeKey);
    if (isDeletion(item)) {
      list = list.filter((other) => keyOf(other, mergeKey) !== key);
      continue;
    }
    const index = list.findIndex((other) => keyOf(other, mergeKey) === key);
    const found = list[index];
    if (isJsonObject(found)) list[index] = mergeMap(found, item, fields);
    else list.push(dropNulls(dropDirectives(item)));
  }
  return list;
}

function isDeletion(item: JsonValue): boolean {
  return isJsonObject(item) && item[DELETE_DIRECTIVE] === 'delete';
}

/**
 * A patch as upstream shows it after having used it: the directives, and the lists that they order, are gone.
 * Upstream: strategicpatch mergePatchIntoOriginal deletes them from the patch.
 */
export function usedPatch(patch: JsonObject): JsonObject {
  const kept = emptyObject();
  for (const key of Object.keys(patch)) {
    if (key.startsWith('$') || patch[SET_ELEMENT_ORDER + key] !== undefined) continue;
    const value = patch[key] ?? null;
    kept[key] = isJsonObject(value) ? usedPatch(value) : value;
  }
  return kept;
}

function dropDirectives(patch: JsonObject): JsonObject {
  const kept = emptyObject();
  for (const key of Object.keys(patch)) {
    if (key === DELETE_DIRECTIVE || key === RETAIN_KEYS) continue;
    if (key.startsWith(SET_ELEMENT_ORDER) || key.startsWith(DELETE_FROM_PRIMITIVES)) continue;
    const value = patch[key] ?? null;
    kept[key] = isJsonObject(value) ? dropDirectives(value) : value;
  }
  return kept;
}

function dropNulls(object: JsonObject): JsonObject {
  const kept = emptyObject();
  for (const key of Object.keys(object)) {
    const value = object[key] ?? null;
    if (value === null) continue;
    kept[key] = isJsonObject(value) ? dropNulls(value) : value;
  }
  return kept;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Without a prototype: its keys may come from a user's text. */
function emptyObject(): Record<string, JsonValue> {
  // The literal sets the prototype, which its type cannot say.
  return { __proto__: null } as unknown as Record<string, JsonValue>;
}
