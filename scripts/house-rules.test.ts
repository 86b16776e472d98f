/** Rules of the house that neither compiler nor linter can hold, read off the text of the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const folders = ['src', 'conformance', 'e2e'];

interface Source {
  readonly file: string;
  readonly text: string;
}

const sources: readonly Source[] = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') })),
);
const fidelity = readFileSync(path.join(root, 'docs/fidelity.md'), 'utf8');

/** `file:line` of every line that matches. */
function linesWith(pattern: RegExp): readonly string[] {
  return sources.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

describe('simplifications', () => {
  const idsInCode = sources.flatMap(({ text }) => [...text.matchAll(/\[(SIM-\d+)\]/g)].map((match) => match[1]));
  const idsInTable = [...fidelity.matchAll(/^\| (SIM-\d+) /gm)].map((match) => match[1]);

  it('gives every comment on a simplification its number', () => {
    expect(linesWith(/Simplified:(?! \[SIM-\d+\])/)).toEqual([]);
  });

  it('uses no number twice', () => {
    expect(idsInCode.filter((id, index) => idsInCode.indexOf(id) !== index)).toEqual([]);
    expect(idsInTable.filter((id, index) => idsInTable.indexOf(id) !== index)).toEqual([]);
  });

  it('lists each of them, and nothing else, in docs/fidelity.md', () => {
    expect(new Set(idsInTable)).toEqual(new Set(idsInCode));
  });
});

describe('sources', () => {
  it('are found at all', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it('leave no unfinished work and silence no guard', () => {
    expect(linesWith(/\bTODO\b|\bFIXME\b|oxlint-disable|eslint-disable|@ts-(ignore|expect-error|nocheck)/)).toEqual([]);
  });

  it('name what they export', () => {
    expect(linesWith(/^export \* /)).toEqual([]);
  });

  it('import with the extension', () => {
    expect(linesWith(/from '\.[^']*\/[^'./]+'/)).toEqual([]);
  });

  it('stay short: at most 400 lines each', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 401).map(({ file }) => file)).toEqual([]);
  });
});
