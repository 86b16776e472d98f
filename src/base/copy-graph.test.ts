import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyGraph } from './copy-graph.ts';

class Counter {
  private count = 0;
  readonly seen = new Map<string, number[]>();

  next(): number {
    return ++this.count;
  }
}

describe('copyGraph', () => {
  it('copies data of every form, and shares nothing that can change', () => {
    fc.assert(
      fc.property(fc.object({ withMap: true, withSet: true, withNullPrototype: true }), (value) => {
        const before = JSON.stringify(value);
        const { copy } = copyGraph({ value });
        expect(copy).toEqual({ value });
        expect(copy.value).not.toBe(value);
        expect(Object.getPrototypeOf(copy.value)).toBe(Object.getPrototypeOf(value));
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it('keeps a field that is called __proto__', () => {
    const value: unknown = JSON.parse('{"__proto__": {"a": 1}}');
    const { copy } = copyGraph({ value });
    expect(JSON.stringify(copy)).toBe('{"value":{"__proto__":{"a":1}}}');
  });

  it('keeps one what was one, also round a cycle', () => {
    const shared = { name: 'shared' };
    const ring: { next?: object; readonly left: object; readonly right: object } = { left: shared, right: shared };
    ring.next = ring;
    const { copy, objects } = copyGraph(ring);
    expect(copy.left).toBe(copy.right);
    expect(copy.left).not.toBe(shared);
    expect(copy.next).toBe(copy);
    expect(objects).toBe(2);
  });

  it('copies an instance with its methods and its private fields', () => {
    const counter = new Counter();
    counter.next();
    counter.seen.set('a', [1]);
    const { copy } = copyGraph(counter);
    copy.seen.get('a')?.push(2);
    expect([copy.next(), copy.next(), counter.next()]).toEqual([2, 3, 2]);
    expect(counter.seen.get('a')).toEqual([1]);
  });

  it('keeps the order of Maps and Sets, and objects as their keys', () => {
    const key = { id: 1 };
    const { copy } = copyGraph({ key, map: new Map([[key, 'value']]), set: new Set(['b', 'a']) });
    expect(copy.map.get(copy.key)).toBe('value');
    expect(copy.map.get(key)).toBeUndefined();
    expect([...copy.set]).toEqual(['b', 'a']);
  });

  it('shares what is frozen and what it is told to', () => {
    const frozen = Object.freeze({ deep: { a: 1 } });
    const told = { b: 2 };
    const { copy, objects } = copyGraph({ frozen, told }, { isShared: (value) => value === told });
    expect(copy.frozen).toBe(frozen);
    expect(copy.told).toBe(told);
    expect(objects).toBe(1);
  });

  it('puts in what it is given instead', () => {
    const records = [1, 2, 3];
    const fresh: number[] = [];
    expect(copyGraph({ records }, { instead: new Map([[records, fresh]]) }).copy.records).toBe(fresh);
  });

  it.each([
    ['a function', { run: () => 1 }, 'Object.run is a function'],
    ['a function in a Map', new Map([['a', () => 1]]), 'Map.a is a function'],
    ['a WeakMap', { cache: new WeakMap() }, 'Object.cache cannot be copied'],
    ['a typed array', { bytes: new Uint8Array(2) }, 'Object.bytes cannot be copied'],
    ['a generator', { steps: [1].values() }, 'Object.steps cannot be copied'],
  ])('refuses %s, and says where it stands', (_, value, error) => {
    expect(() => copyGraph(value)).toThrow(error);
  });

  it('copies a chain of a million links', () => {
    let chain: { next?: object } = {};
    for (let length = 1; length < 1_000_000; length++) chain = { next: chain };
    expect(copyGraph(chain).objects).toBe(1_000_000);
  });
});
