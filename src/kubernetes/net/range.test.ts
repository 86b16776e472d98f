import { describe, expect, it } from 'vitest';
import { formatIPv4, isIPv4, isIPv6, parseIPv4 } from './address.ts';
import { isHostRange, parseIPv4CIDR, parseIPv4Host, rangeContains } from './range.ts';

describe('IPv4 addresses', () => {
  it.each([
    ['10.96.0.1', true],
    ['255.255.255.255', true],
    ['0.0.0.0', true],
    ['10.96.0', false],
    ['010.96.0.1', false],
    ['0x7f.0.0.1', false],
    ['10.96.0.256', false],
    ['10.96.0.00', false],
    ['10.96.0.1.1', false],
    ['10..0.1', false],
    ['.10.96.0', false],
    ['10.96.0.', false],
    ['10.96.0.1 ', false],
    ['10.96.0.+1', false],
    ['::1', false],
    ['', false],
  ])('says of %j that it is one: %s', (text, expected) => {
    expect(isIPv4(text)).toBe(expected);
  });

  it.each(['0.0.0.0', '10.244.1.2', '192.168.0.11', '255.255.255.255'])('reads %s back as it wrote it', (text) => {
    expect(formatIPv4(parseIPv4(text) ?? -1)).toBe(text);
  });

  it('keeps IPv6 apart', () => {
    expect([isIPv6('fd00::1'), isIPv6('10.0.0.1')]).toEqual([true, false]);
  });
});

describe('IPv4 ranges', () => {
  it.each([
    ['10.244.0.0/16', '10.244.255.255', true],
    ['10.244.0.0/16', '10.245.0.0', false],
    ['192.168.0.11/32', '192.168.0.11', true],
    ['192.168.0.11/32', '192.168.0.12', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['128.0.0.0/1', '203.0.113.9', true],
    ['128.0.0.0/1', '10.0.0.1', false],
  ])('%s contains %s: %s', (cidr, address, expected) => {
    const range = parseIPv4CIDR(cidr);
    expect(range !== undefined && rangeContains(range, parseIPv4(address) ?? -1)).toBe(expected);
  });

  it('masks the bits beyond the prefix', () => {
    expect(parseIPv4CIDR('203.0.113.9/28')?.text).toBe('203.0.113.0/28');
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/8', '10.0.0.0/-1', '10.0.0.0/08'])(
    'refuses %s',
    (text) => {
      expect(parseIPv4CIDR(text)).toBeUndefined();
    },
  );

  it('makes a host a range of one', () => {
    const host = parseIPv4Host('10.0.0.1');
    expect(host !== undefined && isHostRange(host) && host.text).toBe('10.0.0.1');
    expect(parseIPv4Host('web')).toBeUndefined();
  });
});
