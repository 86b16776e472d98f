/** A copy of a whole graph of objects that goes on by itself: a checkpoint. */

/** What may be in it: whatever is reached twice, or by way of a cycle, is one and the same in the copy as well. */
export interface GraphCopy<T> {
  readonly copy: T;
  /** How many objects were copied: a measure of its size. */
  readonly objects: number;
}

/** What is not copied. */
export interface Sharing {
  /** Whether the copy may have this very object, as nobody ever changes it or anything in it; frozen ones are shared anyway. */
  readonly isShared?: (value: object) => boolean;
  /** What stands in the copy for some of the objects. */
  readonly instead?: ReadonlyMap<object, object>;
}

/**
 * Copies plain objects, arrays, Maps, Sets and instances of classes, all with their own fields. What is frozen counts as
 * unchangeable through and through, and is shared. Functions and everything else that hides its state throw: a checkpoint
 * that shared them would not be one. The error names the fields that lead there. Takes time in proportion to the objects.
 */
export function copyGraph<T extends object>(root: T, sharing: Sharing = {}): GraphCopy<T> {
  const copier = new Copier(sharing);
  // The copy of a value has the value's form.
  const copy = copier.copy(root) as T;
  return { copy, objects: copier.objects };
}

class Copier {
  objects = 0;
  private readonly copies: Map<object, object>;
  /** Objects whose copies are still empty. Not a recursion: a list of a million links must not overflow the stack. */
  private readonly unfilled: object[] = [];
  private readonly isShared: (value: object) => boolean;

  constructor({ isShared = () => false, instead = new Map() }: Sharing) {
    this.isShared = isShared;
    this.copies = new Map(instead);
  }

  copy(root: object): unknown {
    const copy = this.of(root, root, '');
    for (let from = this.unfilled.pop(); from !== undefined; from = this.unfilled.pop()) this.fill(from);
    return copy;
  }

  /** What stands for `value`, which `owner` has under `name`. */
  private of(value: unknown, owner: object, name: unknown): unknown {
    if (typeof value === 'function') throw new TypeError(`Bug: ${describe(owner)}.${String(name)} is a function`);
    if (typeof value !== 'object' || value === null) return value;
    const known = this.copies.get(value);
    if (known !== undefined) return known;
    if (Object.isFrozen(value) || this.isShared(value)) return value;
    const made = emptyLike(value);
    if (made === undefined) throw new TypeError(`Bug: ${describe(owner)}.${String(name)} cannot be copied`);
    this.objects += 1;
    this.copies.set(value, made);
    this.unfilled.push(value);
    return made;
  }

  private fill(from: object): void {
    const to = this.copies.get(from);
    if (Array.isArray(from) && Array.isArray(to)) {
      for (let index = 0; index < from.length; index++) to.push(this.of(from[index], from, index));
    } else if (from instanceof Map && to instanceof Map) {
      for (const [key, value] of from) to.set(this.of(key, from, 'key'), this.of(value, from, key));
    } else if (from instanceof Set && to instanceof Set) {
      for (const value of from) to.add(this.of(value, from, 'item'));
    } else {
      const [source, target] = [fieldsOf(from), fieldsOf(to ?? {})];
      for (const name of Object.keys(source)) {
        const value = this.of(source[name], from, name);
        // A field of this name would be taken for the prototype.
        if (name === '__proto__')
          Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
        else target[name] = value;
      }
    }
  }
}

/** The beginning of a copy; undefined for what has state beside its fields: WeakMaps, generators, typed arrays, Dates. */
function emptyLike(value: object): object | undefined {
  if (Array.isArray(value)) return [];
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  // A prototype is an object or null, whatever its declared type.
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype) return {};
  if (Object.prototype.toString.call(value) !== '[object Object]') return undefined;
  return Object.create(prototype) as object;
}

/** The object by the names of its own fields; the copier alone writes to objects, and to those alone that it has made. */
function fieldsOf(value: object): Record<string, unknown> {
  return value as Record<string, unknown>;
}

function describe(owner: object): string {
  return Object.getPrototypeOf(owner) === null ? 'object' : owner.constructor.name;
}
