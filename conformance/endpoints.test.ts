/** Every recorded EndpointSlice and Endpoints object of the real controllers is written here too. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { casesIn } from './cases.ts';
import { scoreEndpointsCase } from './endpoints.ts';

/** Cases that do not come out as recorded yet: the list only ever gets shorter. */
const STILL_FAILING: ReadonlySet<string> = new Set([]);

const file: unknown = JSON.parse(readFileSync(new URL('./endpoints.json', import.meta.url), 'utf8'));

describe('recorded endpoints', () => {
  it.each(casesIn(file).map((testCase) => [String(testCase['id']), testCase] as const))(
    'are written for %s as the controllers wrote them',
    (id, testCase) => {
      // A listed case that passes is wrong too: take it off the list.
      expect(scoreEndpointsCase(file, testCase) === undefined ? 'passes' : 'fails').toBe(
        STILL_FAILING.has(id) ? 'fails' : 'passes',
      );
    },
  );
});
