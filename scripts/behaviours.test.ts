/** The numbers of the behaviours in docs/fidelity.md are those in the titles of the tests: no more, no fewer, none twice. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

interface Row {
  readonly number: string;
  readonly sentence: string;
  readonly upstream: string;
  /** Below src/. */
  readonly file: string;
}

const section = /^## Behaviours by number$(.*?)^## /ms.exec(
  readFileSync(path.join(root, 'docs/fidelity.md'), 'utf8'),
)?.[1];
const families = Array.from((section ?? '').matchAll(/^### ([A-Z]+): /gm), ([, family = '']) => family);
const rows: readonly Row[] = (section ?? '').split('\n').flatMap((line) => {
  const [, number = '', sentence = '', upstream = '', file = ''] = line.split('|').map((cell) => cell.trim());
  return /^[A-Z]+\d+$/.test(number) ? [{ number, sentence, upstream, file }] : [];
});

/**
 * The numbers in the titles of a test file. A title begins with its number and a colon, where `it` is called or after
 * the table of an `it.each`; or a row of that table has the number as its first cell, or at the head of its `rule`.
 */
function numbersIn(text: string): readonly string[] {
  const number = `((?:${families.join('|')})\\d+)`;
  const title = new RegExp(`(?:\\bit\\(|\\)\\()\\s*['"\`]${number}:`, 'g');
  const cell = new RegExp(`(?:\\[\\s*|\\brule: )(['"\`])${number}(?:\\1|: )`, 'g');
  return [
    ...Array.from(text.matchAll(title), ([, found = '']) => found),
    ...Array.from(text.matchAll(cell), ([, , found = '']) => found),
  ];
}

const titles: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => [name, new Set(numbersIn(readFileSync(path.join(root, 'src', name), 'utf8')))]),
);

describe('the numbers of behaviours', () => {
  it('are found at all', () => {
    expect(families.length).toBeGreaterThan(10);
    expect(rows.length).toBeGreaterThan(400);
  });

  it('stand in the table once, each below the heading of its family, in order', () => {
    const numbers = rows.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)]);
    expect(numbers).toEqual(
      families.flatMap((family) =>
        numbers
          .filter((number) => number.replace(/\d+$/, '') === family)
          .toSorted((a, b) => Number(a.slice(family.length)) - Number(b.slice(family.length))),
      ),
    );
  });

  it('have a sentence and a source each', () => {
    expect(rows.filter(({ sentence, upstream }) => !sentence.endsWith('.') || upstream === '')).toEqual([]);
  });

  it('are in a title of the test that the table names', () => {
    const missing = rows.filter(({ number, file }) => titles.get(file)?.has(number) !== true);
    expect(missing.map(({ number, file }) => `${number} ${file}`)).toEqual([]);
  });

  it('stand in the table when they are in a title, with that very test', () => {
    const listed = new Set(rows.map(({ number, file }) => `${number} ${file}`));
    const found = Array.from(titles, ([file, numbers]) => Array.from(numbers, (number) => `${number} ${file}`)).flat();
    expect(found.filter((each) => !listed.has(each))).toEqual([]);
  });

  it('are of a family that has a heading', () => {
    const strange = Array.from(titles.keys()).flatMap((file) =>
      Array.from(
        readFileSync(path.join(root, 'src', file), 'utf8').matchAll(/\bit\(\s*['"`]([A-Z]{2,})\d+:/g),
        ([, family = '']) => `${family} ${file}`,
      ).filter((each) => !families.includes(each.split(' ')[0] ?? '')),
    );
    expect(strange).toEqual([]);
  });
});
