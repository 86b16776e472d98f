/** Who might select what: selectors and labelled objects, filed so that neither has to be compared with all of the other. */
import type { LabelSelector, ObjectMeta, StringMap } from '../../kubernetes/api/meta.ts';
import { POD_TEMPLATE_HASH } from '../../kubernetes/deployment/names.ts';
import { matchesLabelSelector } from '../../kubernetes/labels/selector.ts';
import { controllerOf } from '../ownership.ts';

/** Selectors by one pair of labels that they ask for: those that may match an object are found by its labels. */
export class SelectorIndex {
  private readonly shelves = new Map<string, Map<string, LabelSelector>>();
  private readonly shelfOf = new Map<string, string>();

  /** Files the selector under the key, in place of what was filed under it; undefined takes it away. */
  put(key: string, namespace: string, selector: LabelSelector | undefined): void {
    const before = this.shelfOf.get(key);
    if (before !== undefined) {
      const shelf = this.shelves.get(before);
      shelf?.delete(key);
      if (shelf?.size === 0) this.shelves.delete(before);
      this.shelfOf.delete(key);
    }
    if (selector === undefined) return;
    const name = shelfFor(namespace, selector);
    this.shelfOf.set(key, name);
    const shelf = this.shelves.get(name);
    if (shelf === undefined) this.shelves.set(name, new Map([[key, selector]]));
    else shelf.set(key, selector);
  }

  /** The keys whose selectors match the labels, sorted. */
  matching(namespace: string, labels: StringMap | undefined): readonly string[] {
    if (this.shelves.size === 0) return [];
    const names = [anyShelf(namespace), ...Object.entries(labels ?? {}).map((pair) => pairShelf(namespace, pair))];
    const keys: string[] = [];
    for (const name of names) {
      for (const [key, selector] of this.shelves.get(name) ?? []) {
        if (matchesLabelSelector(selector, labels)) keys.push(key);
      }
    }
    return keys.sort();
  }
}

/** Objects that nobody controls, by their labels. */
export class OrphanIndex<T extends { readonly metadata: ObjectMeta }> {
  private readonly shelves = new Map<string, Map<string, T>>();

  /** Takes in that the object under the key has become another, or came or went. */
  changed(key: string, before: T | undefined, after: T | undefined): void {
    if (before !== undefined && controllerOf(before.metadata) === undefined) {
      for (const name of shelvesOf(before.metadata)) {
        const shelf = this.shelves.get(name);
        shelf?.delete(key);
        if (shelf?.size === 0) this.shelves.delete(name);
      }
    }
    if (after === undefined || controllerOf(after.metadata) !== undefined) return;
    for (const name of shelvesOf(after.metadata)) {
      const shelf = this.shelves.get(name);
      if (shelf === undefined) this.shelves.set(name, new Map([[key, after]]));
      else shelf.set(key, after);
    }
  }

  /** The orphans of the namespace that the selector selects and that are not being deleted, by name. */
  matching(namespace: string, selector: LabelSelector): readonly T[] {
    if (this.shelves.size === 0) return [];
    const found: T[] = [];
    for (const orphan of this.shelves.get(shelfFor(namespace, selector))?.values() ?? []) {
      const { labels, deletionTimestamp } = orphan.metadata;
      if (deletionTimestamp === undefined && matchesLabelSelector(selector, labels)) found.push(orphan);
    }
    return found.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  }
}

/** The shelf under which a selector is filed: the pair that fewest objects have, as far as one can know. */
function shelfFor(namespace: string, { matchLabels = {} }: LabelSelector): string {
  const hash = matchLabels[POD_TEMPLATE_HASH];
  const pair = hash === undefined ? Object.entries(matchLabels)[0] : ([POD_TEMPLATE_HASH, hash] as const);
  return pair === undefined ? anyShelf(namespace) : pairShelf(namespace, pair);
}

function shelvesOf({ namespace = '', labels = {} }: ObjectMeta): readonly string[] {
  return [anyShelf(namespace), ...Object.entries(labels).map((pair) => pairShelf(namespace, pair))];
}

function anyShelf(namespace: string): string {
  return `${namespace} `;
}

function pairShelf(namespace: string, [key, value]: readonly [string, string]): string {
  return `${namespace} ${key}=${value}`;
}
