import { describe, expect, it } from 'vitest';
import { millis, seconds } from '../../base/sim-time.ts';
import type { ContainerPort, Probe } from '../../kubernetes/api/pod.ts';
import { aPod, type PodParts } from '../../testing/builders.ts';
import { APPLICATION_LATENCY, CONTAINER_START } from '../constants.ts';
import { invalidImageOf, latencyOf, listenersOf, listensOn, probeSucceeds, startupOf } from './application.ts';

const OURS = 'example.com/shop';

/** The pod's listeners as the annotation writes them. */
function listeners(parts: PodParts): readonly string[] {
  return listenersOf(aPod('web', parts)).map(
    ({ port, protocol, isLoopback }) => `${isLoopback ? '127.0.0.1:' : ''}${port}/${protocol}`,
  );
}

describe('listenersOf', () => {
  it.each<readonly [string, string | undefined, readonly ContainerPort[] | undefined, readonly string[]]>([
    ['nginx', undefined, undefined, ['80/TCP']],
    ['nginx', undefined, [{ containerPort: 8080 }], ['80/TCP']], // a declared port opens nothing
    ['rabbitmq', undefined, undefined, ['5672/TCP', '15672/TCP']],
    ['busybox', undefined, [{ containerPort: 80 }], []],
    [OURS, undefined, undefined, []],
    [OURS, undefined, [{ containerPort: 8080 }, { containerPort: 53, protocol: 'UDP' }], ['8080/TCP', '53/UDP']],
    ['nginx', '8080', undefined, ['8080/TCP']],
    ['nginx', '', undefined, []],
    [OURS, '80, 53/UDP,9000/SCTP', [{ containerPort: 1 }], ['80/TCP', '53/UDP', '9000/SCTP']],
    [OURS, '127.0.0.1:3000', undefined, ['127.0.0.1:3000/TCP']],
    [OURS, '0.0.0.0:3000/TCP', undefined, ['3000/TCP']],
    [OURS, 'http, 80, 81/HTTP, 123456, -1', undefined, ['80/TCP']], // what cannot be read listens on nothing
  ])('of image %s, annotated %j, declaring %j, are %j', (image, listen, ports, expected) => {
    const annotations = listen === undefined ? {} : { 'kubehops.dev/listen': listen };
    expect(listeners({ image, annotations, ...(ports === undefined ? {} : { ports }) })).toEqual(expected);
  });

  it('are those of all containers', () => {
    const containers = [
      { name: 'web', image: 'nginx' },
      { name: 'cache', image: 'redis' },
    ];
    expect(listeners({ spec: { containers } })).toEqual(['80/TCP', '6379/TCP']);
  });
});

describe('listensOn', () => {
  const pod = aPod('web', { annotations: { 'kubehops.dev/listen': '80, 53/UDP, 127.0.0.1:3000' } });

  it.each([
    [80, 'TCP', true],
    [80, 'UDP', false],
    [53, 'UDP', true],
    [53, 'TCP', false],
    [3000, 'TCP', false], // bound to loopback: deaf to the network
    [8080, 'TCP', false],
  ] as const)('%d/%s: %s', (port, protocol, expected) => {
    expect(listensOn(pod, port, protocol)).toBe(expected);
  });
});

describe('startupOf and latencyOf', () => {
  it('are the annotated durations', () => {
    const annotations = { 'kubehops.dev/startup': '20s', 'kubehops.dev/latency': '150ms' };
    expect(startupOf(aPod('web', { annotations }))).toBe(seconds(20));
    expect(latencyOf(aPod('web', { annotations }))).toBe(millis(150));
  });

  it.each([[{}], [{ 'kubehops.dev/startup': 'soon', 'kubehops.dev/latency': '-1s' }]])(
    'are the usual ones with the annotations %j',
    (annotations) => {
      expect(startupOf(aPod('web', { annotations }))).toBe(CONTAINER_START);
      expect(latencyOf(aPod('web', { annotations }))).toBe(APPLICATION_LATENCY);
    },
  );
});

describe('invalidImageOf', () => {
  it('names the first image that cannot be read', () => {
    const containers = [
      { name: 'a', image: 'nginx' },
      { name: 'b', image: 'nginx: latest' },
    ];
    expect(invalidImageOf(aPod('web', { spec: { containers } }))).toBe('nginx: latest');
    expect(invalidImageOf(aPod('web'))).toBeUndefined();
  });
});

describe('probeSucceeds', () => {
  const pod = aPod('web', {
    image: OURS,
    annotations: { 'kubehops.dev/listen': '8080, 53/UDP' },
    ports: [
      { name: 'http', containerPort: 8080 },
      { name: 'admin', containerPort: 9090 },
    ],
  });

  it.each<readonly [Probe, boolean]>([
    [{ httpGet: { port: 8080 } }, true],
    [{ httpGet: { path: '/healthz', port: 'http' } }, true],
    [{ tcpSocket: { port: 8080 } }, true],
    [{ httpGet: { port: 80 } }, false],
    [{ tcpSocket: { port: 53 } }, false], // only UDP listens there
    [{ httpGet: { port: 'admin' } }, false], // declared, but nothing listens
    [{ httpGet: { port: 'nameless' } }, false],
    [{ exec: { command: ['true'] } }, true],
    [{ grpc: { port: 1 } }, true],
  ])('%j: %s', (probe, expected) => {
    expect(probeSucceeds(pod, probe)).toBe(expected);
  });
});
