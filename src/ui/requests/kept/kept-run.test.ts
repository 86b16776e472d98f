import { describe, expect, it } from 'vitest';
import { seconds } from '../../../base/sim-time.ts';
import { SAMPLE_TRACE } from '../../../testing/sample-trace.ts';
import { buildRequest } from '../../timeline/build-request.ts';
import { indexRequests } from '../../timeline/request-index.ts';
import { countRows, filterRows } from '../rows.ts';
import { keptRun } from './KeptRun.tsx';

describe('a run that is kept to be compared with', () => {
  const now = [buildRequest('r1', 1_000, [1_010]), buildRequest('r2', 2_000, [2_005], 'refused')];
  const then = [buildRequest('r1', 1_000, [1_010]), buildRequest('r2', 2_000, [30_000], 'timedOut')];
  const kept = keptRun({ ...SAMPLE_TRACE, requests: now }, { ...SAMPLE_TRACE, requests: then });
  const rows = kept.differing(filterRows(indexRequests(now), { text: '', outcomes: [] }));

  it('has a request for each of the other’s', () => {
    expect(kept.others.get('r2')?.outcome).toBe('timedOut');
  });

  it('leaves only those that differ, from when both ends have been seen', () => {
    expect(rows.requests.map(({ id }) => id)).toEqual(['r2']);
    expect([10, 31].map((at) => countRows(rows, seconds(at)))).toEqual([0, 1]);
  });
});
