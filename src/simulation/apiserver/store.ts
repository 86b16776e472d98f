/** What the API server keeps (its etcd): immutable objects by kind and key, with watchers. */
import type { JsonObject } from '../../base/json.ts';
import type { Random } from '../../base/random.ts';
import type { SimTime } from '../../base/sim-time.ts';
import { objectKey, type Kind, type ObjectByKind } from '../../kubernetes/api/objects.ts';
import type { ObjectMeta } from '../../kubernetes/api/meta.ts';
import { toTimestamp } from './timestamp.ts';

/** An object of a kind that no controller works with (Ingress, StatefulSet…): plain data. */
export interface OtherObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** The type stored under a kind's name. */
export type StoredObject<K extends string> = K extends Kind ? ObjectByKind[K] : OtherObject;

/** A change as watchers see it; without `object` it was removed, without `previous` it is new. */
export interface StoreRevision {
  readonly at: SimTime;
  readonly kind: string;
  readonly key: string;
  readonly object: StoredObject<string> | undefined;
  readonly previous: StoredObject<string> | undefined;
}

/** Whoever is told of every change: an object rather than a function, so that a store can be copied with its listeners. */
export interface StoreListener {
  storeChanged(revision: StoreRevision): void;
}

/** Whoever knows the time. */
export interface Clock {
  readonly now: SimTime;
}

/** What `put` takes: any object with its kind and metadata; the server's fields are filled in. */
export interface StorableObject {
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

interface Shelf {
  readonly objects: Map<string, OtherObject>;
  /** The keys, in order when `keysSorted`; undefined after a removal. */
  keys: string[] | undefined;
  keysSorted: boolean;
  /** All objects in key order, made when next asked for. */
  sorted: readonly OtherObject[] | undefined;
}

/** The list of every kind that has no objects: one and the same, as callers tell changes by the list's identity. */
const NOTHING: readonly never[] = Object.freeze([]);

/** A typed key-value store. Objects are replaced, never changed in place. */
export class Store {
  private readonly shelves = new Map<string, Shelf>();
  private readonly listeners: StoreListener[] = [];
  private revision = 0;
  private readonly clock: Clock;
  private readonly random: Random;

  constructor(options: { readonly clock: Clock; readonly random: Random }) {
    this.clock = options.clock;
    this.random = options.random;
  }

  /** The object under `namespace/name` (or the bare name of what has no namespace), or undefined. */
  get<K extends string>(kind: K, key: string): StoredObject<K> | undefined {
    // A shelf holds only objects of its own kind: put() files them by their kind.
    return this.shelves.get(kind)?.objects.get(key) as StoredObject<K> | undefined;
  }

  /** All objects of the kind in key order. The same array until one of them is added or removed or replaced. */
  list<K extends string>(kind: K): readonly StoredObject<K>[] {
    const shelf = this.shelves.get(kind);
    if (shelf === undefined) return NOTHING;
    shelf.sorted ??= inOrder(shelf);
    // As in get().
    return shelf.sorted as readonly StoredObject<K>[];
  }

  /** How many objects of the kind there are. */
  count(kind: string): number {
    return this.shelves.get(kind)?.objects.size ?? 0;
  }

  /** The kinds that have objects, sorted. */
  kinds(): readonly string[] {
    return [...this.shelves]
      .filter(([, shelf]) => shelf.objects.size > 0)
      .map(([kind]) => kind)
      .toSorted();
  }

  /**
   * Stores the object under its kind and key, replacing what stood there, and tells the listeners. A new object gets a
   * uid and a creation time; every one gets the next resourceVersion. Returns what was stored. Whoever has the key at hand
   * gives it, so that it is not put together anew.
   */
  put<T extends StorableObject>(object: T, key: string = objectKey(object.metadata)): T {
    const previous = this.shelf(object.kind).objects.get(key);
    const metadata: ObjectMeta = {
      ...object.metadata,
      uid: previous?.metadata.uid ?? object.metadata.uid ?? makeUid(this.random),
      resourceVersion: String(++this.revision),
      creationTimestamp:
        previous?.metadata.creationTimestamp ?? object.metadata.creationTimestamp ?? toTimestamp(this.clock.now),
    };
    // Not frozen: engines give every frozen copy of an object a shape of its own, and reading it is slow from then on.
    const stored = { ...object, metadata };
    this.file(key, stored, previous);
    return stored;
  }

  /** All metadata of an object that is new under its name: the object is then stored as it is, by `putNew`. */
  newMetadata(name: string, namespace: string): ObjectMeta {
    return {
      name,
      namespace,
      uid: makeUid(this.random),
      resourceVersion: String(++this.revision),
      creationTimestamp: toTimestamp(this.clock.now),
    };
  }

