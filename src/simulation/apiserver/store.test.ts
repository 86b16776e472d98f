import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { micros, seconds, START } from '../../base/sim-time.ts';
import type { Namespace } from '../../kubernetes/api/objects.ts';
import { type Clock, Store, type StoreRevision } from './store.ts';
import { toMicroTimestamp, toTimestamp } from './timestamp.ts';

function namespace(name: string): Namespace {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function makeStore(clock: Clock = { now: START }): Store {
  return new Store({ clock, random: createRandom(1, 'store') });
}

describe('the store', () => {
  it('gives a new object a uid and a creation time, and every version its number', () => {
    const clock = { now: seconds(5) };
    const store = makeStore(clock);
    const first = store.put(namespace('a'));
    clock.now = seconds(9);
    const second = store.put({ ...first, status: { phase: 'Active' } });
    expect(first.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second.metadata).toEqual({ ...first.metadata, resourceVersion: '2' });
    expect(first.metadata.creationTimestamp).toBe('2026-01-01T00:00:05Z');
  });

  it('gives the same list until something in it changes, also when there is nothing', () => {
    const store = makeStore();
    expect(store.list('Pod')).toBe(store.list('Pod'));
    store.put(namespace('a'));
    const before = store.list('Namespace');
    expect(store.list('Namespace')).toBe(before);
    store.put(namespace('b'));
    expect(store.list('Namespace')).not.toBe(before);
  });

  it('lists by key through additions, changes and removals', () => {
    const store = makeStore();
    for (const name of ['c', 'a', 'b']) store.put(namespace(name));
    const names = (): readonly string[] => store.list('Namespace').map(({ metadata }) => metadata.name);
    expect(names()).toEqual(['a', 'b', 'c']);
    store.remove('Namespace', 'b');
    store.put(namespace('aa'));
    store.put(namespace('b'));
    expect(names()).toEqual(['a', 'aa', 'b', 'c']);
    expect(store.list('Namespace')).toBe(store.list('Namespace'));
  });

  it('tells its listeners of each change with what was there before', () => {
    const store = makeStore();
    const seen: StoreRevision[] = [];
    store.onChange({ storeChanged: (revision) => seen.push(revision) });
    store.put(namespace('a'));
    store.remove('Namespace', 'a');
    store.remove('Namespace', 'a');
    expect(seen.map(({ key, object, previous }) => [key, object !== undefined, previous !== undefined])).toEqual([
      ['a', true, false],
      ['a', false, true],
    ]);
  });

  it('holds 50,000 objects in key order', () => {
    const store = makeStore();
    for (let i = 0; i < 50_000; i++) store.put(namespace(`n-${(i * 7_919) % 50_000}`));
    const keys = store.list('Namespace').map(({ metadata }) => metadata.name);
    expect(keys).toHaveLength(50_000);
    expect(keys).toEqual(keys.toSorted());
  });
});

describe('timestamps', () => {
  it.each([
    [0, '2026-01-01T00:00:00Z'],
    [86_399_999_999, '2026-01-01T23:59:59Z'],
    [59 * 86_400_000_000, '2026-03-01T00:00:00Z'],
    [(365 + 365 + 59) * 86_400_000_000, '2028-02-29T00:00:00Z'],
  ])('writes %d µs as %s', (time, text) => {
    expect(toTimestamp(micros(time))).toBe(text);
  });

  it('writes microseconds for leases', () => {
    expect(toMicroTimestamp(micros(1_250_000))).toBe('2026-01-01T00:00:01.250000Z');
  });
});
