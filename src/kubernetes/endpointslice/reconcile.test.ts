import { describe, expect, it } from 'vitest';
import { aNode, aPod, aService, aServicePort } from '../../testing/builders.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { MANAGED_BY, MANAGED_BY_LABEL, reconcileEndpointSlices, SERVICE_NAME_LABEL } from './reconcile.ts';
import type { SliceChanges } from './reconcile.ts';

const node = aNode('node-1');

/** Reconciles with names `web-1`, `web-2`… for new slices. */
function reconcile(service: Service, pods: readonly Pod[], existing: readonly EndpointSlice[] = []): SliceChanges {
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

  it('makes a slice of the pods that the selector selects', () => {
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

  it('labels the slices of a headless Service', () => {
    const { create } = reconcile(aService('web', { clusterIP: 'None' }), [aPod('web-1')]);
    expect(create[0]?.metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '');
  });

  it('splits 105 pods into slices of 100 and 5', () => {
    const { create } = reconcile(service, manyPods(105));
    expect(create.map(({ endpoints }) => endpoints?.length)).toEqual([100, 5]);
    expect(new Set(create.map(({ metadata }) => metadata.name)).size).toBe(2);
    expect(new Set(create.flatMap(podsOf)).size).toBe(105);
  });

  it('groups pods by the ports that they resolve to', () => {
    const named = aService('web', { ports: [aServicePort(80, { targetPort: 'http' })] });
    const old = aPod('web-old', { ports: [{ name: 'http', containerPort: 8080 }] });
    const young = aPod('web-young', { ports: [{ name: 'http', containerPort: 9090 }] });
    const { create } = reconcile(named, [old, young, aPod('web-without')]);
    expect(create.map((slice) => [slice.ports?.map(({ port }) => port), podsOf(slice)])).toEqual([
      [[8080], ['web-old']],
      [[9090], ['web-young']],
      [[], ['web-without']],
    ]);
  });

  it('keeps one empty slice where no pod is selected', () => {
    const { create } = reconcile(service, [aPod('db-1', { labels: { app: 'db' } })]);
    expect(create).toHaveLength(1);
    expect(create[0]).not.toHaveProperty('endpoints');
    expect(create[0]).not.toHaveProperty('ports');
  });

  it('leaves out finished pods and such as have no address', () => {
    const pods = [aPod('web-1', { phase: 'Succeeded' }), aPod('web-2', { podIP: undefined }), aPod('web-3')];
    expect(podsOf(reconcile(service, pods).create[0])).toEqual(['web-3']);
  });

  it('leaves out pods of a node that does not exist, unless not-ready addresses are published', () => {
    const lost = aPod('web-1', { node: 'node-9' });
    expect(podsOf(reconcile(service, [lost]).create[0])).toEqual([]);
    const published = aService('web', { publishNotReadyAddresses: true });
    expect(podsOf(reconcile(published, [lost]).create[0])).toEqual(['web-1']);
  });

  it('makes none for ExternalName and none without a selector', () => {
    const { selector: _selector, ...spec } = service.spec;
    expect(reconcile({ ...service, spec }, [aPod('web-1')]).create).toEqual([]);
    expect(reconcile(aService('web', { type: 'ExternalName' }), [aPod('web-1')]).create).toEqual([]);
  });
});

describe('reconcileEndpointSlices, where slices exist', () => {
  const service = aService('web');
  const existing = reconcile(service, [aPod('web-1'), aPod('web-2')]).create;

  it('changes nothing when nothing has changed', () => {
    const changes = reconcile(service, [aPod('web-1'), aPod('web-2')], existing);
    expect(changes).toEqual({ create: [], update: [], remove: [] });
  });

  it('keeps the name of a slice whose endpoints change', () => {
    const { create, update, remove } = reconcile(service, [aPod('web-1', { isReady: false })], existing);
    expect([create, remove]).toEqual([[], []]);
    expect(update.map(({ metadata }) => metadata.name)).toEqual(existing.map(({ metadata }) => metadata.name));
    expect(update[0]?.endpoints?.map(({ conditions }) => conditions.ready)).toEqual([false]);
  });

  it('rewrites a slice when the labels of the Service change', () => {
    const labelled = aService('web', {}, { labels: { team: 'blue' } });
    const { update } = reconcile(labelled, [aPod('web-1'), aPod('web-2')], existing);
    expect(update[0]?.metadata.labels).toMatchObject({ team: 'blue' });
  });

  it('puts another slice in the place of one with other ports', () => {
    const moved = aService('web', { ports: [aServicePort(80, { targetPort: 8080 })] });
    const { create, update, remove } = reconcile(moved, [aPod('web-1')], existing);
    expect(create.map(({ ports }) => ports?.[0]?.port)).toEqual([8080]);
    expect(update).toEqual([]);
    expect(remove).toEqual(existing);
  });

  it('removes the second slice when 100 pods are left, and makes it again for the next', () => {
    const two = reconcile(service, manyPods(101)).create;
    const less = reconcile(service, manyPods(100), two);
    expect(less.create).toEqual([]);
    expect(less.remove.map(({ metadata }) => metadata.name)).toEqual(['web-2']);
    const more = reconcile(service, manyPods(101), two.slice(0, 1));
    expect(more.create.map(podsOf)).toEqual([['web-100']]);
    expect(more.update).toEqual([]);
  });

  it('removes all of them when the selector is gone', () => {
    const { selector: _selector, ...spec } = service.spec;
    expect(reconcile({ ...service, spec }, [], existing).remove).toEqual(existing);
  });
});
