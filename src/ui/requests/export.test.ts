import { expect, it } from 'vitest';
import { buildRequest } from '../timeline/build-request.ts';
import { toCsv, toJson } from './export.ts';

it('writes one line a request, quoted where it must be, and nothing that a spreadsheet would run', () => {
  const odd = { ...buildRequest('r1', 1_000, [1_005]), client: '=1+1', url: 'http://a,"b"' };
  const [head, line, rest] = toCsv([odd]).split('\r\n');
  expect(head?.split(',')[0]).toBe('id');
  expect(line).toContain(`'=1+1,"http://a,""b"""`);
  expect(rest).toBe('');
});

it('writes JSON that reads back as the very same requests', () => {
  const requests = [buildRequest('r1', 1_000, [1_005])];
  expect(JSON.parse(toJson(requests))).toEqual(requests);
});
