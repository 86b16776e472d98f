import { describe, expect, it } from 'vitest';
import type { ProxyEndpoint } from './endpoints.ts';
import { categorizeEndpoints } from './topology.ts';

type Condition = 'ready' | 'notReady' | 'servingTerminating' | 'terminating';

function endpoint(
  address: string,
  condition: Condition,
  more: Partial<Pick<ProxyEndpoint, 'isLocal' | 'zoneHints' | 'nodeHints'>> = {},
): ProxyEndpoint {
  return {
    address,
    port: 80,
    text: `${address}:80`,
    isLocal: false,
    isReady: condition === 'ready',
    isServing: condition === 'ready' || condition === 'servingTerminating',
    isTerminating: condition === 'servingTerminating' || condition === 'terminating',
    zoneHints: [],
    nodeHints: [],
    ...more,
  };
}

const cluster = { usesClusterEndpoints: true, usesLocalEndpoints: false };
const local = { usesClusterEndpoints: false, usesLocalEndpoints: true };
const both = { usesClusterEndpoints: true, usesLocalEndpoints: true };
const here = { isLocal: true };

interface Row {
  readonly rule: string;
  readonly endpoints: readonly ProxyEndpoint[];
  readonly use: typeof both;
  readonly zone?: string;
  readonly expected: { readonly cluster: string; readonly local: string; readonly all: string; readonly any: boolean };
}

const rows: readonly Row[] = [
  {
    rule: 'PROXY1: has nothing without endpoints',
    endpoints: [],
    use: both,
    expected: { cluster: '', local: '', all: '', any: false },
  },
  {
    rule: 'PROXY2: takes only ready endpoints while there is one',
    endpoints: [endpoint('a', 'ready'), endpoint('b', 'notReady'), endpoint('c', 'servingTerminating')],
    use: cluster,
    expected: { cluster: 'a', local: '', all: 'a', any: true },
  },
  {
    rule: 'PROXY3: falls back to serving terminating endpoints when none is ready',
    endpoints: [endpoint('a', 'notReady'), endpoint('b', 'servingTerminating'), endpoint('c', 'terminating')],
    use: cluster,
    expected: { cluster: 'b', local: '', all: 'b', any: true },
  },
  {
    rule: 'PROXY4: has nothing when all fail or are gone',
    endpoints: [endpoint('a', 'notReady', here), endpoint('b', 'terminating', here)],
    use: both,
    expected: { cluster: '', local: '', all: '', any: false },
  },
  {
    rule: 'PROXY5: knows under the Local policy alone that other nodes have endpoints',
    endpoints: [endpoint('a', 'ready'), endpoint('b', 'notReady', here)],
    use: local,
    expected: { cluster: '', local: '', all: '', any: true },
  },
  {
    rule: 'PROXY6: counts serving terminating endpoints elsewhere as endpoints',
    endpoints: [endpoint('a', 'servingTerminating')],
    use: local,
    expected: { cluster: '', local: '', all: '', any: true },
  },
  {
    rule: 'PROXY7: lets the Local policy fall back on its own, and merges the lists by address and port',
    endpoints: [endpoint('b', 'ready'), endpoint('a', 'servingTerminating', here)],
    use: both,
    expected: { cluster: 'b', local: 'a', all: 'a b', any: true },
  },
  {
    rule: 'PROXY8: prefers a ready local endpoint to a terminating one',
    endpoints: [endpoint('a', 'servingTerminating', here), endpoint('b', 'ready', here)],
    use: local,
    expected: { cluster: '', local: 'b', all: 'b', any: true },
  },
  {
    rule: 'PROXY9: keeps to its zone when every ready endpoint has a zone hint',
    endpoints: [
      endpoint('a', 'ready', { zoneHints: ['zone-a'] }),
      endpoint('b', 'ready', { zoneHints: ['zone-b'] }),
      endpoint('c', 'notReady'),
    ],
    use: cluster,
    zone: 'zone-b',
    expected: { cluster: 'b', local: '', all: 'b', any: true },
  },
  {
    rule: 'PROXY10: ignores zone hints when one ready endpoint has none',
    endpoints: [endpoint('a', 'ready', { zoneHints: ['zone-a'] }), endpoint('b', 'ready')],
    use: cluster,
    zone: 'zone-a',
    expected: { cluster: 'a b', local: '', all: 'a b', any: true },
  },
  {
    rule: 'PROXY11: ignores zone hints when none names its zone',
    endpoints: [endpoint('a', 'ready', { zoneHints: ['zone-a'] })],
    use: cluster,
    zone: 'zone-c',
    expected: { cluster: 'a', local: '', all: 'a', any: true },
  },
  {
    rule: 'PROXY12: ignores zone hints on a node without a zone',
    endpoints: [endpoint('a', 'ready', { zoneHints: ['zone-a'] }), endpoint('b', 'ready', { zoneHints: ['zone-b'] })],
    use: cluster,
    expected: { cluster: 'a b', local: '', all: 'a b', any: true },
  },
  {
    rule: 'PROXY13: prefers its own node to its zone',
    endpoints: [
      endpoint('a', 'ready', { zoneHints: ['zone-a'], nodeHints: ['node-2'] }),
      endpoint('b', 'ready', { zoneHints: ['zone-a'], nodeHints: ['node-1'] }),
    ],
    use: cluster,
    zone: 'zone-a',
    expected: { cluster: 'b', local: '', all: 'b', any: true },
  },
  {
    rule: 'PROXY14: falls back from its node to its zone',
    endpoints: [
      endpoint('a', 'ready', { zoneHints: ['zone-a'], nodeHints: ['node-2'] }),
      endpoint('b', 'ready', { zoneHints: ['zone-b'], nodeHints: ['node-3'] }),
    ],
    use: cluster,
    zone: 'zone-a',
    expected: { cluster: 'a', local: '', all: 'a', any: true },
  },
  {
    rule: 'PROXY15: does not apply hints to the Local policy',
    endpoints: [
      endpoint('a', 'ready', { isLocal: true, zoneHints: ['zone-b'] }),
      endpoint('b', 'ready', { zoneHints: ['zone-a'] }),
    ],
    use: both,
    zone: 'zone-a',
    expected: { cluster: 'b', local: 'a', all: 'a b', any: true },
  },
];

describe('categorizeEndpoints', () => {
  it.each(rows)('$rule', ({ endpoints, use, zone, expected }) => {
    const found = categorizeEndpoints(endpoints, use, { nodeName: 'node-1', ...(zone === undefined ? {} : { zone }) });
    const names = (list: readonly ProxyEndpoint[]): string => list.map(({ address }) => address).join(' ');
    expect({
      cluster: names(found.clusterEndpoints),
      local: names(found.localEndpoints),
      all: names(found.allReachableEndpoints),
      any: found.hasAnyEndpoints,
    }).toEqual(expected);
  });
});
