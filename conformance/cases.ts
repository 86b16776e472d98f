/** Files of recorded answers: what form each has, and how its cases are scored. */
import { readFileSync } from 'node:fs';
import { dnsCasesOf, scoreDnsCase } from './dns.ts';
import { scoreEndpointsCase } from './endpoints.ts';
import { scoreProxyCase } from './proxy.ts';
import { scoreProxySync } from './proxy-sync.ts';
import { scoreTimelineRun } from './timeline.ts';
import { scoreVerdictCase } from './verdicts.ts';

/** The forms of recorded answers; `unknown` is none of them. */
export type Form = 'verdicts' | 'proxy' | 'dns' | 'endpoints' | 'kubectl' | 'timeline' | 'proxy-sync' | 'unknown';

/** A recorded case with its score: undefined when ours says the same, otherwise the difference. */
export interface ScoredCase {
  readonly id: string;
  readonly difference: string | undefined;
  /** Of timelines: the largest difference in time, in seconds, between changes that correspond, and their kind. */
  readonly largest?: { readonly seconds: number; readonly kind: string };
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The form of a file's JSON, by its keys and its first case's. */
export function formOf(file: unknown): Form {
  if (!isFields(file) && !Array.isArray(file)) return 'unknown';
  if ('corefile' in file) return 'dns';
  if ('sequences' in file) return 'proxy-sync';
  if ('runs' in file) return 'timeline';
  const first = casesIn(file)[0];
  if (first === undefined) return 'unknown';
  if ('commands' in first) return 'kubectl';
  if ('flows' in first || 'nodeName' in first) return 'proxy';
  if ('slices' in first || 'pods' in first) return 'endpoints';
  if ('steps' in first) return 'verdicts';
  return 'unknown';
}

/** The cases of a file, whatever its form calls them. */
export function casesIn(file: unknown): readonly Fields[] {
  if (Array.isArray(file)) return file.filter(isFields);
  if (!isFields(file)) return [];
  const list = file['cases'] ?? file['sequences'];
  if (Array.isArray(list)) return list.filter(isFields);
  const runs = file['runs'];
  if (!isFields(runs)) return [];
  return Object.entries(runs).map(([id, run]) => ({ id, ...(isFields(run) ? run : {}) }));
}

/** Scores every case of the file at `path`. A file that is no JSON, or of no known form, is one failed case. */
export function scoreFile(path: string): readonly ScoredCase[] {
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return [{ id: path, difference: error instanceof Error ? error.message : String(error) }];
  }
  const form = formOf(file);
  const cases: readonly unknown[] = form === 'dns' ? dnsCasesOf(file) : casesIn(file);
  if (form === 'unknown' || cases.length === 0) return [{ id: path, difference: 'no recorded cases of a known form' }];
  return cases.map((testCase, index) => {
    const id = isFields(testCase) && typeof testCase['id'] === 'string' ? testCase['id'] : `${path}#${index}`;
    try {
      return { id, ...scoreCase(form, file, testCase) };
    } catch (error) {
      return { id, difference: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  });
}

function scoreCase(form: Form, file: unknown, testCase: unknown): Omit<ScoredCase, 'id'> {
  switch (form) {
    case 'verdicts':
      return { difference: scoreVerdictCase(testCase) };
    case 'proxy':
      return { difference: scoreProxyCase(testCase) };
    case 'proxy-sync':
      return { difference: scoreProxySync(testCase) };
    case 'dns':
      return { difference: scoreDnsCase(file, testCase) };
    case 'endpoints':
      return { difference: scoreEndpointsCase(file, testCase) };
    case 'timeline':
      return scoreTimelineRun(file, testCase);
    case 'kubectl':
    case 'unknown':
      return { difference: 'no scorer for this form yet' };
  }
}
