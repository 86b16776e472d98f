import { describe, expect, it } from 'vitest';
import { aNode, aPod, aService, aServicePort } from '../../testing/builders.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { reconcileEndpointSlices, type ServiceSliceChanges } from './reconcile.ts';
import { MANAGED_BY, MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from './slice-labels.ts';

const node = aNode('node-1', { labels: { 'topology.kubernetes.io/zone': 'zone-a' } });

/** Reconciles with names `web-1`, `web-2`… for new slices. */
function reconcile(
  service: Service,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[] = [],
): ServiceSliceChanges {
  let names = existing.length;
  return reconcileEndpointSlices(
    service,
    pods,
    (name) => (name === 'node-1' ? node : undefined),
    existing,
    () => `web-${++names}`,
  );
}

function podsOf(slice: EndpointSlice | undefined): readonly (string | undefined)[] {
  return (slice?.endpoints ?? []).map(({ targetRef }) => targetRef?.name);
}

function manyPods(count: number): readonly Pod[] {
  return Array.from({ length: count }, (_, index) =>
    aPod(`web-${String(index).padStart(3, '0')}`, { podIP: `10.244.${index >> 8}.${index & 255}` }),
  );
}

describe('reconcileEndpointSlices', () => {
  const service = aService('web', {}, { labels: { team: 'red' } });

  it('SLICE20: makes a slice of the pods that the selector selects', () => {
    const other = aPod('db-1', { labels: { app: 'db' } });
    const { create, update, remove } = reconcile(service, [aPod('web-1'), other, aPod('web-2')]);
    expect(create).toHaveLength(1);
    expect(create[0]).toMatchObject({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      addressType: 'IPv4',
      metadata: {
        namespace: 'default',
        labels: { team: 'red', [SERVICE_NAME_LABEL]: 'web', [MANAGED_BY_LABEL]: MANAGED_BY },
        ownerReferences: [{ kind: 'Service', name: 'web', uid: 'uid-web', controller: true }],
      },
      ports: [{ name: '', protocol: 'TCP', port: 80 }],
    });
    expect(podsOf(create[0])).toEqual(['web-1', 'web-2']);
    expect([update, remove]).toEqual([[], []]);
  });

  it.each([
    ['None', { 'service.kubernetes.io/headless': '' }],
    ['10.96.0.7', {}],
  ] as const)('SLICE21: of a Service with clusterIP %s has the labels %o beside its own two', (clusterIP, expected) => {
    const labels = { [MANAGED_BY_LABEL]: 'me', 'service.kubernetes.io/headless': 'no' };
    const { create } = reconcile(aService('web', { clusterIP }, { labels }), [aPod('web-1')]);
    const own = { [SERVICE_NAME_LABEL]: 'web', [MANAGED_BY_LABEL]: MANAGED_BY };
    expect(create[0]?.metadata.labels).toEqual({ ...own, ...expected });
  });

  it('SLICE22: splits 105 pods into slices of 100 and 5', () => {
    const { create } = reconcile(service, manyPods(105));
    expect(create.map(({ endpoints }) => endpoints?.length)).toEqual([100, 5]);
    expect(new Set(create.map(({ metadata }) => metadata.name)).size).toBe(2);
    expect(new Set(create.flatMap(podsOf)).size).toBe(105);
  });

  it('SLICE23: groups pods by the ports that they resolve to', () => {
    const named = aService('web', { ports: [aServicePort(80, { targetPort: 'http' })] });
    const old = aPod('web-old', { ports: [{ name: 'http', containerPort: 8080 }] });
    const young = aPod('web-young', { ports: [{ name: 'http', containerPort: 9090 }] });
    const { create } = reconcile(named, [old, young, aPod('web-without')]);
    expect(create.map((slice) => [slice.ports?.map(({ port }) => port), podsOf(slice)])).toEqual([
      [[8080], ['web-old']],
      [[9090], ['web-young']],
      [undefined, ['web-without']],
    ]);
  });

  it('SLICE24: keeps one empty slice where no pod is selected', () => {
    const { create } = reconcile(service, [aPod('db-1', { labels: { app: 'db' } })]);
    expect(create).toHaveLength(1);
    expect(create[0]).not.toHaveProperty('endpoints');
    expect(create[0]).not.toHaveProperty('ports');
  });

  it('SLICE25: leaves out finished pods and such as have no address', () => {
    const pods = [aPod('web-1', { phase: 'Succeeded' }), aPod('web-2', { podIP: undefined }), aPod('web-3')];
    expect(podsOf(reconcile(service, pods).create[0])).toEqual(['web-3']);
  });

  it('SLICE26: leaves out pods of a node that does not exist, unless not-ready addresses are published', () => {
    const lost = aPod('web-1', { node: 'node-9' });
    const { create, missingNode } = reconcile(service, [lost]);
    expect(create.map(podsOf)).toEqual([[]]);
    expect(missingNode).toBe(true);
    const published = aService('web', { publishNotReadyAddresses: true });
    expect(podsOf(reconcile(published, [lost]).create[0])).toEqual(['web-1']);
  });

  it('SLICE27: makes none for ExternalName and none without a selector', () => {
    const { selector: _selector, ...spec } = service.spec;
    expect(reconcile({ ...service, spec }, [aPod('web-1')]).create).toEqual([]);
    expect(reconcile(aService('web', { type: 'ExternalName' }), [aPod('web-1')]).create).toEqual([]);
  });
});

describe('reconcileEndpointSlices, where slices exist', () => {
  const service = aService('web');
  const existing = reconcile(service, [aPod('web-1'), aPod('web-2')]).create;

  it('SLICE28: changes nothing when nothing has changed', () => {
    const changes = reconcile(service, [aPod('web-1'), aPod('web-2')], existing);
    expect(changes).toEqual({ create: [], update: [], remove: [], missingNode: false });
  });

  it('SLICE29: keeps the name of a slice whose endpoints change', () => {
    const { create, update, remove } = reconcile(service, [aPod('web-1', { isReady: false })], existing);
    expect([create, remove]).toEqual([[], []]);
    expect(update.map(({ metadata }) => metadata.name)).toEqual(existing.map(({ metadata }) => metadata.name));
    expect(update[0]?.endpoints?.map(({ conditions }) => conditions.ready)).toEqual([false]);
  });

  it('SLICE30: rewrites a slice when the labels of the Service change', () => {
    const labelled = aService('web', {}, { labels: { team: 'blue' } });
    const { update } = reconcile(labelled, [aPod('web-1'), aPod('web-2')], existing);
    expect(update[0]?.metadata.labels).toMatchObject({ team: 'blue' });
  });

  it('SLICE31: gives a slice of other ports the name of the one that it replaces', () => {
    const moved = aService('web', { ports: [aServicePort(80, { targetPort: 8080 })] });
    const { create, update, remove } = reconcile(moved, [aPod('web-1')], existing);
    expect([create, remove]).toEqual([[], []]);
    expect(update.map(({ metadata, ports }) => [metadata.name, ports?.[0]?.port])).toEqual([['web-1', 8080]]);
  });

  it('SLICE32: does not mind the order of the ports', () => {
    const [http, dns] = [aServicePort(80, { name: 'http' }), aServicePort(53, { name: 'dns' })];
    const before = reconcile(aService('web', { ports: [http, dns] }), [aPod('web-1')]).create;
    const changes = reconcile(aService('web', { ports: [dns, http] }), [aPod('web-1')], before);
    expect(changes).toMatchObject({ create: [], update: [], remove: [] });
  });

  it('SLICE33: turns the last slice into the empty one, and the empty one into the first', () => {
    const emptied = reconcile(service, [], existing);
    expect([emptied.create, emptied.remove]).toEqual([[], []]);
    expect(emptied.update.map((slice) => [slice.metadata.name, podsOf(slice)])).toEqual([['web-1', []]]);
    expect(reconcile(service, [], emptied.update)).toMatchObject({ create: [], update: [], remove: [] });
    const filled = reconcile(service, [aPod('web-1')], emptied.update);
    expect(filled.update.map((slice) => [slice.metadata.name, podsOf(slice)])).toEqual([['web-1', ['web-1']]]);
  });

  it('SLICE34: keeps endpoints where they are, and adds new ones behind them', () => {
    const { update } = reconcile(service, [aPod('web-0'), aPod('web-2')], existing);
    expect(update.map(podsOf)).toEqual([['web-2', 'web-0']]);
  });

  it('SLICE35: removes slices of a former Service of that name', () => {
    const again = aService('web', {}, { uid: 'uid-again' });
    const { create, update, remove } = reconcile(again, [aPod('web-1')], existing);
    expect([create.map(podsOf), update]).toEqual([[['web-1']], []]);
    expect(remove).toEqual(existing);
  });

  it('SLICE36: removes the second slice when 100 pods are left, and makes it again for the next', () => {
    const two = reconcile(service, manyPods(101)).create;
    const less = reconcile(service, manyPods(100), two);
    expect(less.create).toEqual([]);
    expect(less.remove.map(({ metadata }) => metadata.name)).toEqual(['web-2']);
    const more = reconcile(service, manyPods(101), two.slice(0, 1));
    expect(more.create.map(podsOf)).toEqual([['web-100']]);
    expect(more.update).toEqual([]);
  });

  it.each([
    ['whose selector is gone', { ports: [aServicePort(80)], type: 'ClusterIP' }],
    ['that becomes an ExternalName', { selector: { app: 'web' }, type: 'ExternalName' }],
  ] as const)('SLICE37: leaves the slices of a Service %s', (_change, spec) => {
    const changes = reconcile({ ...service, spec }, [aPod('web-3')], existing);
    expect(changes).toMatchObject({ create: [], update: [], remove: [] });
  });
});

describe('reconcileEndpointSlices, by address family', () => {
  const dual = aPod('web-1', {});
  const pod = { ...dual, status: { ...dual.status, podIPs: [{ ip: '10.244.1.2' }, { ip: 'fd00::2' }] } };

  it.each([
    [['IPv4'], [['IPv4', '10.244.1.2']]],
    [['IPv6'], [['IPv6', 'fd00::2']]],
    [
      ['IPv4', 'IPv6'],
      [
        ['IPv4', '10.244.1.2'],
        ['IPv6', 'fd00::2'],
      ],
    ],
  ] as const)('SLICE38: makes slices for %j', (ipFamilies, expected) => {
    const { create } = reconcile(aService('web', { ipFamilies }), [pod]);
    expect(create.map(({ addressType, endpoints }) => [addressType, endpoints?.[0]?.addresses[0]])).toEqual(expected);
  });

  it('SLICE39: lists no pod without an address of the family, and removes slices of a family that is gone', () => {
    const both = reconcile(aService('web', { ipFamilies: ['IPv4', 'IPv6'] }), [pod]).create;
    const { update, remove } = reconcile(aService('web', { ipFamilies: ['IPv4'] }), [pod], both);
    expect(update).toEqual([]);
    expect(remove.map(({ addressType }) => addressType)).toEqual(['IPv6']);
    expect(podsOf(reconcile(aService('web', { ipFamilies: ['IPv6'] }), [aPod('web-1')]).create[0])).toEqual([]);
  });
});

describe('reconcileEndpointSlices, with trafficDistribution', () => {
  const pods = [aPod('web-1'), aPod('web-2', { isReady: false })];
  const zone = { forZones: [{ name: 'zone-a' }] };

  it.each([
    ['PreferClose', zone],
    ['PreferSameZone', zone],
    ['PreferSameNode', { ...zone, forNodes: [{ name: 'node-1' }] }],
  ] as const)('SLICE40: %s gives ready endpoints the hints %j', (trafficDistribution, hints) => {
    const { create } = reconcile(aService('web', { trafficDistribution }), pods);
    expect(create[0]?.endpoints?.map((endpoint) => endpoint.hints)).toEqual([hints, undefined]);
  });

  it('SLICE41: adds, changes and takes away the hints of slices that are otherwise right', () => {
    const [slice] = reconcile(aService('web'), pods).create;
    const stored = slice === undefined ? [] : [slice];
    const hinted = reconcile(aService('web', { trafficDistribution: 'PreferClose' }), pods, stored).update;
    expect(hinted.map(({ endpoints }) => endpoints?.[0]?.hints)).toEqual([zone]);
    expect(reconcile(aService('web', { trafficDistribution: 'PreferSameZone' }), pods, hinted).update).toEqual([]);
    const bare = reconcile(aService('web'), pods, hinted).update;
    expect(bare.map(({ endpoints }) => endpoints?.[0]?.hints)).toEqual([undefined]);
  });

  it('SLICE42: gives none while the older annotation is in force', () => {
    const annotations = { 'service.kubernetes.io/topology-mode': 'Auto' };
    const { create } = reconcile(aService('web', { trafficDistribution: 'PreferClose' }, { annotations }), pods);
    expect(create[0]?.endpoints?.[0]).not.toHaveProperty('hints');
  });
});
