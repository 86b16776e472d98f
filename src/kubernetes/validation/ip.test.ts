import { describe, expect, it } from 'vitest';
import { fieldErrorBody } from '../field/field-error.ts';
import { validateCIDR, validateIP, validateNonSpecialIP } from './ip.ts';

describe('addresses in fields', () => {
  it.each([
    ['10.9.8.7', ''],
    ['2001:db8::1', ''],
    ['10.9.8.07', 'must not have leading 0s'],
    ['::ffff:10.9.8.7', 'must not be an IPv4-mapped IPv6 address'],
    ['fe80::1%eth0', 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ['web', 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
  ])('says of %s: %j', (text, detail) => {
    expect(
      validateIP(text, 'ip')
        .map((error) => error.detail)
        .join(),
    ).toBe(detail);
  });

  it.each([
    ['10.9.8.0/24', ''],
    ['0.0.0.0/0', ''],
    ['2001:db8::/64', ''],
    ['10.9.8.1/24', 'must not have bits set beyond the prefix length'],
    ['2001:db8::1/64', 'must not have bits set beyond the prefix length'],
    ['10.9.8.0/33', 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
    ['10.9.8.0', 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
  ])('says of the range %s: %j', (text, detail) => {
    expect(
      validateCIDR(text, 'cidr')
        .map((error) => error.detail)
        .join(),
    ).toBe(detail);
  });

  it.each(['127.0.0.1', '::1', '0.0.0.0', '::', '169.254.3.4', 'fe80::1', '224.0.0.9', 'ff02::5'])(
    'lets no endpoint be %s',
    (text) => {
      expect(validateNonSpecialIP(text, 'ip').map(fieldErrorBody)).toHaveLength(1);
    },
  );
});
