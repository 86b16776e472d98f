import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const numbers = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);

describe('a unified difference', () => {
  it.each([
    ['nothing', numbers, numbers, ''],
    [
      'one line changed',
      numbers,
      numbers.with(9, 'ten'),
      '@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+ten\n line 11\n line 12\n line 13\n',
    ],
    [
      'a line added at the end',
      numbers.slice(0, 4),
      numbers.slice(0, 5),
      '@@ -2,3 +2,4 @@\n line 2\n line 3\n line 4\n+line 5\n',
    ],
    ['all lines removed', ['a'], [], '@@ -1 +0,0 @@\n-a\n'],
    [
      'two changes that are near together, in one hunk',
      numbers,
      numbers.with(4, 'five').with(10, 'eleven'),
      '@@ -2,13 +2,13 @@\n line 2\n line 3\n line 4\n-line 5\n+five\n line 6\n line 7\n line 8\n line 9\n line 10\n-line 11\n+eleven\n line 12\n line 13\n line 14\n',
    ],
    [
      'two changes that are far apart, in two hunks',
      numbers,
      numbers.with(0, 'one').with(19, 'twenty'),
      '@@ -1,4 +1,4 @@\n-line 1\n+one\n line 2\n line 3\n line 4\n@@ -17,4 +17,4 @@\n line 17\n line 18\n line 19\n-line 20\n+twenty\n',
    ],
  ])('shows %s', (_what, a, b, expected) => {
    expect(unifiedDiff(a, b)).toBe(expected);
  });

  it('does not begin a match with a line that is common in a long text', () => {
    const long = Array.from({ length: 240 }, (_, index) => (index % 2 === 0 ? 'same' : `own ${index}`));
    const shifted = ['same', 'same', ...long.slice(2, 100), 'new', ...long.slice(100)];
    expect(unifiedDiff(long, shifted).split('\n').slice(0, 6)).toEqual([
      '@@ -1,5 +1,5 @@',
      ' same',
      '-own 1',
      '+same',
      ' same',
      ' own 3',
    ]);
  });
});
