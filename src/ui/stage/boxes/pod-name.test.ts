/** Where the names of pods may be cut. */
import { describe, expect, it } from 'vitest';
import { splitPodName } from './pod-name.ts';

describe('splitPodName', () => {
  it.each<[string, readonly string[]]>([
    ['web-66966d6f65-68ljs', ['web', '-669', '66d6f65', '-68ljs']],
    ['c2-c77776b47-2l76x', ['c2', '-c77', '776b47', '-2l76x']],
    ['db-0', ['db', '', '', '-0']],
    ['alone', ['', '', '', 'alone']],
    ['my-own-pod', ['my-own', '', '', '-pod']],
    ['takes-orders-66966d6f65-68ljs', ['takes-orders-66966d6f65', '', '', '-68ljs']],
  ])('takes %s apart into %j', (name, parts) => {
    const { stem, hash, rest, tail } = splitPodName(name);
    expect([stem, hash, rest, tail]).toEqual(parts);
    expect(stem + hash + rest + tail).toBe(name);
  });
});
