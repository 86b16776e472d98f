import { describe, expect, it } from 'vitest';
import { readDraft, writeDraft } from './draft-storage.ts';

/** A storage that takes so many characters. */
function storage(limit = Infinity): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    clear: () => entries.clear(),
    key: () => null,
    removeItem: (key) => void entries.delete(key),
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new Error('full');
      entries.set(key, value);
    },
  };
}

describe('drafts', () => {
  it('are kept for each work apart, the newest six', () => {
    const storages = { tab: storage(), shared: storage() };
    for (let work = 0; work < 8; work++) writeDraft(storages, `w${String(work)}`, `text ${String(work)}`);
    expect([readDraft(storages, 'w7'), readDraft(storages, 'w2'), readDraft(storages, 'w1')]).toEqual([
      'text 7',
      'text 2',
      undefined,
    ]);
    writeDraft(storages, 'w7', undefined);
    expect(readDraft(storages, 'w7')).toBeUndefined();
  });

  it('make room for the newest where storage is full, and say so where it takes none', () => {
    const small = { tab: undefined, shared: storage(40) };
    expect(writeDraft(small, 'a', 'x'.repeat(20))).toBe(true);
    expect(writeDraft(small, 'b', 'y'.repeat(20))).toBe(true);
    expect([readDraft(small, 'a'), readDraft(small, 'b')]).toEqual([undefined, 'y'.repeat(20)]);
    expect(writeDraft(small, 'c', 'z'.repeat(50))).toBe(false);
    expect(writeDraft({ tab: undefined, shared: undefined }, 'a', 'x')).toBe(false);
  });

  it('that are no text are none', () => {
    const shared = storage();
    shared.setItem('kubehops.drafts', '{"a": 1, "b": "text"}');
    expect([readDraft({ tab: undefined, shared }, 'a'), readDraft({ tab: undefined, shared }, 'b')]).toEqual([
      undefined,
      'text',
    ]);
    shared.setItem('kubehops.drafts', 'nonsense');
    expect(readDraft({ tab: undefined, shared }, 'b')).toBeUndefined();
  });
});
