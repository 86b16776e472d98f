import { describe, expect, it } from 'vitest';
import type { LabelSelector, LabelSelectorRequirement, StringMap } from '../api/meta.ts';
import { matchesLabelSelector, matchesServiceSelector } from './selector.ts';

/** An object as it comes out of a manifest: `__proto__` is a key like any other. */
function parsed(json: string): StringMap {
  // The tests below write objects of strings only.
  return JSON.parse(json) as StringMap;
}

const blue = { app: 'shop', version: 'blue' };

describe('matchesServiceSelector', () => {
  it.each<readonly [string, StringMap | undefined, StringMap | undefined, boolean]>([
    ['selects when the only pair is there', { app: 'shop' }, blue, true],
    ['selects when every pair is there', { app: 'shop', version: 'blue' }, blue, true],
    ['does not when one pair differs', { app: 'shop', version: 'green' }, blue, false],
    ['does not when one key is missing', { app: 'shop', tier: 'front' }, blue, false],
    ['tells upper case from lower', { app: 'Shop' }, blue, false],
    ['takes an empty value for a value', { app: '' }, { app: '' }, true],
    ['does not take a missing label for an empty one', { app: '' }, {}, false],
    ['selects nothing with an empty selector', {}, blue, false],
    ['selects nothing without a selector', undefined, blue, false],
    ['selects no pod without labels', { app: 'shop' }, undefined, false],
    ['is not fooled by what every object inherits', { constructor: 'x', toString: 'y' }, {}, false],
    ['does not find __proto__ where it is no label', parsed('{"__proto__": "a"}'), {}, false],
    ['finds __proto__ where it is one', parsed('{"__proto__": "a"}'), parsed('{"__proto__": "a"}'), true],
    ['compares the values of __proto__', parsed('{"__proto__": "a"}'), parsed('{"__proto__": "b"}'), false],
  ])('%s', (_rule, selector, labels, expected) => {
    expect(matchesServiceSelector(selector, labels)).toBe(expected);
  });
});

describe('matchesLabelSelector', () => {
  it.each<readonly [string, LabelSelector, boolean]>([
    ['selects everything with an empty selector', {}, true],
    ['selects everything with empty lists', { matchLabels: {}, matchExpressions: [] }, true],
    ['selects by matchLabels', { matchLabels: { app: 'shop' } }, true],
    ['does not when a pair differs', { matchLabels: { app: 'shop', version: 'green' } }, false],
    [
      'wants all of both parts',
      { matchLabels: { app: 'shop' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
      false,
    ],
  ])('%s', (_rule, selector, expected) => {
    expect(matchesLabelSelector(selector, blue)).toBe(expected);
  });

  it.each<readonly [LabelSelectorRequirement['operator'], string, readonly string[] | undefined, boolean]>([
    ['In', 'version', ['green', 'blue'], true],
    ['In', 'version', ['green'], false],
    ['In', 'version', [], false],
    ['In', 'tier', ['front'], false],
    ['NotIn', 'version', ['green'], true],
    ['NotIn', 'version', ['green', 'blue'], false],
    ['NotIn', 'tier', ['front'], true],
    ['Exists', 'version', undefined, true],
    ['Exists', 'tier', undefined, false],
    ['Exists', '__proto__', undefined, false],
    ['DoesNotExist', 'tier', undefined, true],
    ['DoesNotExist', 'version', undefined, false],
    ['DoesNotExist', 'constructor', undefined, true],
  ])('decides %s %s %j against {app: shop, version: blue}', (operator, key, values, expected) => {
    const requirement = { key, operator, ...(values === undefined ? {} : { values }) };
    expect(matchesLabelSelector({ matchExpressions: [requirement] }, blue)).toBe(expected);
  });
});
