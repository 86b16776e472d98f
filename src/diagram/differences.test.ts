import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import { answeredRequest, refusedRequest, SAMPLE_TRACE } from '../testing/sample-trace.ts';
import { compareRequests, differingBoxes } from './differences.ts';
import { DEFAULT_OPTIONS } from './diagram.ts';
import { diagramAt } from './project-diagram.ts';

describe('two pictures', () => {
  const at = (time: number): ReturnType<typeof diagramAt> => diagramAt(SAMPLE_TRACE, seconds(time), DEFAULT_OPTIONS);

  it('do not differ from themselves', () => {
    expect(differingBoxes(at(5), at(5))).toEqual(new Set());
  });

  it('differ where a machine has lost its power', () => {
    const boxes = differingBoxes(at(5), at(11));
    expect(boxes).toContain('node:node-3');
    expect(boxes).not.toContain('node:node-1');
  });
});

describe('two runs', () => {
  const one = {
    ...SAMPLE_TRACE,
    requests: [answeredRequest('r1', seconds(1), 'shop-a'), refusedRequest('r2', seconds(2))],
  };

  it('differ in a request that came to something else, not in which of several pods answered', () => {
    const lost = { ...refusedRequest('r2', seconds(2)), outcome: 'timedOut' as const };
    const other = { ...one, requests: [answeredRequest('r1', seconds(1), 'shop-b'), lost] };
    const { compared, different } = compareRequests(one, other, seconds(9));
    expect(compared).toBe(2);
    expect([...different.keys()]).toEqual(['r2']);
  });

  it('are compared only as far as both have ended, and only where they asked for the same', () => {
    expect(compareRequests(one, one, seconds(1)).compared).toBe(0);
    const elsewhere = { ...one, requests: one.requests.map((request) => ({ ...request, url: 'http://other' })) };
    expect(compareRequests(one, elsewhere, seconds(9)).compared).toBe(0);
  });
});
