import { describe, expect, it } from 'vitest';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service, ServiceSpec } from '../api/service.ts';
import { answerQuery } from './answer.ts';
import { buildDnsZone, buildUpstream, type DnsZone } from './zone.ts';

function service(name: string, spec: Partial<ServiceSpec>): Service {
  const metadata = { name, namespace: 'default' };
  const ports = [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }] as const;
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'ClusterIP', ports, ...spec } };
}

function slice(of: string, addresses: readonly string[], ports: EndpointSlice['ports']): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${of}-1`, namespace: 'default', labels: { 'kubernetes.io/service-name': of } },
    addressType: addresses[0]?.includes(':') ? 'IPv6' : 'IPv4',
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
    ...(ports === undefined ? {} : { ports }),
  };
}

function alias(name: string, externalName: string): Service {
  return service(name, { type: 'ExternalName', externalName });
}

const zone = buildDnsZone({
  services: [
    service('web', { clusterIP: '10.96.40.1', clusterIPs: ['10.96.40.1', 'fd00::1'] }),
    service('crew', { clusterIP: 'None', clusterIPs: ['None'] }),
    service('bare', { clusterIP: 'None', clusterIPs: ['None'], ports: [] }),
    alias('to-web', 'web.default.svc.cluster.local'),
    alias('to-alias', 'to-web.default.svc.cluster.local'),
    alias('to-pod', '10-244-1-9.default.pod.cluster.local'),
    alias('to-db', 'db.example.com'),
    alias('to-api', 'api.example.com'),
    alias('to-address', '192.0.2.7'),
    alias('below-itself', 'x.below-itself.default.svc.cluster.local'),
    ...Array.from({ length: 9 }, (_, i) => alias(`link-${i + 1}`, `link-${i}.default.svc.cluster.local`)),
    alias('link-0', 'web.default.svc.cluster.local'),
  ],
  slices: [
    slice('crew', ['10.244.1.1', '10.244.2.2'], [{ name: 'http', port: 8080, protocol: 'TCP' }]),
    slice('crew', ['fd00:10::', 'fd00:10::5'], [{ name: 'http', port: 8080, protocol: 'TCP' }]),
    slice('bare', ['10.244.3.3'], undefined),
  ],
  namespaces: ['default', 'empty'],
  upstream: [
    { name: 'db.example.com', type: 'A', data: '203.0.113.50', ttl: 12 },
    { name: 'api.example.com', type: 'CNAME', data: 'gw.example.net' },
    { name: 'gw.example.net', type: 'A', data: '203.0.113.60', ttl: 2 },
  ],
});

/** The answer on one line: the code, then each answer without owner and TTL; authority records count as `soa`. */
function line(view: DnsZone, name: string, type: string): string {
  const answer = answerQuery(view, { name, type });
  const records = answer.answers.map((record) => `${record.type} ${record.data}`);
  return [answer.rcode, ...(records.length === 0 ? answer.authority.map(() => 'soa') : records)].join(', ');
}

describe('answerQuery', () => {
  it.each([
    ['DNS30', 'web.default.svc.cluster.local', 'A', 'NOERROR, A 10.96.40.1'],
    ['DNS30', 'web.default.svc.cluster.local', 'AAAA', 'NOERROR, AAAA fd00::1'],
    ['DNS31', 'web.default.svc.cluster.local', 'SRV', 'NOERROR, SRV 0 50 80 web.default.svc.cluster.local.'],
    ['DNS32', 'web.default.svc.cluster.local', 'HTTPS', 'NOERROR, soa'],
    ['DNS33', 'web.empty.svc.cluster.local', 'A', 'NXDOMAIN, soa'],
    ['DNS34', 'empty.svc.cluster.local', 'A', 'NOERROR, soa'],
    ['DNS34', 'empty.svc.cluster.local', 'TXT', 'NXDOMAIN, soa'],
    ['DNS33', 'missing.svc.cluster.local', 'A', 'NXDOMAIN, soa'],
    ['DNS33', 'missing.default.svc.cluster.local', 'SOA', 'NOERROR, soa'],
    ['DNS35', 'crew.default.svc.cluster.local', 'A', 'NOERROR, A 10.244.1.1, A 10.244.2.2'],
    ['DNS36', '10-244-2-2.crew.default.svc.cluster.local', 'A', 'NOERROR, A 10.244.2.2'],
    ['DNS36', 'fd00-10--0.crew.default.svc.cluster.local', 'AAAA', 'NOERROR, AAAA fd00:10::'],
    ['DNS37', 'bare.default.svc.cluster.local', 'A', 'NOERROR, A 10.244.3.3'],
    ['DNS37', 'bare.default.svc.cluster.local', 'SRV', 'NOERROR, soa'],
    ['DNS38', '10-244-1-9.empty.pod.cluster.local', 'A', 'NOERROR, A 10.244.1.9'],
    ['DNS38', '10-244-1-9.missing.pod.cluster.local', 'A', 'NXDOMAIN, soa'],
    ['DNS38', 'fd00--9.default.pod.cluster.local', 'AAAA', 'NOERROR, AAAA fd00::9'],
  ])('%s: cluster names: %s %s gives %s', (_number, name, type, expected) => {
    expect(line(zone, name, type)).toBe(expected);
  });

  const web = 'CNAME web.default.svc.cluster.local., A 10.96.40.1';
  it.each([
    ['DNS40', 'to-web', 'A', `NOERROR, ${web}`],
    ['DNS40', 'to-alias', 'A', `NOERROR, CNAME to-web.default.svc.cluster.local., ${web}`],
    ['DNS40', 'to-pod', 'A', 'NOERROR, CNAME 10-244-1-9.default.pod.cluster.local., A 10.244.1.9'],
    ['DNS41', 'to-pod', 'AAAA', 'NOERROR, soa'],
    ['DNS42', 'to-db', 'A', 'NOERROR, CNAME db.example.com., A 203.0.113.50'],
    ['DNS42', 'to-db', 'AAAA', 'NOERROR, CNAME db.example.com.'],
    ['DNS43', 'to-address', 'A', 'NXDOMAIN, soa'],
    ['DNS44', 'below-itself', 'A', 'NOERROR, soa'],
    ['DNS45', '_http._tcp.to-db', 'SRV', 'NXDOMAIN, soa'],
    ['DNS44', 'link-8', 'A', 'NOERROR, soa'],
  ])('%s: ExternalName: %s %s gives %s', (_number, name, type, expected) => {
    expect(line(zone, `${name}.default.svc.cluster.local`, type)).toBe(expected);
  });

  it.each(['AXFR', 'IXFR'])('DNS82: refuses to hand out the zone (%s)', (type) => {
    for (const name of ['cluster.local', 'web.default.svc.cluster.local', '1.40.96.10.in-addr.arpa']) {
      expect(line(zone, name, type)).toBe('REFUSED');
    }
  });

  it.each([
    ['a Service', [['dns', '10.96.0.10']], ['NS dns.default'], ['10.96.0.10']],
    ['a headless Service', [['peers', 'None']], ['NS 10-244-1-2.peers.default'], ['10.244.1.2', '10.244.2.2']],
    [
      'several Services',
      [
        ['dns', '10.96.0.10'],
        ['peers', 'None'],
        ['others', 'None'],
      ],
      ['NS dns.default', 'NS 10-244-1-2.peers.default', 'NS 10-244-1-2.others.default'],
      ['10.96.0.10', '10.244.1.2', '10.244.2.2'],
    ],
    ['no Service', [], ['NS ns.dns'], ['10.244.1.2']],
  ] as const)('DNS83: is named by %s in front of it', (_title, services, names, addresses) => {
    const served = buildDnsZone({
      services: services.map(([name, clusterIP]) => service(name, { clusterIP, clusterIPs: [clusterIP] })),
      slices: services.map(([name]) => slice(name, ['10.244.1.2', '10.244.2.2'], [{ port: 53, protocol: 'UDP' }])),
      namespaces: ['default'],
      serverIPs: ['10.244.1.2'],
    });
    const found = line(served, 'cluster.local', 'NS')
      .replaceAll('.svc.cluster.local.', '')
      .replaceAll('.cluster.local.', '');
    const others = names.flatMap((name) => (name.includes('-1-2.') ? [name, name.replace('1-2', '2-2')] : [name]));
    expect(found).toBe(['NOERROR', ...others].join(', '));
    const own = answerQuery(served, { name: 'ns.dns.cluster.local', type: 'A' }).answers;
    expect(own.map(({ data }) => data)).toEqual(addresses);
  });

  it('DNS90: takes an endpoint for ready that does not say', () => {
    const { endpoints: _, ...rest } = slice('bare', [], undefined);
    const endpoints = JSON.parse('[{"addresses":["10.244.3.4"]},{"addresses":["10.244.3.5"],"conditions":{}}]');
    const served = { ...zone, slices: new Map([['default/bare', [{ ...rest, endpoints }]]]) };
    expect(line(served, 'bare.default.svc.cluster.local', 'A')).toBe('NOERROR, A 10.244.3.4, A 10.244.3.5');
  });

  it('DNS53: tells the version of the naming scheme', () => {
    expect(line(zone, 'dns-version.cluster.local', 'TXT')).toBe('NOERROR, TXT "1.1.0"');
  });

  it('DNS46: follows eight aliases within the cluster', () => {
    expect(line(zone, 'link-7.default.svc.cluster.local', 'A').split(', ')).toHaveLength(10);
  });

  it('DNS47: gives every record the smallest TTL of the answer, never less than 5 seconds', () => {
    const ttls = (name: string): readonly number[] =>
      answerQuery(zone, { name: `${name}.default.svc.cluster.local`, type: 'A' }).answers.map((record) => record.ttl);
    expect(ttls('to-db')).toEqual([12, 12]);
    expect(ttls('to-api')).toEqual([5, 5, 5]);
    expect(ttls('to-web')).toEqual([30, 30]);
  });

  it('DNS48: forwards outside names and addresses that the cluster does not use', () => {
    expect(line(zone, 'DB.example.com', 'A')).toBe('NOERROR, A 203.0.113.50');
    expect(line(zone, 'db.example.com', 'AAAA')).toBe('NOERROR, soa');
    expect(line(zone, 'nope.example.com', 'A')).toBe('NXDOMAIN, soa');
    expect(answerQuery(zone, { name: '9.9.9.9.in-addr.arpa', type: 'PTR' }).flags).toContain('ra');
    expect(line(zone, '2.2.244.10.in-addr.arpa', 'PTR')).toBe(
      'NOERROR, PTR 10-244-2-2.crew.default.svc.cluster.local.',
    );
  });

  it('DNS49: fails for outside names only when nothing outside can be reached', () => {
    const cutOff = { ...zone, upstream: undefined };
    expect(line(cutOff, 'db.example.com', 'A')).toBe('SERVFAIL');
    expect(line(cutOff, 'web.default.svc.cluster.local', 'A')).toBe('NOERROR, A 10.96.40.1');
  });

  it('DNS81: gives an alias without more when what it leads to cannot be looked up', () => {
    const cutOff = { ...zone, upstream: undefined };
    expect(line(cutOff, 'to-db.default.svc.cluster.local', 'A')).toBe('NOERROR, CNAME db.example.com.');
  });

  it('DNS50: fails rather than deny a name before the first listing has arrived', () => {
    const unsynced = { ...zone, isSynced: false };
    expect(line(unsynced, 'nope.default.svc.cluster.local', 'A')).toBe('SERVFAIL, soa');
  });

  it('DNS51: sees a changed Service through the maps that it was given', () => {
    const services = new Map<string, Service>();
    const live = { ...zone, services, upstream: buildUpstream([]) };
    expect(line(live, 'late.default.svc.cluster.local', 'A')).toBe('NXDOMAIN, soa');
    services.set('default/late', service('late', { clusterIP: '10.96.40.9', clusterIPs: ['10.96.40.9'] }));
    expect(line(live, 'late.default.svc.cluster.local', 'A')).toBe('NOERROR, A 10.96.40.9');
  });

  it.each([
    '',
    '.',
    '..',
    '.cluster.local',
    '..svc.cluster.local',
    'cluster.local.cluster.local',
    '-.default.pod.cluster.local',
  ])('DNS52: has an answer to the odd name %j', (name) => {
    for (const type of ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'SOA', 'NS', 'MX', 'ANY', '']) {
      expect(['NOERROR', 'NXDOMAIN']).toContain(answerQuery(zone, { name, type }).rcode);
    }
  });
});
