import { describe, expect, it } from 'vitest';
import type { Endpoint, EndpointSlice } from '../api/endpointslice.ts';
import type { Service, ServiceSpec } from '../api/service.ts';
import { serviceHealth } from './health-check.ts';
import { asSeenFrom, toKnownPorts } from './known-port.ts';
import { buildServicePorts } from './service-port.ts';
import { formatServicePortName } from './service-port-name.ts';

function service(name: string, spec: Partial<ServiceSpec>, labels: Readonly<Record<string, string>> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name, labels },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.10',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
      ...spec,
    },
  };
}

function slice(name: string, more: Partial<EndpointSlice>): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace: 'shop', name, labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    endpoints: [{ addresses: ['10.244.1.9'], conditions: {} }],
    ...more,
  };
}

describe('buildServicePorts', () => {
  it.each([
    ['headless Services', service('web', { clusterIP: 'None' })],
    ['ExternalName Services', service('web', { type: 'ExternalName', externalName: 'db.example.com' })],
    ['Services without a clusterIP', service('web', { clusterIP: '' })],
    ['Services of IPv6 alone', service('web', { clusterIP: 'fd00::10', clusterIPs: ['fd00::10'] })],
    ['Services left to another proxy', service('web', {}, { 'service.kubernetes.io/service-proxy-name': 'mine' })],
    ['Services without ports', service('web', { ports: [] })],
  ])('PROXY20: skips %s', (_what, skipped) => {
    expect(buildServicePorts([skipped], [], 'node-1')).toEqual([]);
  });

  it('PROXY21: takes the IPv4 address of a dual-stack Service', () => {
    const ipFamilies = ['IPv6', 'IPv4'] as const;
    const dual = service('web', { clusterIP: 'fd00::10', clusterIPs: ['fd00::10', '10.96.0.11'], ipFamilies });
    expect(buildServicePorts([dual], [], 'node-1').map(({ info }) => info.clusterIP)).toEqual(['10.96.0.11']);
  });

  it.each([
    ['the one at the place of its family', { ipFamilies: ['IPv4'], clusterIPs: ['10.96.0.12'] }, ['10.96.0.12']],
    ['none where IPv4 is not among the families', { ipFamilies: ['IPv6'], clusterIPs: ['10.96.0.12'] }, []],
    ['none where the families have no addresses yet', { ipFamilies: ['IPv4'] }, []],
    ['clusterIP where no families are given', { clusterIPs: ['10.96.0.12'] }, ['10.96.0.10']],
  ] as const)('PROXY230: takes as cluster IP %s', (_what, spec, expected) => {
    const found = buildServicePorts([service('web', spec)], [], 'node-1');
    expect(found.map(({ info }) => info.clusterIP)).toEqual(expected);
  });

  it('PROXY22: sorts by name and port, then by protocol', () => {
    const ports = [
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
      { name: 'dns', port: 53, protocol: 'TCP', targetPort: 53 },
    ] as const;
    const found = buildServicePorts([service('web', { ports }), service('api', {})], [], 'node-1');
    expect(found.map(({ info }) => `${formatServicePortName(info.name)} ${info.protocol}`)).toEqual([
      'shop/api TCP',
      'shop/web:dns TCP',
      'shop/web:dns UDP',
    ]);
  });

  it.each([
    ['a range of every address', ['10.0.0.0/8', '0.0.0.0/0'], []],
    ['spaces around a range', [' 10.0.0.0/8 '], ['10.0.0.0/8']],
    ['ranges of IPv6', ['fd00::/8', '::ffff:10.0.0.0/104', '10.0.0.0/8'], ['10.0.0.0/8']],
    ['zeros in front', ['010.0.0.0/08'], ['10.0.0.0/8']],
    ['bits beyond the prefix', ['10.1.2.3/8'], ['10.0.0.0/8']],
    ['no range', ['', '10.0.0.1', '10.0.0.0/33', '10.0.0.0/8'], ['10.0.0.0/8']],
    ['the same range twice', ['10.0.0.0/8', '10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/8']],
  ])('PROXY23: reads source ranges: %s', (_what, loadBalancerSourceRanges, expected) => {
    const [found] = buildServicePorts([service('web', { loadBalancerSourceRanges })], [], 'node-1');
    expect(found?.info.loadBalancerSourceRanges.map(({ text }) => text)).toEqual(expected);
  });

  it.each([
    ['zeros in front of a part', '192.0.2.007', '192.0.2.7'],
    ['an IPv4 address written as one of IPv6', '::ffff:192.0.2.7', '192.0.2.7'],
    ['a part that is all zeros', '010.000.0.1', '10.0.0.1'],
    ['too large a part', '192.0.2.0256', undefined],
    ['an IPv6 address', 'fd00::7', undefined],
    ['no address', '', undefined],
  ])('PROXY231: reads addresses as old objects may have them: %s', (_what, text, expected) => {
    const balanced = {
      ...service('web', { externalIPs: [text] }),
      status: { loadBalancer: { ingress: [{ ip: text }, { ip: text, ipMode: 'Proxy' }, { hostname: 'lb.test' }] } },
    } as const;
    const endpoints = [{ addresses: [text], conditions: {} }];
    const [found] = buildServicePorts([balanced], [slice('a', { endpoints })], 'node-1');
    const list = expected === undefined ? [] : [expected];
    expect(found?.info).toMatchObject({ externalIPs: list, loadBalancerVIPs: list });
    expect(found?.endpoints.map(({ address }) => address)).toEqual(list);
  });

  it('PROXY24: stays with an endpoint for three hours unless told otherwise', () => {
    const [found] = buildServicePorts([service('web', { sessionAffinity: 'ClientIP' })], [], 'node-1');
    expect(found?.info.stickyMaxAgeSeconds).toBe(10_800);
  });
});

