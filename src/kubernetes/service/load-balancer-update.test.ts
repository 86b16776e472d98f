import { describe, expect, it } from 'vitest';
import { aService, aServicePort } from '../../testing/builders.ts';
import type { ObjectMeta } from '../api/meta.ts';
import type { ServiceSpec } from '../api/service.ts';
import { LOAD_BALANCER_FINALIZER, loadBalancerUpdate, needsCleanup } from './load-balancer-update.ts';

const shop = (spec: Partial<ServiceSpec> = {}, metadata: Partial<ObjectMeta> = {}) =>
  aService('shop', { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster', ...spec }, metadata);

describe('loadBalancerUpdate', () => {
  it.each<readonly [string, Partial<ServiceSpec>, Partial<ServiceSpec>, string | undefined]>([
    ['nothing', {}, {}, undefined],
    ['what is no concern of the load balancer', {}, { selector: { app: 'other' } }, undefined],
    ['a Service that never had one', { type: 'NodePort' }, { type: 'ClusterIP' }, undefined],
    ['the type', { type: 'ClusterIP' }, {}, 'Type: ClusterIP -> LoadBalancer'],
    ['the type, back', {}, { type: 'NodePort' }, 'Type: LoadBalancer -> NodePort'],
    ['the ports', {}, { ports: [aServicePort(81)] }, ''],
    ['the affinity', {}, { sessionAffinity: 'ClientIP' }, ''],
    [
      'the ranges',
      {},
      { loadBalancerSourceRanges: ['10.0.0.0/8', '192.0.2.0/24'] },
      'LoadBalancerSourceRanges: [] -> [10.0.0.0/8 192.0.2.0/24]',
    ],
    ['the address', {}, { loadBalancerIP: '192.0.2.9' }, 'LoadbalancerIP:  -> 192.0.2.9'],
    ['how many other addresses there are', {}, { externalIPs: ['192.0.2.9'] }, 'ExternalIP: Count: 0 -> 1'],
    ['another address', { externalIPs: ['192.0.2.8'] }, { externalIPs: ['192.0.2.9'] }, 'ExternalIP: Added: 192.0.2.9'],
    ['the policy', {}, { externalTrafficPolicy: 'Local' }, 'ExternalTrafficPolicy: Cluster -> Local'],
    ['the health check', {}, { healthCheckNodePort: 32000 }, 'HealthCheckNodePort: 0 -> 32000'],
  ])('of a change of %s: %j -> %j says %j', (_case, before, after, expected) => {
    const news = loadBalancerUpdate(shop(before), shop(after));
    expect(news?.map(({ reason, message }) => `${reason}: ${message}`).join()).toBe(expected);
  });

  it('looks at new annotations', () => {
    expect(loadBalancerUpdate(shop(), shop({}, { annotations: { a: 'b' } }))).toEqual([]);
  });
});

describe('needsCleanup', () => {
  const finalizers = [LOAD_BALANCER_FINALIZER];
  const deletionTimestamp = '2026-01-01T00:00:00Z';

  it.each<readonly [string, Partial<ServiceSpec>, Partial<ObjectMeta>, boolean]>([
    ['with a load balancer', {}, { finalizers }, false],
    ['that is being deleted', {}, { finalizers, deletionTimestamp }, true],
    ['that is no LoadBalancer any more', { type: 'ClusterIP' }, { finalizers }, true],
    ['that never had one', { type: 'ClusterIP' }, { deletionTimestamp }, false],
  ])('of a Service %s', (_case, spec, metadata, expected) => {
    expect(needsCleanup(shop(spec, metadata))).toBe(expected);
  });
});
