import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import type { RequestTrace } from '../simulation/trace.ts';
import { answeredRequest, refusedRequest, SAMPLE_TRACE } from '../testing/sample-trace.ts';
import { compareRequests, counterparts, differingBoxes, seenFrom } from './differences.ts';
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
    const { compared, different } = compareRequests(one, other);
    expect(compared).toHaveLength(2);
    expect(different).toEqual([seenFrom(lost, refusedRequest('r2', seconds(2)))]);
  });

  it('are compared only as far as both are seen to have ended', () => {
    const [first] = one.requests;
    const later = { ...one, requests: one.requests.map((each) => ({ ...each, finishedAt: seconds(8) })) };
    expect(compareRequests(one, later).compared[0]).toBeGreaterThanOrEqual(seconds(8));
    expect(compareRequests(one, one).compared[0]).toBeGreaterThanOrEqual(first?.finishedAt ?? Infinity);
  });
});

describe('a request of one run', () => {
  const at = (id: string, time: number, changed: Partial<RequestTrace> = {}): RequestTrace => ({
    ...answeredRequest(id, seconds(time), 'shop-a'),
    ...changed,
  });
  const pairsOf = (one: readonly RequestTrace[], other: readonly RequestTrace[]): unknown =>
    Object.fromEntries(
      Array.from(
        counterparts({ ...SAMPLE_TRACE, requests: one }, { ...SAMPLE_TRACE, requests: other }),
        ([id, { id: otherId }]) => [id, otherId],
      ),
    );
  const bob = { client: 'bob' };
  const edited = { url: 'http://edited' };

  it.each([
    [
      'the client’s of the same number, whatever else is sent',
      [at('r1', 1), at('r2', 2)],
      [at('r1', 1, bob), at('r2', 1), at('r3', 2)],
      { r1: 'r2', r2: 'r3' },
    ],
    [
      'the one in the same order of time, not of ends',
      [at('r2', 2), at('r1', 1)],
      [at('r1', 1), at('r2', 2)],
      { r1: 'r1', r2: 'r2' },
    ],
    [
      'the one for the same URL where a client has several',
      [at('r1', 1), at('r2', 1, edited)],
      [at('r1', 1)],
      { r1: 'r1' },
    ],
    [
      'the one of the same number where the URL was edited',
      [at('r1', 1), at('r2', 2)],
      [at('r1', 1, edited), at('r2', 2, edited)],
      { r1: 'r1', r2: 'r2' },
    ],
    ['none of another client’s', [at('r1', 1)], [at('r1', 1, bob)], {}],
  ])('stands for %s', (_, one, other, pairs) => {
    expect(pairsOf(one, other)).toEqual(pairs);
  });
});
