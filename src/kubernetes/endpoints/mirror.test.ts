import { describe, expect, it } from 'vitest';
import { aService, aServicePort } from '../../testing/builders.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { ObjectMeta } from '../api/meta.ts';
import type { SliceChanges } from '../endpointslice/reconcile.ts';
import type { Endpoints, EndpointSubset } from './endpoints.ts';
import { mirrorEndpoints, shouldMirror } from './mirror.ts';

const http = { port: 8080, protocol: 'TCP' } as const;

function endpoints(subsets: readonly EndpointSubset[], metadata: Partial<ObjectMeta> = {}): Endpoints {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'default', uid: 'uid-ep', ...metadata },
    subsets,
  };
}

function mirror(object: Endpoints, existing: readonly EndpointSlice[] = []): SliceChanges {
  let names = existing.length;
  return mirrorEndpoints(object, existing, () => `web-${++names}`);
}

describe('shouldMirror', () => {
  const bare = { ...aService('web'), spec: { type: 'ClusterIP', ports: [aServicePort(80)] } } as const;
  const hand = endpoints([]);

  it.each([
    ['Endpoints of a Service without a selector', hand, bare, true],
    ['Endpoints of a Service with one', hand, aService('web'), false],
    ['Endpoints without a Service', hand, undefined, false],
    ['no Endpoints', undefined, bare, false],
    [
      'Endpoints that forbid it',
      endpoints([], { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }),
      bare,
      false,
    ],
    [
      'a record of a leader',
      endpoints([], { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } }),
      bare,
      false,
    ],
  ] as const)('of %s', (_what, object, service, expected) => {
    expect(shouldMirror(object, service)).toBe(expected);
  });
});

describe('mirrorEndpoints', () => {
  const subset = {
    addresses: [{ ip: '192.0.2.1', nodeName: 'node-1', hostname: 'a' }],
    notReadyAddresses: [{ ip: '192.0.2.2' }],
    ports: [http],
  };
  const hand = endpoints([subset], {
    labels: { team: 'red' },
    annotations: { mine: 'yes', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  });
  const made = mirror(hand).create;

  it('makes a slice that says no more than the Endpoints do', () => {
    expect(made).toEqual([
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: 'web-1',
          generateName: 'web-',
          namespace: 'default',
          labels: {
            team: 'red',
            'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
            'kubernetes.io/service-name': 'web',
          },
          annotations: { mine: 'yes' },
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'Endpoints',
              name: 'web',
              uid: 'uid-ep',
              controller: true,
              blockOwnerDeletion: true,
            },
          ],
        },
        addressType: 'IPv4',
        endpoints: [
          { addresses: ['192.0.2.1'], conditions: { ready: true }, nodeName: 'node-1', hostname: 'a' },
          { addresses: ['192.0.2.2'], conditions: { ready: false } },
        ],
        ports: [{ name: '', protocol: 'TCP', port: 8080 }],
      },
    ]);
  });

  it('makes one for each family and each set of ports', () => {
    const both = { addresses: [{ ip: '192.0.2.1' }, { ip: 'fd00::1' }, { ip: 'nonsense' }], ports: [http] };
    const other = { addresses: [{ ip: '192.0.2.9' }] };
    const { create } = mirror(endpoints([both, other]));
    expect(create.map(({ addressType, ports, endpoints: list }) => [addressType, ports?.length, list?.length])).toEqual(
      [
        ['IPv4', 1, 1],
        ['IPv6', 1, 1],
        ['IPv4', undefined, 1],
      ],
    );
  });

  it('mirrors no more than a thousand addresses of a subset', () => {
    const addresses = Array.from({ length: 1001 }, (_, index) => ({ ip: `10.0.${index >> 8}.${index & 255}` }));
    expect(mirror(endpoints([{ addresses, ports: [http] }])).create[0]?.endpoints).toHaveLength(1000);
  });

  it('changes nothing when nothing has changed', () => {
    expect(mirror(hand, made)).toEqual({ create: [], update: [], remove: [] });
  });

  it.each([
    ['an address', endpoints([{ ...subset, addresses: [{ ip: '192.0.2.3' }] }], hand.metadata)],
    [
      'readiness',
      endpoints(
        [{ ports: [http], addresses: subset.notReadyAddresses, notReadyAddresses: subset.addresses }],
        hand.metadata,
      ),
    ],
    ['the labels', endpoints([subset], { ...hand.metadata, labels: {} })],
    ['the annotations', endpoints([subset], { ...hand.metadata, annotations: {} })],
    ['the ports', endpoints([{ ...subset, ports: [{ port: 9090, protocol: 'TCP' }] }], hand.metadata)],
  ])('keeps the slice when %s change', (_what, changed) => {
    const { create, update, remove } = mirror(changed, made);
    expect([create, remove]).toEqual([[], []]);
    expect(update.map(({ metadata }) => metadata.name)).toEqual(['web-1']);
  });

  it('removes the slice when no address is left', () => {
    expect(mirror(endpoints([]), made)).toEqual({ create: [], update: [], remove: made });
  });
});
