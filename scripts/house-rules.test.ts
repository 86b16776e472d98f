/** Rules of the house that neither compiler nor linter can hold, read off the text of the sources. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** `file:line` of every line that matches. */
function linesWith(pattern: RegExp): readonly string[] {
  return sources.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

describe('simplifications', () => {
  it('are all listed in docs/fidelity.md (npm run fidelity brings the list up to date)', () => {
    const check = spawnSync(process.execPath, ['scripts/simplifications.mjs'], { cwd: root, encoding: 'utf8' });
    expect(check.stderr).toBe('');
    expect(check.stdout).not.toMatch(/^0 /);
  });
});

describe('documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', ...markdownBelow('docs')];

  it.each(documents)('name only files that exist: %s', (document) => {
    const text = readFileSync(path.join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) =>
      path.join(path.dirname(document), link),
    );
    const paths = [...text.matchAll(/`((?:src|scripts|conformance|e2e|docs)\/[^`<*: ]*)`/g)].map(
      ([, name = '']) => name,
    );
    expect([...links, ...paths].filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
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

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`);
}
