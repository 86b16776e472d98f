/** Order and identity in lists that are merged by a key. Upstream: apimachinery/pkg/util/strategicpatch/patch.go (v1.36). */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** What a patch may say besides values. */
export const DELETE_DIRECTIVE = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const SET_ELEMENT_ORDER = '$setElementOrder/';
export const DELETE_FROM_PRIMITIVES = '$deleteFromPrimitiveList/';

/** A merge key's value as upstream compares it. */
export function keyOf(item: JsonValue, mergeKey: string): string {
  return JSON.stringify(isJsonObject(item) ? item[mergeKey] : item) ?? '';
}

/**
 * The items sorted by their key. Equal ones change places, as upstream's comparison calls equal keys ordered.
 * Upstream: sortMapsBasedOnField.
 */
export function sortByKey(items: readonly JsonObject[], mergeKey: string): readonly JsonObject[] {
  const sorted: JsonObject[] = [];
  for (const item of items) {
    const key = keyOf(item, mergeKey);
    let index = sorted.length;
    for (; index > 0; index--) {
      const before = sorted[index - 1];
      if (before !== undefined && keyOf(before, mergeKey) < key) break;
    }
    sorted.splice(index, 0, item);
  }
  return sorted;
}

function indexIn(order: readonly JsonValue[], item: JsonValue, mergeKey: string): number {
  const key = keyOf(item, mergeKey);
  return order.findIndex((other) => keyOf(other, mergeKey) === key);
}

/** The items in the order of `order`; what is to be deleted comes last. Upstream: normalizeSliceOrder. */
export function inOrderOf(
  items: readonly JsonValue[],
  order: readonly JsonValue[],
  mergeKey: string,
): readonly JsonValue[] {
  const isDeletion = (item: JsonValue): boolean => isJsonObject(item) && item[DELETE_DIRECTIVE] === 'delete';
  const kept = items.filter((item) => !isDeletion(item));
  const sorted = kept.toSorted((a, b) => indexIn(order, a, mergeKey) - indexIn(order, b, mergeKey));
  return [...sorted, ...items.filter((item) => isDeletion(item))];
}

/** Merges what the server alone has with what the patch has put in order. Upstream: normalizeElementOrder. */
export function mergeOrder(
  merged: readonly JsonValue[],
  patchOrder: readonly JsonValue[],
  serverOrder: readonly JsonValue[],
  mergeKey: string,
): readonly JsonValue[] {
  const left = inOrderOf(
    merged.filter((item) => indexIn(patchOrder, item, mergeKey) === -1),
    serverOrder,
    mergeKey,
  );
  const right = inOrderOf(
    merged.filter((item) => indexIn(patchOrder, item, mergeKey) !== -1),
    patchOrder,
    mergeKey,
  );
  const all: JsonValue[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const a = left[i];
    const b = right[j];
    const takesLeft = a !== undefined && (b === undefined || standsBefore(a, b, serverOrder, mergeKey));
    const next = takesLeft ? a : b;
    if (next !== undefined) all.push(next);
    if (takesLeft) i++;
    else j++;
  }
  return all;
}

function standsBefore(a: JsonValue, b: JsonValue, order: readonly JsonValue[], mergeKey: string): boolean {
  const ai = indexIn(order, a, mergeKey);
  const bi = indexIn(order, b, mergeKey);
  return ai >= 0 && bi >= 0 && ai < bi;
}
