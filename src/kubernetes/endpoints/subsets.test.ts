import { describe, expect, it } from 'vitest';
import { aPod, aService, aServicePort } from '../../testing/builders.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { fnv128a, orderPorts } from './port-order.ts';
import { endpointSubsets } from './subsets.ts';

/** `ready addresses | not ready addresses | ports` of each subset. */
function shown(service: Service, pods: readonly Pod[]): readonly string[] {
  return endpointSubsets(service, pods).map(({ addresses = [], notReadyAddresses = [], ports = [] }) =>
    [
      addresses.map(({ ip }) => ip).join(' '),
      notReadyAddresses.map(({ ip }) => ip).join(' '),
      ports.map(({ name = '', port, protocol }) => `${name}:${port}/${protocol}`).join(' '),
    ].join(' | '),
  );
}

describe('endpointSubsets', () => {
  const one = aPod('web-1', { podIP: '10.0.0.1' });
  const two = aPod('web-2', { podIP: '10.0.0.2', isReady: false });
  const ten = aPod('web-10', { podIP: '10.0.0.10' });
  const leaving = aPod('web-3', { podIP: '10.0.0.3', isTerminating: true });
  const done = aPod('web-4', { podIP: '10.0.0.4', phase: 'Succeeded' });
  const foreign = aPod('db-1', { podIP: '10.0.0.5', labels: { app: 'db' } });
  const named = { ports: [aServicePort(80, { targetPort: 'http' })] };
  const at8080 = aPod('web-5', { podIP: '10.0.0.5', ports: [{ name: 'http', containerPort: 8080 }] });
  const at9090 = aPod('web-6', { podIP: '10.0.0.6', ports: [{ name: 'http', containerPort: 9090 }] });
  const twoPorts = [aServicePort(80, { name: 'http' }), aServicePort(81, { name: 'more', targetPort: 'http' })];

  it.each<readonly [string, Service, readonly Pod[], readonly string[]]>([
    ['sorts addresses as text', aService('web'), [two, one, ten], ['10.0.0.1 10.0.0.10 | 10.0.0.2 | :80/TCP']],
    [
      'leaves out who is leaving, done or not selected',
      aService('web'),
      [one, leaving, done, foreign],
      ['10.0.0.1 |  | :80/TCP'],
    ],
    [
      'publishes all when asked to',
      aService('web', { publishNotReadyAddresses: true }),
      [one, two, leaving, done],
      ['10.0.0.1 10.0.0.2 10.0.0.3 |  | :80/TCP'],
    ],
    [
      'makes a subset for each number behind a name',
      aService('web', named),
      [at9090, at8080, one],
      ['10.0.0.5 |  | :8080/TCP', '10.0.0.6 |  | :9090/TCP'],
    ],
    [
      'puts ports of the same addresses into one subset',
      aService('web', { ports: twoPorts }),
      [at8080],
      ['10.0.0.5 |  | more:8080/TCP http:80/TCP'],
    ],
    [
      'tells apart ports that other addresses serve',
      aService('web', { ports: twoPorts }),
      [one, at8080],
      ['10.0.0.1 10.0.0.5 |  | http:80/TCP', '10.0.0.5 |  | more:8080/TCP'],
    ],
    [
      'has no ports for a headless Service without',
      aService('web', { ports: [], clusterIP: 'None' }),
      [one],
      ['10.0.0.1 |  | '],
    ],
    ['has nothing where no pod is selected', aService('web'), [foreign], []],
    ['has no address of another family', aService('web', { ipFamilies: ['IPv6'] }), [one], []],
  ])('%s', (_rule, service, pods, expected) => {
    expect(shown(service, pods)).toEqual(expected);
  });

  it('names the pod, its node and, for its own Service, its hostname', () => {
    const pod = aPod('web-1', { spec: { hostname: 'first', subdomain: 'web' } });
    expect(endpointSubsets(aService('web'), [pod])[0]?.addresses).toEqual([
      {
        ip: '10.244.1.2',
        hostname: 'first',
        nodeName: 'node-1',
        targetRef: { kind: 'Pod', name: 'web-1', namespace: 'default', uid: 'uid-web-1' },
      },
    ]);
  });
});

describe('orderPorts', () => {
  it('hashes as FNV-1a does', () => {
    expect([fnv128a(''), fnv128a('a')].map((hash) => hash.toString(16))).toEqual([
      '6c62272e07bb014262b821756295c58d',
      'd228cb696f1a8caf78912b704e4a8964',
    ]);
  });

  it.each([
    [
      ['alt', 8080],
      ['http', 8080],
    ],
    [
      ['metrics', 9100],
      ['http', 8080],
    ],
  ] as const)('puts %j behind %j, as recorded', (...pairs) => {
    const ports = pairs.map(([name, port]) => ({ name, port, protocol: 'TCP' as const }));
    expect(orderPorts(ports).map(({ name }) => name)).toEqual(pairs.map(([name]) => name).toReversed());
  });
});
