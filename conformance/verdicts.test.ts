/** Every recorded verdict of the real API server is given here too, but for those that are listed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { casesIn } from './cases.ts';
import { scoreVerdictCase } from './verdicts.ts';

/** Cases that do not come out as recorded yet: the list only ever gets shorter. */
const STILL_FAILING: ReadonlySet<string> = new Set(['multi-pod-port']);

const file: unknown = JSON.parse(readFileSync(new URL('./verdicts.json', import.meta.url), 'utf8'));

describe('recorded verdicts', () => {
  it.each(casesIn(file).map((testCase) => [String(testCase['id']), testCase] as const))(
    'answers %s as the API server did',
    (id, testCase) => {
      // A listed case that passes is wrong too: take it off the list.
      expect(scoreVerdictCase(testCase) === undefined ? 'passes' : 'fails').toBe(
        STILL_FAILING.has(id) ? 'fails' : 'passes',
      );
    },
  );
});
