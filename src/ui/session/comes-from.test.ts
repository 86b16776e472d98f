import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../scenarios/index.ts';
import { comesFrom } from './comes-from.ts';

const first = SCENARIOS[0]?.manifests;

describe('a text', () => {
  it.each([
    ['as it was', (text: string) => text, true],
    ['with a word changed', (text: string) => text.replace('replicas: 3', 'replicas: 5'), true],
    ['without its last document', (text: string) => text.slice(0, text.lastIndexOf('---')), true],
    ['indented by an editor', (text: string) => text.replaceAll('\n', '\r\n'), true],
    ['emptied', () => '', false],
    ['replaced', () => '# a note\n', false],
    [
      'buried in a much longer one',
      (text: string) => `${text}\n${Array.from({ length: 200 }, (_, n) => `line${n}: x`).join('\n')}`,
      false,
    ],
  ] as const)('%s is told of by the story: %#', (_how, edit, expected) => {
    expect(comesFrom(first ?? '', edit(first ?? ''))).toBe(expected);
  });
});
