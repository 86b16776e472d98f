/**
 * The patch that `kubectl apply` sends: what the manifest changes against the live object, and what it no longer says
 * against the manifest applied last. Upstream: strategicpatch CreateThreeWayMergePatch (v1.36).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { sameJson } from '../../../kubernetes/decode/same-json.ts';
import { type GoStruct, goStruct, type GoType } from '../../../kubernetes/decode/go-types.ts';
import {
  DELETE_DIRECTIVE,
  DELETE_FROM_PRIMITIVES,
  inOrderOf,
  keyOf,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
  sortByKey,
} from './lists.ts';

type Mode = 'changes' | 'deletions';
type Patch = Record<string, JsonValue>;

/** The patch from `current` to `modified`, where `original` is what was applied last. `struct` names the Go type. */
export function threeWayPatch(
  struct: string,
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): JsonObject {
  const fields = goStruct(struct);
  const changes = diffMaps(current, modified, fields, 'changes', false);
  const deletions = diffMaps(original, modified, fields, 'deletions', false);
  return mergePatches(deletions, changes, fields);
}

function emptyPatch(): Patch {
  // Without a prototype: its keys may come from a user's text.
  return { __proto__: null } as unknown as Patch;
}

function diffMaps(
  original: JsonObject,
  modified: JsonObject,
  fields: GoStruct | undefined,
  mode: Mode,
  retainsKeys: boolean,
): Patch {
  const patch = emptyPatch();
  for (const key of Object.keys(modified)) {
    const after = modified[key] ?? null;
    const before = original[key];
    if (before === undefined) {
      if (mode === 'changes') patch[key] = after;
      continue;
    }
    if (kindOf(before) !== kindOf(after)) {
      if (mode === 'changes') patch[key] = after;
      continue;
    }
    diffField(patch, key, before, after, fields, mode);
  }
  if (mode === 'deletions') {
    for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) patch[key] = null;
  }
  const kept = Object.keys(modified).filter((key) => modified[key] !== null);
  const hasMore = Object.keys(original).some((key) => !Object.hasOwn(modified, key));
  if (retainsKeys && kept.length > 0 && (Object.keys(patch).length > 0 || hasMore))
    patch[RETAIN_KEYS] = kept.toSorted();
  return patch;
}

function diffField(
  patch: Patch,
  key: string,
  before: JsonValue,
  after: JsonValue,
  fields: GoStruct | undefined,
  mode: Mode,
): void {
  const field = fields?.get(key);
  if (isJsonObject(before) && isJsonObject(after)) {
    const inner = diffMaps(before, after, structOf(field?.goType), mode, field?.retainsKeys === true);
    if (Object.keys(inner).length > 0) patch[key] = inner;
    return;
  }
  const mergeKey = field?.goType.type === 'list' ? field.goType.mergeKey : undefined;
  if (mergeKey !== undefined && isList(before) && isList(after)) {
    diffLists(patch, key, before, after, mergeKey, structOf(itemOf(field?.goType)), mode);
    return;
  }
  if (mode === 'changes' && !sameJson(before, after)) patch[key] = after;
}

function diffLists(
  patch: Patch,
  key: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  mergeKey: string,
  fields: GoStruct | undefined,
  mode: Mode,
): void {
  if (before.length === 0) {
    if (after.length > 0 && mode === 'changes') patch[key] = after;
    return;
  }
  if (mergeKey === '=') {
    const added = mode === 'changes' ? after.filter((item) => !before.includes(item)) : [];
    const removed = mode === 'deletions' ? before.filter((item) => !after.includes(item)) : [];
    if (added.length > 0) patch[key] = added;
    if (removed.length > 0) patch[DELETE_FROM_PRIMITIVES + key] = removed;
    if (added.length + removed.length > 0 && after.length > 0) patch[SET_ELEMENT_ORDER + key] = after;
    return;
  }
  const { changed, removed } = diffItems(before, after, mergeKey, fields, mode);
  const list = [...inOrderOf(changed, after, mergeKey), ...removed];
  const isOrderSame =
    before.length === after.length &&
    before.every((item, index) => keyOf(item, mergeKey) === keyOf(after[index] ?? null, mergeKey));
  if (list.length > 0) patch[key] = list;
  if (list.length > 0 || (mode === 'changes' && !isOrderSame)) {
    if (after.length > 0) {
      patch[SET_ELEMENT_ORDER + key] = after.map((item) => ({
        [mergeKey]: isJsonObject(item) ? (item[mergeKey] ?? null) : null,
      }));
    }
  }
}

