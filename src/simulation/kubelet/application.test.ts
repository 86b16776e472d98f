import { describe, expect, it } from 'vitest';
import { millis, seconds } from '../../base/sim-time.ts';
import type { ContainerPort } from '../../kubernetes/api/pod.ts';
import { aPod, type PodParts } from '../../testing/builders.ts';
import { APPLICATION_LATENCY, CONTAINER_START, CONTAINER_STOP } from '../constants.ts';
import {
  isReadableImage,
  latencyOf,
  listenersOf,
  listensOn,
  ownEndOf,
  pullErrorOf,
  startupOf,
  stopOf,
  type OwnEnd,
} from './application.ts';

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

describe('stopOf', () => {
  it.each<readonly [string | undefined, number | undefined]>([
    [undefined, CONTAINER_STOP],
    ['20s', seconds(20)],
    ['never', undefined],
    ['soon', CONTAINER_STOP],
  ])('with the annotation %j is %j', (stop, expected) => {
    expect(stopOf(aPod('web', { annotations: stop === undefined ? {} : { 'kubehops.dev/stop': stop } }))).toBe(
      expected,
    );
  });
});

describe('ownEndOf', () => {
  it.each<readonly [string, string | undefined, readonly string[] | undefined, OwnEnd | undefined]>([
    ['nginx', undefined, undefined, undefined],
    ['nginx', 'always', undefined, { after: seconds(0), exitCode: 1 }],
    ['nginx', '10s', undefined, { after: seconds(10), exitCode: 1 }],
    ['nginx', 'sometimes', undefined, undefined],
    ['busybox', undefined, undefined, { after: millis(10), exitCode: 0 }], // a shell with nothing to do
    ['busybox', undefined, ['sleep', '3600'], undefined],
    ['busybox', '10s', ['sleep', '3600'], { after: seconds(10), exitCode: 1 }],
    ['python', undefined, undefined, undefined], // unknown: taken at its word
  ])('of %s with crash %j and the command %j is %j', (image, crash, command, expected) => {
    const container = { name: 'web', image, ...(command !== undefined && { command }) };
    const annotations = crash === undefined ? {} : { 'kubehops.dev/crash': crash };
    expect(ownEndOf(aPod('web', { annotations }), container, true)).toEqual(expected);
  });

  it('is the first container’s alone where the annotation says so', () => {
    const pod = aPod('web', { annotations: { 'kubehops.dev/crash': 'always' } });
    expect(ownEndOf(pod, { name: 'sidecar', image: 'nginx' }, false)).toBeUndefined();
  });
});

describe('pullErrorOf', () => {
  it.each<readonly [string, string | undefined, string | undefined]>([
    ['nginx', undefined, undefined],
    ['registry.example.com/shop:1', undefined, undefined],
    [
      'nginx:9.9',
      'fail',
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:9.9": failed to resolve reference "docker.io/library/nginx:9.9": docker.io/library/nginx:9.9: not found',
    ],
    [
      'registry.invalid/shop',
      undefined,
      'failed to pull and unpack image "registry.invalid/shop:latest": failed to resolve reference "registry.invalid/shop:latest": failed to do request: Head "https://registry.invalid/v2/shop/manifests/latest": dial tcp: lookup registry.invalid: no such host',
    ],
  ])('of %s with the annotation %j is %j', (image, pull, expected) => {
    const annotations = pull === undefined ? {} : { 'kubehops.dev/image-pull': pull };
    expect(pullErrorOf(aPod('web', { annotations }), { name: 'web', image })).toBe(expected);
  });
});

describe('isReadableImage', () => {
  it.each([
    ['nginx', true],
    ['nginx: latest', false],
  ])('of %j is %j', (image, expected) => {
    expect(isReadableImage({ name: 'web', image })).toBe(expected);
  });
});
