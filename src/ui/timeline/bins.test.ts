import { expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { binRequests } from './bins.ts';
import { buildRequest } from './build-request.ts';

it('binRequests counts requests by outcome where they ended, and leaves out what ends after the horizon', () => {
  const requests = [
    buildRequest('r1', 0, [100]),
    buildRequest('r2', 0, [900], 'refused'),
    buildRequest('r3', 100, [950], 'refused'),
    buildRequest('r4', 100, [3_999], 'timedOut'),
    buildRequest('r5', 100, [4_000]),
  ];
  expect(binRequests(requests, seconds(4), 4)).toEqual([{ answered: 1, refused: 2 }, {}, {}, { timedOut: 1 }]);
  expect(binRequests(requests, seconds(0), 2)).toEqual([{}, {}]);
});
