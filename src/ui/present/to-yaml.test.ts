import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { toYaml } from './to-yaml.ts';

describe('toYaml', () => {
  it('prints an object in the shape that kubectl shows', () => {
    const service = {
      apiVersion: 'v1',
      metadata: { name: 'shop', gone: undefined },
      ports: [{ name: 'http', port: 80 }],
      list: [],
    };
    expect(toYaml(service)).toBe(
      'apiVersion: v1\nmetadata:\n  name: shop\nports:\n- name: http\n  port: 80\nlist: []\n',
    );
  });

  it.each([
    'true',
    'no',
    '80',
    '1.5',
    '1e3',
    '0x10',
    '',
    ' a',
    'a ',
    'a: b',
    'a #b',
    '- a',
    '*a',
    '&a',
    '한글',
    'a\nb',
    '2026-01-01',
    '127.0.0.1:80',
    '10.96.0.10',
    '10.96.0.0/16',
    '10.96.0',
    '63eedec8-c4ef-4c4c-8869-d9eb2d10d255',
    '12345678-1234-1234-1234-123456789012',
    'nginx:1.29',
    'app.kubernetes.io/name',
    'http://shop:80',
    '~',
    '.5',
    '0o7',
    'null',
    'a:',
    'Infinity',
    '.inf',
    '1_000',
    '12:30:45',
    'y',
    'a,b',
    '@x',
    '=',
    '.',
    'e1',
  ])('prints the text %j so that it reads back as the same text', (text) => {
    expect(parse(toYaml({ [text]: text, list: [text, [text]] }))).toEqual({ [text]: text, list: [text, [text]] });
    expect(parse(toYaml({ value: text }), { version: '1.1' })).toEqual({ value: text });
  });

  it('prints lists of lists and lists of objects so that they read back', () => {
    const value = { a: [[1, 2], [], [{ b: { c: null } }, {}]], d: [{ e: [{ f: 1 }] }] };
    expect(parse(toYaml(value))).toEqual(value);
  });
});
