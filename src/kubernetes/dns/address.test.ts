import { describe, expect, it } from 'vitest';
import { addressOfReverseName, parseAddress } from './address.ts';

describe('addresses in names and records', () => {
  it.each([
    ['10.244.1.5', 'A 10.244.1.5'],
    ['010.244.1.5', undefined],
    ['10.244.1.256', undefined],
    ['10.244.1', undefined],
    ['2001:db8::130', 'AAAA 2001:db8::130'],
    ['2001:DB8:0:0:0:0:0:130', 'AAAA 2001:db8::130'],
    ['2001:db8:0:1:0:0:0:1', 'AAAA 2001:db8:0:1::1'],
    ['1:0:2:3:4:5:6:7', 'AAAA 1:0:2:3:4:5:6:7'],
    ['::', 'AAAA ::'],
    ['::1', 'AAAA ::1'],
    ['fd00::', 'AAAA fd00::'],
    ['::ffff:10.0.0.1', 'A 10.0.0.1'],
    ['1::2::3', undefined],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['1:2:3:4::5:6:7:8', undefined],
    ['db.example.com', undefined],
    ['', undefined],
  ])('DNS65: reads %j as %s', (text, expected) => {
    const address = parseAddress(text);
    expect(address === undefined ? undefined : `${address.type} ${address.text}`).toBe(expected);
  });

  it.each([
    ['2.40.96.10.in-addr.arpa.', '10.96.40.2'],
    ['2.40.96.10.IN-ADDR.ARPA.', '10.96.40.2'],
    ['40.96.10.in-addr.arpa.', undefined],
    ['0.3.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.', '2001:db8::130'],
    ['8.b.d.0.1.0.0.2.ip6.arpa.', undefined],
    [`${'0.'.repeat(31)}f0.ip6.arpa.`, undefined],
    [`${'0.'.repeat(36)}ip6.arpa.`, undefined],
    ['web.default.svc.cluster.local.', undefined],
  ])('DNS66: takes %s for the reverse name of %s', (name, expected) => {
    expect(addressOfReverseName(name)).toBe(expected);
  });

  const reverse = `0.3.1.0.${'0.'.repeat(20)}8.b.d.0.1.0.0.2`;
  it.each([
    [`x.${reverse}.ip6.arpa.`, '2001:db8::130'],
    [`x.y.z.${reverse}.ip6.arpa.`, '2001:db8::130'],
    [`w.x.y.z.${reverse}.ip6.arpa.`, undefined],
    ['x.2.40.96.10.in-addr.arpa.', undefined],
  ])('DNS80: sees through up to three labels in front of an IPv6 address: %s is %s', (name, expected) => {
    expect(addressOfReverseName(name)).toBe(expected);
  });
});
