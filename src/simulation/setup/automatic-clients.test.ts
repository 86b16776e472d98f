import { describe, expect, it } from 'vitest';
import { aPod, aService, aServicePort } from '../../testing/builders.ts';
import { automaticClients } from './automatic-clients.ts';

const NODES = ['node-1', 'node-2'];

const web = aPod('web', { labels: { app: 'shop' }, ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] });

describe('automaticClients', () => {
  const urls = (...services: Parameters<typeof automaticClients>[0]): readonly string[] =>
    automaticClients(services, NODES, [web]).map(
      ({ name, streams }) => `${name} ${streams.map(({ url }) => url).join()}`,
    );

  it.each([
    ['a ClusterIP', aService('shop'), ['inside-shop http://shop:80']],
    [
      'a NodePort',
      aService('shop', { type: 'NodePort', ports: [aServicePort(80, { nodePort: 30080 })] }),
      ['inside-shop http://shop:80', 'outside-shop http://node-1:30080'],
    ],
    [
      'a LoadBalancer',
      aService('shop', { type: 'LoadBalancer', ports: [aServicePort(80, { nodePort: 30080 })] }),
      ['inside-shop http://shop:80', 'outside-shop http://shop.default.lb:80'],
    ],
    [
      'a headless Service, which maps no ports',
      aService('shop', { clusterIP: 'None', ports: [aServicePort(80, { targetPort: 8080 })] }),
      ['inside-shop http://shop:8080'],
    ],
    [
      'a headless Service by the number behind the name of the port',
      aService('shop', {
        clusterIP: 'None',
        selector: { app: 'shop' },
        ports: [aServicePort(80, { targetPort: 'http' })],
      }),
      ['inside-shop http://shop:8080'],
    ],
    ['a UDP port', aService('dns', { ports: [aServicePort(53, { protocol: 'UDP' })] }), ['inside-dns udp://dns:53']],
    ['nobody behind an SCTP port', aService('phone', { ports: [aServicePort(99, { protocol: 'SCTP' })] }), []],
    [
      'the first port that is not SCTP',
      aService('phone', { ports: [aServicePort(99, { protocol: 'SCTP' }), aServicePort(80)] }),
      ['inside-phone http://phone:80'],
    ],
    [
      'a Service of another namespace',
      aService('shop', {}, { namespace: 'staging' }),
      ['inside-shop-staging http://shop:80'],
    ],
    ['nobody behind the Service of the API itself', aService('kubernetes'), []],
  ])('asks %s where it can be reached', (_service, service, expected) => {
    expect(urls(service)).toEqual(expected);
  });

  it('sends from inside the namespace of the Service', () => {
    const [inside] = automaticClients([aService('shop', {}, { namespace: 'staging' })], NODES, []);
    expect(inside).toMatchObject({ from: { type: 'pod', namespace: 'staging', node: 'node-1' }, isAutomatic: true });
  });

  it('makes clients for twenty Services at most', () => {
    expect(urls(...Array.from({ length: 30 }, (_, index) => aService(`shop-${index}`)))).toHaveLength(20);
  });
});
