import { describe, expect, it } from 'vitest';
import { rowWindow, scrollToRow } from './window.ts';

describe('rowWindow', () => {
  it.each([
    ['nothing', 0, 0, { first: 0, end: 0 }],
    ['fewer rows than fit', 5, 0, { first: 0, end: 5 }],
    ['the top of a long list', 100_000, 0, { first: 0, end: 40 }],
    ['the middle of a long list', 100_000, 28_000, { first: 970, end: 1040 }],
    ['the very end', 100_000, 2_800_000, { first: 99_960, end: 100_000 }],
    ['a scroll position that a shorter list has left behind', 20, 9_000, { first: 0, end: 20 }],
  ])('renders only what is near the view: %s', (_, count, scrollTop, expected) => {
    expect(rowWindow(count, 28, 280, scrollTop)).toEqual(expected);
  });
});

describe('scrollToRow', () => {
  it.each([
    ['above the view', 2, 100, 56],
    ['below the view', 50, 100, 1148],
    ['in the view', 10, 100, 100],
  ])('moves no further than needed for a row %s', (_, place, scrollTop, expected) => {
    expect(scrollToRow(place, 28, 280, scrollTop)).toBe(expected);
  });
});
