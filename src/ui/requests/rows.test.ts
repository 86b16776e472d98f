import { describe, expect, it } from 'vitest';
import { millis, seconds } from '../../base/sim-time.ts';
import { buildRequest } from '../timeline/build-request.ts';
import { presentedEnd } from '../timeline/presented.ts';
import { indexRequests } from '../timeline/request-index.ts';
import { countOutcomes, countRows, filterRows, statusAt } from './rows.ts';

const slow = buildRequest('r1', 1_000, [30_000], 'timedOut');
const quick = buildRequest('r2', 2_000, [2_010]);
const refused = buildRequest('r3', 3_000, [3_005], 'refused');
const index = indexRequests([quick, refused, slow]);
const ids = (text: string, outcomes: Parameters<typeof filterRows>[1]['outcomes'] = []): string[] =>
  filterRows(index, { text, outcomes }).requests.map(({ id }) => id);

describe('filterRows', () => {
  it('lists all requests in the order in which they began', () => {
    expect(ids('')).toEqual(['r1', 'r2', 'r3']);
  });

  it('finds text in what the row shows, whatever its case', () => {
    expect(ids(' R2 ')).toEqual(['r2']);
    expect(ids('ALICE')).toEqual(['r1', 'r2', 'r3']);
    expect(ids('nobody')).toEqual([]);
  });

  it.each([
    ['client:alice', ['r1', 'r2', 'r3']],
    ['client:shop', []],
    ['url:shop r2', ['r2']],
    ['alice nobody', []],
    ['http://shop', ['r1', 'r2', 'r3']],
  ])('takes %s for columns by name and for words that must all be there', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('lists picked outcomes in the order in which they were seen', () => {
    expect(ids('', ['timedOut', 'refused'])).toEqual(['r3', 'r1']);
  });
});

describe('countRows', () => {
  it('shows a request from its start, and among picked outcomes only from its end', () => {
    const all = filterRows(index, { text: '', outcomes: [] });
    const timedOut = filterRows(index, { text: '', outcomes: ['timedOut'] });
    expect([0, 1, 2, 99].map((at) => countRows(all, seconds(at)))).toEqual([0, 1, 2, 3]);
    expect([1, 29, 31].map((at) => countRows(timedOut, seconds(at)))).toEqual([0, 0, 1]);
  });
});

describe('statusAt', () => {
  it('knows the outcome from the moment at which it is shown', () => {
    expect(statusAt(quick, millis(presentedEnd(quick) / 1_000 - 1))).toBe('inFlight');
    expect(statusAt(quick, presentedEnd(quick))).toBe('answered');
  });
});

describe('countOutcomes', () => {
  it('counts what has been seen so far', () => {
    expect(Object.fromEntries(countOutcomes(index, seconds(10)))).toEqual({ answered: 1, refused: 1 });
    expect(Object.fromEntries(countOutcomes(index, seconds(99)))).toEqual({ answered: 1, refused: 1, timedOut: 1 });
  });
});

describe('100,000 requests', () => {
  it('are indexed and filtered', () => {
    const many = Array.from({ length: 100_000 }, (_, place) =>
      buildRequest(`r${String(place + 1)}`, place, [place + 5]),
    );
    const rows = filterRows(indexRequests(many), { text: 'r9999', outcomes: ['answered'] });
    expect(countRows(rows, seconds(1_000))).toBe(11);
  });
});
