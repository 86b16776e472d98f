/** What a Pod may say about its own DNS, and the words for what it may not. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { fieldErrorText } from '../field/field-error.ts';
import { validateDNSConfig } from './pod-dns.ts';

/** The errors as text, without the value that each of them quotes. */
function problems(dnsConfig: JsonObject | undefined, dnsPolicy = 'ClusterFirst'): readonly string[] {
  const spec = { dnsPolicy, ...(dnsConfig === undefined ? {} : { dnsConfig }) };
  return validateDNSConfig(spec, 'spec').map((error) =>
    fieldErrorText(error)
      .replace(/Invalid value: (\[.*?\]|"[^"]*"): /, '')
      .replace(/ \(e\.g\..*$/, ''),
  );
}

const domains = (count: number, length = 1): readonly string[] =>
  Array.from({ length: count }, () => 'a'.repeat(length));

describe('the dnsConfig of a Pod', () => {
  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['32 search domains', { searches: [...domains(32)] }, []],
    [
      '33 of them',
      { searches: [...domains(33)] },
      ['spec.dnsConfig.searches: must not have more than 32 search paths'],
    ],
    ['2048 characters with the spaces between them', { searches: [...domains(8, 228), ...domains(1, 216)] }, []],
    [
      'one character more',
      { searches: [...domains(8, 228), ...domains(1, 217)] },
      ['spec.dnsConfig.searches: must not have more than 2048 characters (including spaces) in the search list'],
    ],
    ['three name servers', { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] }, []],
    [
      'four, one of which is a name',
      { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', 'dns'] },
      [
        'spec.dnsConfig.nameservers: must not have more than 3 nameservers',
        'spec.dnsConfig.nameservers[3]: must be a valid IP address,',
      ],
    ],
    [
      'an option without a name',
      { options: [{ value: '2' }] },
      ['spec.dnsConfig.options[0]: Required value: must not be empty'],
    ],
  ])('DNS26: may hold so much and no more: %s', (_what, config, expected) => {
    expect(problems(config)).toEqual(expected);
  });

  it('DNS27: may search domains that begin with an underscore or end with a dot, or a dot alone', () => {
    expect(problems({ searches: ['_tcp.example.com', 'example.com.', '.', 'a_b'] })).toEqual([]);
    expect(problems({ searches: ['Example.com', 'a..b', ''] })).toEqual(
      [0, 1, 2].map(
        (index) =>
          `spec.dnsConfig.searches[${index}]: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character`,
      ),
    );
  });

  it('DNS28: has to name a server where the Pod takes nothing from elsewhere', () => {
    expect(problems(undefined, 'None')).toEqual([
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ]);
    expect(problems({ searches: ['example.com'] }, 'None')).toEqual([
      'spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
    ]);
    expect(problems({ nameservers: ['10.0.0.1'] }, 'None')).toEqual([]);
  });
});
