import { describe, expect, it } from 'vitest';
import { ManifestMemory, parseManifest } from './parse-manifest.ts';

function valueOf(text: string): unknown {
  return parseManifest(text)[0]?.value;
}

describe('scalars, as YAML 1.1 has them', () => {
  it.each([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['~', null],
    ['0755', 493],
    ['0x1f', 31],
    ['0o17', 15],
    ['1_000', 1000],
    ['1e3', 1000],
    ['08', 8],
    ['+1', 1],
    ['.5', 0.5],
    ['12:30', '12:30'],
    ['2024-05-01', '2024-05-01'],
    ['1.2.3', '1.2.3'],
    ['"80"', '80'],
    ["'it''s'", "it's"],
    ['!!str 80', '80'],
    ['!!int "80"', 80],
    ['"a\\u0062\\n"', 'ab\n'],
  ])('reads %s as %j', (text, expected) => {
    expect(valueOf(`a: ${text}\n`)).toEqual({ a: expected });
  });

  it.each([
    ['a: |\n  x\n  y\nb: 1\n', 'x\ny\n'],
    ['a: >-\n  x\n  y\nb: 1\n', 'x y'],
    ['a: |+\n  x\n\nb: 1\n', 'x\n\n'],
    ['a: x\n  y\nb: 1\n', 'x y'],
  ])('reads the block %j', (text, expected) => {
    expect(valueOf(text)).toEqual({ a: expected, b: 1 });
  });
});

describe('documents', () => {
  it('leaves out empty and comment-only documents', () => {
    expect(parseManifest('---\n# nothing\n---\na: 1\n---\n---\nb: 2\n').map(({ value }) => value)).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  it('lets the last of two equal keys win', () => {
    expect(valueOf('a: 1\na: 2\n')).toEqual({ a: 2 });
  });

  it('expands aliases and merges', () => {
    expect(valueOf('a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n')).toEqual({ a: { b: 1, c: 2 }, d: { b: 1, c: 3 } });
  });

  it('reads Windows line ends', () => {
    expect(valueOf('a:\r\n  b: 1\r\n  c: "x"\r\n')).toEqual({ a: { b: 1, c: 'x' } });
  });

  it('gives the same documents when it remembers some of them', () => {
    const memory = new ManifestMemory();
    parseManifest('a: 1\n---\nb: 2\n', memory);
    const text = '# moved down\n\na: 1\n---\nb: 2\n---\nc: [\n';
    expect(parseManifest(text, memory)).toEqual(parseManifest(text));
  });
});

describe('places', () => {
  const [, second] = parseManifest(
    'a: 1\n---\nspec:\n  ports:\n  - port: 80\n    name: "web"\n  - nodePort: x\n  type:\n',
  );

  it.each([
    ['spec.ports[0].port', { startLine: 5, startColumn: 11, endLine: 5, endColumn: 13 }],
    ['spec.ports[0].name', { startLine: 6, startColumn: 11, endLine: 6, endColumn: 16 }],
    ['spec.ports[1].nodePort', { startLine: 7, startColumn: 15, endLine: 7, endColumn: 16 }],
    ['spec.ports[1]', { startLine: 7, startColumn: 5, endLine: 7, endColumn: 16 }],
    ['spec.type', { startLine: 8, startColumn: 3, endLine: 8, endColumn: 7 }],
  ])('knows where the value of %s stands', (path, range) => {
    expect(second?.values[path]).toEqual(range);
  });

  it('knows where a key stands', () => {
    expect(second?.keys['spec.ports[1].nodePort']).toEqual({ startLine: 7, startColumn: 5, endLine: 7, endColumn: 13 });
  });

  it('marks the line of a syntax error, and prints the line that kubectl prints', () => {
    const [document] = parseManifest('a: 1\nmetadata:\n  name: x\n spec:\n');
    expect(document?.error).toEqual({
      message: 'error converting YAML to JSON: yaml: line 3: did not find expected key',
      range: { startLine: 4, startColumn: 2, endLine: 4, endColumn: 7 },
    });
  });
});
