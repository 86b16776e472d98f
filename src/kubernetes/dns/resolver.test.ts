import { describe, expect, it } from 'vitest';
import type { DnsAnswer, DnsQuery, ResponseCode } from './message.ts';
import { candidatesOf, resolve, resolverOf, searchPathOf } from './resolver.ts';

/** What the server says to `name type`: a code, or an address; NXDOMAIN to everything else. */
function server(known: Readonly<Record<string, string>>): (query: DnsQuery) => DnsAnswer {
  return ({ name, type }) => {
    const said = known[`${name} ${type}`] ?? 'NXDOMAIN';
    const base = { flags: ['qr', 'aa', 'rd'], answers: [], authority: [], additional: [] } as const;
    if (isCode(said)) return { ...base, rcode: said };
    if (said.startsWith('CNAME ')) {
      return { ...base, rcode: 'NOERROR', answers: [{ name, type: 'CNAME', ttl: 30, data: said.slice(6) }] };
    }
    const recordType = type === 'A' ? 'A' : 'AAAA';
    return { ...base, rcode: 'NOERROR', answers: [{ name, type: recordType, ttl: 30, data: said }] };
  };
}

function isCode(text: string): text is ResponseCode {
  return text === 'NOERROR' || text === 'NXDOMAIN' || text === 'SERVFAIL';
}

describe('the stub resolver', () => {
  const config = resolverOf('shop');

  it('DNS20: searches the namespace, then all Services, then the cluster domain', () => {
    expect(searchPathOf('shop')).toEqual(['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local']);
  });

  it.each([
    ['web', ['web.shop.svc.cluster.local.', 'web.svc.cluster.local.', 'web.cluster.local.', 'web.']],
    ['web.', ['web.']],
    [
      'a.b.c.d.e.f',
      [
        'a.b.c.d.e.f.',
        'a.b.c.d.e.f.shop.svc.cluster.local.',
        'a.b.c.d.e.f.svc.cluster.local.',
        'a.b.c.d.e.f.cluster.local.',
      ],
    ],
  ])('DNS21: tries %s as %j', (name, expected) => {
    expect(candidatesOf(config, name)).toEqual(expected);
  });

  it.each([
    ['web', ['a.example', '.', 'b.example'], 5, ['web.a.example.', 'web.', 'web.b.example.']],
    ['a.web', ['a.example', '.'], 1, ['a.web.', 'a.web.a.example.', 'a.web.']],
    ['web', ['.a.example.'], 5, ['web.a.example.', 'web.']],
    ['web', [], 5, ['web.']],
  ])('DNS84: tries %s within %j with ndots:%d as %j', (name, search, ndots, expected) => {
    expect(candidatesOf({ search, ndots }, name)).toEqual(expected);
  });

  it('DNS85: takes no ndots for more than 15', () => {
    const name = 'a'.repeat(16).split('').join('.');
    expect(candidatesOf({ search: ['b.example'], ndots: 30 }, name)).toEqual([`${name}.`, `${name}.b.example.`]);
  });

  it('DNS22: asks for A and AAAA of each candidate and stops at the first with data', () => {
    const ask = server({ 'web.svc.cluster.local. A': '10.96.0.7', 'web.svc.cluster.local. AAAA': 'NOERROR' });
    const resolution = resolve(config, 'web', ask);
    expect(resolution.queries.map(({ query }) => `${query.name} ${query.type}`)).toEqual([
      'web.shop.svc.cluster.local. A',
      'web.shop.svc.cluster.local. AAAA',
      'web.svc.cluster.local. A',
      'web.svc.cluster.local. AAAA',
    ]);
    expect(resolution).toMatchObject({
      addresses: ['10.96.0.7'],
      rcode: 'NOERROR',
      canonicalName: 'web.svc.cluster.local',
    });
  });

  const scope = 'web.shop.svc.cluster.local.';
  it.each([
    ['no name exists', {}, 'NXDOMAIN', 8],
    ['a searched name has no address', { [`${scope} A`]: 'NOERROR', [`${scope} AAAA`]: 'NOERROR' }, 'NODATA', 8],
    ['A is missing and AAAA has no data', { [`${scope} AAAA`]: 'NOERROR' }, 'NXDOMAIN', 8],
    ['the server failed on the way', { [`${scope} A`]: 'SERVFAIL' }, 'SERVFAIL', 8],
    ['an alias leads nowhere', { [`${scope} A`]: 'CNAME lost.example.com.' }, 'NODATA', 2],
  ])('DNS23: when %s', (_title, known, rcode, sent) => {
    const resolution = resolve(config, 'web', server(known));
    expect(resolution).toMatchObject({ rcode, addresses: [], canonicalName: undefined });
    expect(resolution.queries).toHaveLength(sent);
  });

  it('DNS24: believes the name as it stands when that was tried first', () => {
    const ask = server({ 'a.b.c.d.e.f. A': 'NOERROR', 'a.b.c.d.e.f. AAAA': 'NOERROR' });
    expect(resolve(config, 'a.b.c.d.e.f', ask).rcode).toBe('NODATA');
  });

  it('DNS25: asks nobody about an address', () => {
    expect(resolve(config, '10.96.0.7', server({}))).toMatchObject({ queries: [], addresses: ['10.96.0.7'] });
  });

  it.each([
    ['10.1', '10.0.0.1'],
    ['10.244.258', '10.244.1.2'],
    ['167772161', '10.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['010.0.0.1', '8.0.0.1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['10.0.0.256', undefined],
    ['256.1', undefined],
    ['08.1', undefined],
    ['1.2.3.4.5', undefined],
    ['10.1.', undefined],
    ['4294967296', undefined],
  ])('DNS91: takes %s for the address %s', (name, expected) => {
    const { addresses, queries } = resolve(config, name, server({}));
    expect(addresses[0]).toBe(expected);
    expect(queries.length === 0).toBe(expected !== undefined);
  });
});
