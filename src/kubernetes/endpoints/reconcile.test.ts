import { describe, expect, it } from 'vitest';
import { aPod, aService } from '../../testing/builders.ts';
import type { Pod } from '../api/pod.ts';
import type { Endpoints } from './endpoints.ts';
import { reconcileEndpoints } from './reconcile.ts';
import { countAddresses, truncateSubsets } from './truncate.ts';

const service = aService('web', { clusterIP: '10.96.0.7' }, { labels: { team: 'red' } });
const TIME = '2026-01-01T00:00:05Z';

function manyPods(count: number, isReady = true, from = 0): readonly Pod[] {
  return Array.from({ length: count }, (_, index) =>
    aPod(`web-${from + index}`, { podIP: `10.1.${(from + index) >> 8}.${(from + index) & 255}`, isReady }),
  );
}

describe('reconcileEndpoints', () => {
  const made = reconcileEndpoints(service, [aPod('web-1')], undefined, TIME);

  it('makes Endpoints of the name and labels of the Service', () => {
    expect(made).toMatchObject({ kind: 'Endpoints', metadata: { name: 'web', namespace: 'default' } });
    expect(made?.metadata.labels).toEqual({ team: 'red', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    expect(made?.metadata.annotations).toEqual({ 'endpoints.kubernetes.io/last-change-trigger-time': TIME });
    expect(countAddresses(made?.subsets)).toBe(1);
  });

  it('makes them without subsets where no pod is selected', () => {
    expect(reconcileEndpoints(service, [], undefined, undefined)).not.toHaveProperty('subsets');
  });

  it('writes nothing when nothing has changed', () => {
    expect(reconcileEndpoints(service, [aPod('web-1')], made, undefined)).toBeUndefined();
  });

  it.each([
    ['the addresses', service, [aPod('web-1', { isReady: false })]],
    ['the labels', aService('web', service.spec, { labels: { team: 'blue' } }), [aPod('web-1')]],
  ])('writes when %s change, and drops the former trigger time', (_what, changed, pods) => {
    const written = reconcileEndpoints(changed, pods, made, undefined);
    expect(written).toBeDefined();
    expect(written?.metadata).not.toHaveProperty('annotations');
  });

  it('labels those of a headless Service, which is no difference by itself', () => {
    const headless = aService('web', { clusterIP: 'None' });
    const current = reconcileEndpoints(headless, [], undefined, undefined);
    expect(current?.metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '');
    expect(reconcileEndpoints(headless, [], current, undefined)).toBeUndefined();
  });

  it('overwrites what somebody else wrote, but for annotations', () => {
    const foreign: Endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'web', namespace: 'default', uid: 'uid-ep', annotations: { mine: 'yes' } },
      subsets: [{ addresses: [{ ip: '192.0.2.1' }] }],
    };
    const written = reconcileEndpoints(service, [aPod('web-1')], foreign, undefined);
    expect(written?.metadata).toMatchObject({ uid: 'uid-ep', annotations: { mine: 'yes' } });
    expect(written?.subsets).toEqual(made?.subsets);
  });

  it.each([
    ['without a selector', { ports: [], type: 'ClusterIP' }],
    ['of type ExternalName', { selector: { app: 'web' }, type: 'ExternalName' }],
  ] as const)('leaves alone those of a Service %s', (_kind, spec) => {
    expect(reconcileEndpoints({ ...service, spec }, [aPod('web-1')], undefined, TIME)).toBeUndefined();
  });

  it('keeps a thousand addresses, and says so', () => {
    const written = reconcileEndpoints(service, manyPods(1001), undefined, undefined);
    expect(countAddresses(written?.subsets)).toBe(1000);
    expect(written?.metadata.annotations).toEqual({ 'endpoints.kubernetes.io/over-capacity': 'truncated' });
    const less = reconcileEndpoints(service, manyPods(1000), written, undefined);
    expect(less?.metadata).not.toHaveProperty('annotations');
  });
});

describe('truncateSubsets', () => {
  const addresses = (count: number): readonly { readonly ip: string }[] =>
    Array.from({ length: count }, (_, index) => ({ ip: `10.0.${index >> 8}.${index & 255}` }));

  it.each([
    // ready and not ready of each subset, before and after
    [[[1000, 0]], undefined],
    [[[1200, 5]], [[1000, 0]]],
    [[[900, 300]], [[900, 100]]],
    [
      [
        [900, 0],
        [300, 10],
      ],
      [
        [750, 0],
        [250, 0],
      ],
    ],
    [
      [
        [500, 301],
        [100, 300],
      ],
      [
        [500, 201],
        [100, 199],
      ],
    ],
  ] as const)('makes %j into %j', (before, after) => {
    const subsets = before.map(([ready, notReady]) => ({
      addresses: addresses(ready),
      notReadyAddresses: addresses(notReady),
    }));
    const sizes = truncateSubsets(subsets)?.map((subset) => [
      subset.addresses?.length ?? 0,
      subset.notReadyAddresses?.length ?? 0,
    ]);
    expect(sizes).toEqual(after);
  });
});
