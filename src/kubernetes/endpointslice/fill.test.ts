import { describe, expect, it } from 'vitest';
import type { Endpoint, EndpointSlice } from '../api/endpointslice.ts';
import { endpointKey } from './endpoint-set.ts';
import { fillSlices } from './fill.ts';

/** Endpoints for the pods `from` to `to`, the latter left out. */
function endpoints(from: number, to: number): readonly Endpoint[] {
  return Array.from({ length: to - from }, (_, index) => ({
    addresses: [`10.0.${(from + index) >> 8}.${(from + index) & 255}`],
    conditions: { ready: true },
    targetRef: { kind: 'Pod', name: `web-${from + index}` },
  }));
}

function slice(name: string, list: readonly Endpoint[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name },
    addressType: 'IPv4',
    endpoints: list,
  };
}

function fill(
  existing: readonly EndpointSlice[],
  wanted: readonly Endpoint[],
  changed: readonly string[] = [],
): readonly (readonly [string, number])[] {
  const desired = new Map(wanted.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const { create, update, remove } = fillSlices(existing, desired, ({ metadata }) => changed.includes(metadata.name));
  return [
    ...create.map((list) => ['create', list.length] as const),
    ...update.map(({ metadata, endpoints: list = [] }) => [`update ${metadata.name}`, list.length] as const),
    ...remove.map(({ metadata }) => [`remove ${metadata.name}`, 0] as const),
  ];
}

describe('fillSlices', () => {
  const full = slice('full', endpoints(0, 100));
  const half = slice('half', endpoints(100, 150));
  const small = slice('small', endpoints(200, 210));

  it.each<readonly [string, readonly (readonly [string, number])[], readonly (readonly [string, number])[]]>([
    [
      'makes slices of a hundred',
      fill([], endpoints(0, 250)),
      [
        ['create', 100],
        ['create', 100],
        ['create', 50],
      ],
    ],
    ['leaves what is right', fill([full, half], endpoints(0, 150)), []],
    [
      'does not merge slices that have shrunk',
      fill([full, half], [...endpoints(0, 20), ...endpoints(100, 120)]),
      [
        ['update full', 20],
        ['update half', 20],
      ],
    ],
    ['removes a slice that has lost all', fill([full, half], endpoints(0, 100)), [['remove half', 0]]],
    [
      'fills the unchanged slice that comes closest to full',
      fill([full, small, half], [...endpoints(0, 150), ...endpoints(200, 230)]),
      [['update half', 70]],
    ],
    [
      'takes another where the closest has no room',
      fill([full, small, half], [...endpoints(0, 150), ...endpoints(200, 270)]),
      [['update small', 70]],
    ],
    [
      'makes a new slice where none has room',
      fill([full, small, half], [...endpoints(0, 150), ...endpoints(200, 301)]),
      [['create', 91]],
    ],
    [
      'fills first those that are written anyway',
      fill([half, small], [...endpoints(100, 149), ...endpoints(200, 230)]),
      [['update half', 69]],
    ],
    [
      'writes a slice whose labels have changed, and fills it',
      fill([half, small], [...endpoints(100, 150), ...endpoints(200, 215)], ['small']),
      [['update small', 15]],
    ],
    [
      'moves endpoints that have a new address',
      fill(
        [small],
        endpoints(200, 210).map((endpoint) => ({ ...endpoint, addresses: ['10.9.9.9'] })),
      ),
      [
        ['create', 10],
        ['remove small', 0],
      ],
    ],
  ])('SLICE10: %s', (_rule, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
