/** Every recorded verdict of the real API server is given here too, word for word. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { casesIn } from './cases.ts';
import { scoreVerdictCase } from './verdicts.ts';

const file: unknown = JSON.parse(readFileSync(new URL('./verdicts.json', import.meta.url), 'utf8'));

describe('recorded verdicts', () => {
  it.each(casesIn(file).map((testCase) => [String(testCase['id']), testCase] as const))(
    'answers %s as the API server did',
    (_id, testCase) => {
      expect(scoreVerdictCase(testCase)).toBeUndefined();
    },
  );
});
