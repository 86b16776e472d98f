import { expect, it } from 'vitest';
import { nextRow } from './row-keys.ts';

it.each([
  ['ArrowDown', 5, 6],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 5, 9],
  ['PageUp', 9, 4],
  ['Home', 9, 0],
  ['End', 0, 9],
  ['ArrowRight', 5, undefined],
])('%s leads from row %d of ten to %s', (key, place, expected) => {
  expect(nextRow(key, place, 10, 5)).toBe(expected);
});

it('no key leads anywhere in an empty list', () => {
  expect(nextRow('End', 0, 0, 5)).toBeUndefined();
});
