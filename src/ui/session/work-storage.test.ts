import { describe, expect, it } from 'vitest';
import { micros } from '../../base/sim-time.ts';
import { readSetAside, readWork, writeWork, type SavedWork, type Storages } from './work-storage.ts';

/** A browser's storage that holds at most so many characters, as real ones do. */
function storage(limit = Number.POSITIVE_INFINITY): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => Array.from(items.keys())[index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => items.delete(key),
    setItem(key, value) {
      const others = [...items].filter(([each]) => each !== key);
      if (others.reduce((sum, [, each]) => sum + each.length, value.length) > limit) throw new Error('QuotaExceeded');
      items.set(key, value);
    },
  };
}

function work(origin: string, manifests = `kind: Service # ${origin}\n`): SavedWork {
  const commands = [{ type: 'powerOff', at: micros(5), node: 'node-1' } as const];
  return { manifests, seed: 3, commands, scenarioId: 'cluster-ip', origin, savedAt: 1_800_000_000_000 };
}

describe('the saved work', () => {
  it('comes back as it was saved', () => {
    const storages: Storages = { tab: storage(), shared: storage() };
    expect(writeWork(storages, work('a'))).toBe(true);
    expect(readWork(storages)).toEqual(work('a'));
  });

  it('is saved over as long as it is the same session', () => {
    const storages: Storages = { tab: storage(), shared: storage() };
    writeWork(storages, work('a', 'one'));
    writeWork(storages, work('a', 'two'));
    expect(readWork(storages)?.manifests).toBe('two');
    expect(readSetAside(storages)).toEqual([]);
  });

  it('is set aside when another session is saved, newest first, and no longer listed when it is brought back', () => {
    const storages: Storages = { tab: storage(), shared: storage() };
    for (const origin of ['a', 'b', 'c']) writeWork(storages, work(origin));
    expect(readWork(storages)?.origin).toBe('c');
    expect(readSetAside(storages).map((each) => each.origin)).toEqual(['b', 'a']);
    writeWork(storages, work('a'));
    expect(readSetAside(storages).map((each) => each.origin)).toEqual(['c', 'b']);
  });

  it('is the tab’s own after a reload, even when another tab has saved since', () => {
    const shared = storage();
    const [one, two]: Storages[] = [
      { tab: storage(), shared },
      { tab: storage(), shared },
    ];
    if (one === undefined || two === undefined) throw new Error('two tabs');
    writeWork(one, work('a'));
    writeWork(two, work('b'));
    expect(readWork(one)?.origin).toBe('a');
    expect(readWork(two)?.origin).toBe('b');
    expect(readWork({ tab: storage(), shared })?.origin).toBe('b');
  });

  it('pushes the oldest other work out when storage is full, never itself', () => {
    const storages: Storages = { tab: storage(0), shared: storage(2_500) };
    for (const origin of ['a', 'b', 'c', 'd']) {
      expect(writeWork(storages, work(origin, 'x'.repeat(800)))).toBe(true);
    }
    expect(readWork(storages)?.origin).toBe('d');
    expect(readSetAside(storages).map((each) => each.origin)).toEqual(['c']);
  });

  it.each([
    ['no storage at all', undefined],
    ['storage that takes nothing', storage(0)],
  ])('is not saved with %s, and that is told', (_, shared) => {
    expect(writeWork({ tab: undefined, shared }, work('a'))).toBe(false);
    expect(readWork({ tab: undefined, shared })).toBeUndefined();
  });

  it.each(['', 'null', '[1]', '{"text":1}', '{"text":"a","seed":1,"commands":[]}', 'not json'])(
    'is none when the storage holds %j',
    (text) => {
      const shared = storage();
      shared.setItem('kubehops.work', text);
      shared.setItem('kubehops.set-aside', text);
      expect(readWork({ tab: undefined, shared })).toBeUndefined();
      expect(readSetAside({ tab: undefined, shared })).toEqual([]);
    },
  );
});
