import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from './edit-distance.ts';

describe('editDistance', () => {
  it.each([
    ['label', 'labels', 1],
    ['slector', 'selector', 1],
    ['selcetor', 'selector', 1],
    ['port', 'ports', 1],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
    ['', 'ab', 2],
  ])('%s and %s are %d apart', (from, to, distance) => {
    expect(editDistance(from, to, 5)).toBe(distance);
    expect(editDistance(to, from, 5)).toBe(distance);
  });

  it('stops counting beyond the limit', () => {
    expect(editDistance('a', 'abcdefgh', 2)).toBe(3);
  });
});

describe('nearestWord', () => {
  it('finds the one that is nearest, case counting half', () => {
    expect(nearestWord('targetport', ['port', 'targetPort', 'nodePort'], 2)).toBe('targetPort');
    expect(nearestWord('label', ['labels', 'name'], 2)).toBe('labels');
  });

  it('does not choose between equals, nor what is too far', () => {
    expect(nearestWord('pot', ['port', 'poet'], 2)).toBeUndefined();
    expect(nearestWord('app', ['matchLabels', 'matchExpressions'], 2)).toBeUndefined();
  });
});