describe('the endpoints of a service port', () => {
  const texts = (...slices: readonly EndpointSlice[]): readonly string[] =>
    buildServicePorts([service('web', {})], slices, 'node-1').flatMap(({ endpoints }) =>
      endpoints.map(({ text }) => text),
    );

  it('PROXY25: are sorted as text', () => {
    const endpoints = ['10.244.1.9', '10.244.1.10'].map((address) => ({ addresses: [address], conditions: {} }));
    expect(texts(slice('a', { endpoints }))).toEqual(['10.244.1.10:8080', '10.244.1.9:8080']);
  });

  it('PROXY26: keep the port of their slice, whatever the targetPort', () => {
    const other = [{ name: '', port: 9090, protocol: 'TCP' }] as const;
    expect(texts(slice('a', {}), slice('b', { ports: other }))).toEqual(['10.244.1.9:8080', '10.244.1.9:9090']);
  });

  it.each([
    ['of another port name', { ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] }],
    ['of another protocol', { ports: [{ name: '', port: 8080, protocol: 'UDP' }] }],
    ['without a port number', { ports: [{ name: '', protocol: 'TCP' }] }],
    ['without ports', { ports: [] }],
    ['of IPv6', { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::9'], conditions: {} }] }],
    [
      'of another namespace',
      { metadata: { namespace: 'x', name: 'a', labels: { 'kubernetes.io/service-name': 'web' } } },
    ],
    ['without the service label', { metadata: { namespace: 'shop', name: 'a' } }],
  ] as const)('PROXY27: are not those of a slice %s', (_what, more) => {
    expect(texts(slice('a', more))).toEqual([]);
  });

  it.each([
    ['an empty list of conditions', { addresses: ['10.244.1.9'], conditions: {} }],
    ['none, as a slice written by hand may have', { addresses: ['10.244.1.9'] } as unknown as Endpoint], // not as stored
  ])('PROXY28: are ready and serving unless their slice says otherwise: with %s', (_what, endpoint) => {
    const [port] = buildServicePorts([service('web', {})], [slice('a', { endpoints: [endpoint] })], 'node-1');
    expect(port?.endpoints[0]).toMatchObject({ isReady: true, isServing: true, isTerminating: false, isLocal: false });
  });

  it.each([
    ['the later of two', { conditions: {}, nodeName: 'node-1' }, { conditions: {}, nodeName: 'node-2' }, false],
    [
      'the running one when the later is terminating',
      { conditions: {}, nodeName: 'node-1' },
      { conditions: { ready: false, terminating: true }, nodeName: 'node-2' },
      true,
    ],
    [
      'the running one when the earlier is terminating',
      { conditions: { ready: false, terminating: true }, nodeName: 'node-2' },
      { conditions: {}, nodeName: 'node-1' },
      true,
    ],
  ])('PROXY29: of one address are %s', (_what, earlier, later, isLocal) => {
    const addresses = ['10.244.1.9'];
    const slices = [
      slice('a', { endpoints: [{ addresses, ...earlier }] }),
      slice('b', { endpoints: [{ addresses, ...later }] }),
    ];
    const [port] = buildServicePorts([service('web', {})], slices, 'node-1');
    expect(port?.endpoints).toMatchObject([{ isLocal, isReady: true }]);
  });
});

describe('serviceHealth', () => {
  const balanced = service('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 });
  const on = (nodeName: string, ready: boolean, address: string) => ({
    addresses: [address],
    conditions: { ready },
    nodeName,
  });

  it.each([
    ['200 with a ready endpoint here', [on('node-1', true, '10.244.1.9')], 1, 200],
    ['503 with endpoints elsewhere', [on('node-2', true, '10.244.2.9')], 0, 503],
    ['503 when those here are not ready', [on('node-1', false, '10.244.1.9')], 0, 503],
  ] as const)('PROXY30: answers %s', (_what, endpoints, localEndpoints, status) => {
    const ports = buildServicePorts([balanced], [slice('a', { endpoints })], 'node-1');
    expect(serviceHealth(ports)).toEqual([
      { namespace: 'shop', name: 'web', healthCheckNodePort: 31000, localEndpoints, status },
    ]);
  });

  it.each([
    ['of a port that the Service does not have', [{ name: 'admin', port: 9090, protocol: 'TCP' }]],
    ['of another protocol', [{ name: '', port: 8080, protocol: 'UDP' }]],
  ] as const)('PROXY232: counts endpoints %s too, though nothing is sent there', (_what, ports) => {
    const here = slice('a', { ports, endpoints: [on('node-1', true, '10.244.1.9'), on('node-2', true, '10.244.2.9')] });
    const found = buildServicePorts([balanced], [here], 'node-1');
    expect(found.map(({ endpoints }) => endpoints)).toEqual([[]]);
    expect(serviceHealth(found)).toMatchObject([{ localEndpoints: 1, status: 200 }]);
    const known = toKnownPorts(balanced, [here]);
    const seenFrom = (node: string) => serviceHealth(known.map((port) => asSeenFrom(port, node)))[0]?.localEndpoints;
    expect(['node-1', 'node-2', 'node-3'].map(seenFrom)).toEqual([1, 1, 0]);
  });

  it('PROXY31: has no answer for Services of the Cluster policy', () => {
    const clusterPolicy = service('web', { type: 'LoadBalancer', healthCheckNodePort: 31000 });
    expect(serviceHealth(buildServicePorts([clusterPolicy], [], 'node-1'))).toEqual([]);
  });
});
