import { describe, expect, it } from 'vitest';
import { formatQuantity, parseQuantity, quantityProblem } from './quantity.ts';

describe('quantities', () => {
  it.each([
    ['100m', '100m'],
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1', '1'],
    ['1500', '1500'],
    ['1000', '1k'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['64Mi', '64Mi'],
    ['512', '512'],
    ['1e3', '1e3'],
    ['-1', '-1'],
    ['0', '0'],
    ['0Gi', '0'],
  ])('writes %s as %s', (text, canonical) => {
    const quantity = parseQuantity(text);
    expect(quantity === undefined ? undefined : formatQuantity(quantity)).toBe(canonical);
  });

  it.each([
    ['64MB', 'quantities must match the regular expression'],
    ['1 Gi', 'quantities must match the regular expression'],
    ['', 'quantities must match the regular expression'],
    ['64K', "unable to parse quantity's suffix"],
    ['64mi', "unable to parse quantity's suffix"],
  ])('refuses %j', (text, problem) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(quantityProblem(text)).toContain(problem);
  });
});
