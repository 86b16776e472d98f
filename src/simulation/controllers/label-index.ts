/** Keys of objects by single labels: looked up without putting any text together, since every change of a pod asks. */
import type { StringMap } from '../../kubernetes/api/meta.ts';

/** Sets of keys, each under a namespace, a label's name and its value. */
export class LabelIndex {
  private readonly namespaces = new Map<string, Map<string, Map<string, Set<string>>>>();

  /** The keys under that label. */
  under(namespace: string, label: string, value: string | undefined): ReadonlySet<string> {
    if (value === undefined) return NONE;
    return this.namespaces.get(namespace)?.get(label)?.get(value) ?? NONE;
  }

  /** Files the key under that label. */
  add(namespace: string, label: string, value: string, key: string): void {
    const labels = inner(this.namespaces, namespace);
    const values = inner(labels, label);
    const keys = values.get(value);
    if (keys === undefined) values.set(value, new Set([key]));
    else keys.add(key);
  }

  /** Takes the key from under that label. */
  remove(namespace: string, label: string, value: string, key: string): void {
    const labels = this.namespaces.get(namespace);
    const values = labels?.get(label);
    const keys = values?.get(value);
    if (keys?.delete(key) !== true || keys.size > 0) return;
    values?.delete(value);
    if (values?.size === 0) labels?.delete(label);
    if (labels?.size === 0) this.namespaces.delete(namespace);
  }

  /** The pair of those under which fewest keys stand, the first of several; undefined when there are no pairs. */
  rarest(namespace: string, pairs: StringMap): readonly [string, string] | undefined {
    let found: readonly [string, string] | undefined;
    let fewest = Infinity;
    for (const label in pairs) {
      const value = pairs[label];
      const { size } = this.under(namespace, label, value);
      if (size >= fewest || value === undefined) continue;
      found = [label, value];
      fewest = size;
    }
    return found;
  }
}

const NONE: ReadonlySet<string> = new Set();

function inner<T>(outer: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = outer.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, T>();
  outer.set(key, made);
  return made;
}
