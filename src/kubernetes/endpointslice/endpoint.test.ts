import { describe, expect, it } from 'vitest';
import { aNode, aPod, aService, aServicePort, type PodParts } from '../../testing/builders.ts';
import type { EndpointPort } from '../api/endpointslice.ts';
import type { ContainerPort } from '../api/pod.ts';
import type { ServicePort } from '../api/service.ts';
import { endpointPorts, podToEndpoint, shouldPodBeInEndpoints } from './endpoint.ts';

const service = aService('web');

describe('shouldPodBeInEndpoints', () => {
  it.each<readonly [string, PodParts, boolean]>([
    ['a running pod', {}, true],
    ['a running pod that is not ready', { isReady: false }, true],
    ['a pending pod that has its address', { phase: 'Pending', isReady: false }, true],
    ['a terminating pod', { isTerminating: true }, true],
    ['a pod without an address', { phase: 'Pending', podIP: undefined }, false],
    ['a pod with an empty address', { podIP: '' }, false],
    ['a pod that has succeeded', { phase: 'Succeeded' }, false],
    ['a pod that has failed', { phase: 'Failed' }, false],
  ])('SLICE1: says of %s %j: %s', (_pod, parts, expected) => {
    expect(shouldPodBeInEndpoints(aPod('web-1', parts))).toBe(expected);
  });
});

describe('podToEndpoint', () => {
  it.each([
    // publishNotReady, Ready, deleted -> ready, serving, terminating
    [false, true, false, true, true, false],
    [false, false, false, false, false, false],
    [false, true, true, false, true, true],
    [false, false, true, false, false, true],
    [true, true, false, true, true, false],
    [true, false, false, true, false, false],
    [true, true, true, true, true, true],
    [true, false, true, true, false, true],
  ] as const)(
    'SLICE2: with publishNotReadyAddresses %s, of a pod Ready %s and deleted %s, says ready %s, serving %s, terminating %s',
    (publishNotReadyAddresses, isReady, isTerminating, ready, serving, terminating) => {
      const endpoint = podToEndpoint(
        aPod('web-1', { isReady, isTerminating }),
        undefined,
        aService('web', { publishNotReadyAddresses }),
      );
      expect(endpoint.conditions).toEqual({ ready, serving, terminating });
    },
  );

  it('SLICE3: names the address, the node, its zone and the pod', () => {
    const node = aNode('node-1', { labels: { 'topology.kubernetes.io/zone': 'zone-a' } });
    expect(podToEndpoint(aPod('web-1'), node, service)).toEqual({
      addresses: ['10.244.1.2'],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'node-1',
      zone: 'zone-a',
      targetRef: { kind: 'Pod', name: 'web-1', namespace: 'default', uid: 'uid-web-1' },
    });
  });

  it('SLICE4: names no zone where the node has none', () => {
    expect(podToEndpoint(aPod('web-1'), aNode('node-1'), service)).not.toHaveProperty('zone');
  });

  it.each([
    ['db-0', 'web', 'db-0'],
    ['db-0', 'other', undefined],
    ['db-0', undefined, undefined],
    [undefined, 'web', undefined],
  ] as const)(
    'SLICE5: of hostname %s and subdomain %s gives Service web the hostname %s',
    (hostname, subdomain, expected) => {
      const spec = {
        ...(hostname === undefined ? {} : { hostname }),
        ...(subdomain === undefined ? {} : { subdomain }),
      };
      expect(podToEndpoint(aPod('web-1', { spec }), undefined, service).hostname).toBe(expected);
    },
  );
});

describe('endpointPorts', () => {
  const http: ContainerPort = { name: 'http', containerPort: 8080 };
  const httpUdp: ContainerPort = { name: 'http', containerPort: 5353, protocol: 'UDP' };
  const tcp = (port: number, name = ''): EndpointPort => ({ name, protocol: 'TCP', port });

  it.each<readonly [string, readonly ServicePort[], readonly ContainerPort[] | undefined, readonly EndpointPort[]]>([
    ['takes a number as it is, declared or not', [aServicePort(80, { targetPort: 9999 })], undefined, [tcp(9999)]],
    ['looks a name up', [aServicePort(80, { targetPort: 'http' })], [http], [tcp(8080)]],
    [
      'takes the first of the name and protocol',
      [aServicePort(80, { targetPort: 'http' })],
      [httpUdp, http, { name: 'http', containerPort: 9090 }],
      [tcp(8080)],
    ],
    ['does not take the name with another protocol', [aServicePort(80, { targetPort: 'http' })], [httpUdp], []],
    ['has nothing for a name that the pod lacks', [aServicePort(80, { targetPort: 'web' })], [http], []],
    [
      'leaves out only the port whose name the pod lacks',
      [aServicePort(80, { name: 'a', targetPort: 'web' }), aServicePort(81, { name: 'b', targetPort: 'http' })],
      [http],
      [tcp(8080, 'b')],
    ],
    [
      'keeps appProtocol',
      [aServicePort(80, { appProtocol: 'kubernetes.io/h2c' })],
      undefined,
      [{ ...tcp(80), appProtocol: 'kubernetes.io/h2c' }],
    ],
  ])('SLICE6: %s', (_rule, ports, containerPorts, expected) => {
    const pod = aPod('web-1', containerPorts === undefined ? {} : { ports: containerPorts });
    expect(endpointPorts(aService('web', { ports }), pod)).toEqual(expected);
  });

  it.each([
    ['Always', [8083]],
    [undefined, []],
  ] as const)('SLICE7: of an init container with restartPolicy %s takes the ports %j', (restartPolicy, expected) => {
    const init = { name: 'proxy', ports: [{ name: 'http', containerPort: 8083 }] };
    const initContainers = [{ ...init, ...(restartPolicy === undefined ? {} : { restartPolicy }) }];
    const pod = aPod('web-1');
    const ports = [aServicePort(80, { targetPort: 'http' })];
    const withInit = { ...pod, spec: { ...pod.spec, initContainers } };
    expect(endpointPorts(aService('web', { ports }), withInit).map(({ port }) => port)).toEqual(expected);
  });

  it('SLICE8: has none for a Service without ports', () => {
    const { ports: _ports, ...spec } = service.spec;
    expect(endpointPorts({ ...service, spec: { ...spec, clusterIP: 'None' } }, aPod('web-1'))).toEqual([]);
  });
});
