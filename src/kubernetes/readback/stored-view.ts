/** What the API server made of an object: where the stored one differs from the written one, field by field, and why. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { readObject, readText, readTexts } from '../decode/read.ts';
import { sameJson } from '../decode/same-json.ts';
import { childPath } from './field-path.ts';

/**
 * Why a stored field is not as it is written: `default`: filled in for want of one; `allocated`: an address or port that
 * was free; `server`: the server's own bookkeeping; `kubectl`: the memory of `kubectl apply`; `changed`: stored in
 * another form; `dropped`: written but not stored.
 */
export type MarkType = 'default' | 'allocated' | 'server' | 'kubectl' | 'changed' | 'dropped';

/** A mark on a field and all below it. */
export interface FieldMark {
  readonly path: string;
  readonly type: MarkType;
  /** What the text says, where that was changed. */
  readonly written?: JsonValue;
}

/** A stored object to be read beside its text. */
export interface StoredView {
  /** The stored object, with what was dropped put back in its place; fields of the text first, in the text's order. */
  readonly object: JsonObject;
  /** In the order of `object`; no marked field is below another one. */
  readonly marks: readonly FieldMark[];
}

const LAST_APPLIED = 'metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]';
/** Upstream: apimachinery/pkg/apis/meta/v1 ObjectMeta: "Populated by the system. Read-only." */
const BOOKKEEPING = /^(metadata\.(uid|resourceVersion|generation|creationTimestamp|selfLink|managedFields)|status)\b/;

/** The view of `stored`, which came of applying `written`. Items of a list are compared place by place. */
export function storedView(written: JsonObject, stored: JsonObject): StoredView {
  const marks: FieldMark[] = [];
  const addresses = writtenAddresses(written);
  const isService = readText(stored, 'kind') === 'Service';

  function typeOf(path: string, value: JsonValue): MarkType {
    if (path === LAST_APPLIED) return 'kubectl';
    if (BOOKKEEPING.test(path)) return 'server';
    return isService && isAllocated(path, value, addresses) ? 'allocated' : 'default';
  }

  /** Marks a field that the text does not have: as a whole where all of it came the same way, else part by part. */
  function added(path: string, value: JsonValue): readonly FieldMark[] {
    const parts = childrenOf(path, value).flatMap((child) => added(child.path, child.value));
    const [first] = parts;
    if (first === undefined) return [{ path, type: typeOf(path, value) }];
    return parts.every(({ type }) => type === first.type) ? [{ path, type: first.type }] : parts;
  }

  function compare(path: string, from: JsonValue | undefined, to: JsonValue | undefined): JsonValue {
    if (to === undefined) {
      marks.push({ path, type: 'dropped' });
      return from ?? null;
    }
    if (isUnset(from) || (isZero(from) && added(path, to).some(({ type }) => type === 'allocated'))) {
      marks.push(...added(path, to));
      return to;
    }
    if (isJsonObject(from) && isJsonObject(to)) {
      // Without a prototype: its keys come from the user's text.
      const union = { __proto__: null } as unknown as Record<string, JsonValue>;
      for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
        union[key] = compare(childPath(path, key), own(from, key), own(to, key));
      }
      return union;
    }
    if (isList(from) && isList(to)) {
      const longer = from.length > to.length ? from : to;
      return longer.map((_, index) => compare(childPath(path, index), from[index], to[index]));
    }
    if (!sameJson(from, to)) marks.push({ path, type: BOOKKEEPING.test(path) ? 'server' : 'changed', written: from });
    return to;
  }

  const object = compare('', written, stored);
  return { object: isJsonObject(object) ? object : stored, marks };
}

/** Addresses that the text itself asks for. */
function writtenAddresses(written: JsonObject): ReadonlySet<string> {
  const spec = readObject(written, 'spec');
  return new Set(['None', readText(spec, 'clusterIP'), ...readTexts(spec, 'clusterIPs')]);
}

/** Upstream: pkg/registry/core/service/storage/alloc.go (v1.36): what it hands out by itself. */
function isAllocated(path: string, value: JsonValue, addresses: ReadonlySet<string>): boolean {
  if (/^spec\.clusterIP(s\[\d+\])?$/.test(path)) return typeof value === 'string' && !addresses.has(value);
  return /^spec\.(ports\[\d+\]\.nodePort|healthCheckNodePort)$/.test(path);
}

function childrenOf(path: string, value: JsonValue): readonly { readonly path: string; readonly value: JsonValue }[] {
  if (isList(value)) return value.map((item, index) => ({ path: childPath(path, index), value: item }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, item]) => ({ path: childPath(path, key), value: item }));
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The decoder takes null for absent. */
function isUnset(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** What asks for an allocation as well as silence does. */
function isZero(value: JsonValue | undefined): boolean {
  return value === '' || value === 0 || (isList(value) && value.length === 0);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