  /** Stores an object whose metadata `newMetadata` has just made; it is the store's from then on. Returns its key. */
  putNew(object: StorableObject): string {
    const key = objectKey(object.metadata);
    this.file(key, object, undefined);
    return key;
  }

  /** Removes the object and tells the listeners; returns what stood there, or undefined. */
  remove<K extends string>(kind: K, key: string): StoredObject<K> | undefined {
    const shelf = this.shelves.get(kind);
    const previous = shelf?.objects.get(key);
    if (shelf === undefined || previous === undefined) return undefined;
    this.revision++;
    shelf.objects.delete(key);
    shelf.keys = undefined;
    shelf.keysSorted = false;
    shelf.sorted = undefined;
    this.tell({ at: this.clock.now, kind, key, object: undefined, previous });
    // As in get().
    return previous as StoredObject<K>;
  }

  /** Tells `listener` of every change, synchronously, in the order in which the listeners were added. */
  onChange(listener: StoreListener): void {
    this.listeners.push(listener);
  }

  private file(key: string, object: StorableObject, previous: OtherObject | undefined): void {
    const { kind } = object;
    const shelf = this.shelf(kind);
    // Every storable object is at least an OtherObject: kind, metadata, and fields that are plain data.
    const filed = object as OtherObject;
    shelf.objects.set(key, filed);
    if (previous === undefined && shelf.keys !== undefined) {
      shelf.keys.push(key);
      shelf.keysSorted = false;
    }
    shelf.sorted = undefined;
    this.tell({ at: this.clock.now, kind, key, object: filed, previous });
  }

  private shelf(kind: string): Shelf {
    const known = this.shelves.get(kind);
    if (known !== undefined) return known;
    const made: Shelf = { objects: new Map(), keys: [], keysSorted: true, sorted: undefined };
    this.shelves.set(kind, made);
    return made;
  }

  private tell(revision: StoreRevision): void {
    for (const listener of this.listeners) listener.storeChanged(revision);
  }
}

/** Keys are sorted only after one was added or removed; appending to a sorted list sorts in nearly linear time. */
function inOrder(shelf: Shelf): OtherObject[] {
  shelf.keys ??= [...shelf.objects.keys()];
  if (!shelf.keysSorted) shelf.keys.sort();
  shelf.keysSorted = true;
  const objects: OtherObject[] = [];
  for (const key of shelf.keys) {
    const object = shelf.objects.get(key);
    if (object !== undefined) objects.push(object);
  }
  return objects;
}

/** Whether the value is a version of an object as `put` returned it: nobody changes it, so copies of the store share it. */
export function isStoredObject(value: object): boolean {
  // Any object may be asked; of one without metadata nothing is read.
  const { metadata } = value as { readonly metadata?: { readonly resourceVersion?: unknown } };
  return typeof metadata === 'object' && metadata !== null && typeof metadata.resourceVersion === 'string';
}

/** The object as plain JSON. */
export function asJson(object: StorableObject): JsonObject {
  // API objects are plain data through and through; their interfaces only lack an index signature.
  return object as unknown as JsonObject;
}

/** Text in the form of a random (version 4) UUID. */
function makeUid(random: Random): string {
  const next = (): number => random.below(0x1_0000);
  const [a, b, c, d, e, f, g, h] = [next(), next(), next(), next(), next(), next(), next(), next()];
  const version = 0x4000 | (d & 0xfff);
  const variant = 0x8000 | (((e >> 12) & 3) * 0x1000) | (e & 0xfff);
  // Made of its letters: a text that was put together by additions keeps all its parts for ever.
  // prettier-ignore
  return String.fromCharCode(
    hex(a >> 12), hex(a >> 8), hex(a >> 4), hex(a), hex(b >> 12), hex(b >> 8), hex(b >> 4), hex(b), DASH,
    hex(c >> 12), hex(c >> 8), hex(c >> 4), hex(c), DASH,
    hex(version >> 12), hex(version >> 8), hex(version >> 4), hex(version), DASH,
    hex(variant >> 12), hex(variant >> 8), hex(variant >> 4), hex(variant), DASH,
    hex(f >> 12), hex(f >> 8), hex(f >> 4), hex(f), hex(g >> 12), hex(g >> 8), hex(g >> 4), hex(g),
    hex(h >> 12), hex(h >> 8), hex(h >> 4), hex(h),
  );
}

const DASH = 0x2d;

/** The code of the hexadecimal digit of the lowest four bits. */
function hex(value: number): number {
  const digit = value & 0xf;
  return digit < 10 ? 0x30 + digit : 0x57 + digit;
}
