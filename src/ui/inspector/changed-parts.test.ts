import { describe, expect, it } from 'vitest';
import { changedParts } from './changed-parts.ts';

const marked = (parts: readonly { text: string; isChanged: boolean }[]): string =>
  parts.map(({ text, isChanged }) => (isChanged ? `*${text}*` : text)).join(' ');

describe('changedParts', () => {
  it.each([
    ['10.96.0.10:80', '10.244.1.2:8080', '*10.96.0.10* *:80*', '*10.244.1.2* *:8080*'],
    ['10.96.0.10:80', '10.244.1.2:80', '*10.96.0.10* :80', '*10.244.1.2* :80'],
    ['172.18.0.2:30080', '172.18.0.2:80', '172.18.0.2 *:30080*', '172.18.0.2 *:80*'],
    ['10.0.0.1:80', '10.0.0.1:80', '10.0.0.1 :80', '10.0.0.1 :80'],
    ['shop', '10.96.0.10', '*shop*', '*10.96.0.10*'],
    ['[fd00::1]:80', '[fd00::2]:80', '*[fd00::1]* :80', '*[fd00::2]* :80'],
    ['fd00::1', 'fd00::1', 'fd00::1', 'fd00::1'],
  ])('marks in %s -> %s only what differs', (from, to, before, after) => {
    const { source, destination } = changedParts(
      { source: 'a:1', destination: from },
      { source: 'a:1', destination: to },
    );
    expect([marked(destination.before), marked(destination.after)]).toEqual([before, after]);
    expect(destination.isChanged).toBe(from !== to);
    expect(source.isChanged).toBe(false);
  });
});
