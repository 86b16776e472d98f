import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSimplifications } from './simplifications.ts';

const document = readFileSync(new URL('../../../docs/fidelity.md', import.meta.url), 'utf8');

describe('readSimplifications', () => {
  it('reads every line of the gathered list, by folder', () => {
    const rooms = readSimplifications(document);
    const gathered = document.split('begin -->')[1] ?? '';
    const items = rooms.flatMap((room) => room.items);
    expect(items).toHaveLength((gathered.match(/^- /gm) ?? []).length);
    expect(rooms.map(({ room }) => room)).toContain('kubernetes/');
    for (const { file, name, text } of items) expect([file, name, text]).not.toContain('');
  });

  it('finds nothing in a text without the list', () => {
    expect(readSimplifications('# A page')).toEqual([]);
  });
});