function diffItems(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  mergeKey: string,
  fields: GoStruct | undefined,
  mode: Mode,
): { readonly changed: readonly JsonObject[]; readonly removed: readonly JsonObject[] } {
  const olds = sortByKey(before.filter(isJsonObject), mergeKey);
  const news = sortByKey(after.filter(isJsonObject), mergeKey);
  const changed: JsonObject[] = [];
  const removed: JsonObject[] = [];
  let [i, j] = [0, 0];
  while (i < olds.length || j < news.length) {
    const a = olds[i];
    const b = news[j];
    const order = a === undefined ? 1 : b === undefined ? -1 : compare(keyOf(a, mergeKey), keyOf(b, mergeKey));
    if (a !== undefined && b !== undefined && order === 0) {
      const inner = diffMaps(a, b, fields, mode, false);
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: b[mergeKey] ?? null });
      i++;
      j++;
    } else if (order > 0) {
      if (b !== undefined && mode === 'changes') changed.push(b);
      j++;
    } else {
      if (a !== undefined && mode === 'deletions') {
        removed.push({ [DELETE_DIRECTIVE]: 'delete', [mergeKey]: a[mergeKey] ?? null });
      }
      i++;
    }
  }
  return { changed, removed };
}

/** Both are patches to the same object; where both speak, changes win. */
function mergePatches(deletions: JsonObject, changes: JsonObject, fields: GoStruct | undefined): JsonObject {
  const merged = emptyPatch();
  for (const key of new Set([...Object.keys(deletions), ...Object.keys(changes)])) {
    const a = deletions[key];
    const b = changes[key];
    const field = fields?.get(key);
    if (a === undefined || b === undefined) {
      merged[key] = b ?? a ?? null;
    } else if (isJsonObject(a) && isJsonObject(b)) {
      merged[key] = mergePatches(a, b, structOf(field?.goType));
    } else if (isList(a) && isList(b) && field?.goType.type === 'list' && field.goType.mergeKey !== undefined) {
      const order = changes[SET_ELEMENT_ORDER + key];
      merged[key] = mergeItems(a, b, field.goType.mergeKey, isList(order) ? order : b, structOf(itemOf(field.goType)));
    } else {
      merged[key] = b;
    }
  }
  return merged;
}

function mergeItems(
  deletions: readonly JsonValue[],
  changes: readonly JsonValue[],
  mergeKey: string,
  order: readonly JsonValue[],
  fields: GoStruct | undefined,
): readonly JsonValue[] {
  if (mergeKey === '=') return changes;
  const merged: JsonValue[] = [...deletions];
  for (const change of changes) {
    const index = merged.findIndex((item) => keyOf(item, mergeKey) === keyOf(change, mergeKey));
    const known = merged[index];
    if (known !== undefined && isJsonObject(known) && isJsonObject(change)) {
      merged[index] = mergePatches(known, change, fields);
    } else {
      merged.push(change);
    }
  }
  return inOrderOf(merged, order, mergeKey);
}

function structOf(goType: GoType | undefined): GoStruct | undefined {
  return goType?.type === 'struct' ? goStruct(goType.struct) : undefined;
}

function itemOf(goType: GoType | undefined): GoType | undefined {
  return goType?.type === 'list' ? goType.item : undefined;
}

/** The Go type that JSON decodes to. */
function kindOf(value: JsonValue): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
