import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { START } from '../../base/sim-time.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { aPod, aService } from '../../testing/builders.ts';
import { Store } from '../apiserver/store.ts';
import { findAppMismatch, intendedAppOf, IntendedApps, type AppMismatch } from './intended-app.ts';

/** A pod of a Deployment, as its ReplicaSet makes it. */
function podOf(deployment: string, labels: StringMap, image: string, namespace = 'default'): Pod {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${deployment}-5c9d`, uid: 'uid', controller: true };
  return aPod(`${deployment}-5c9d-x`, {
    labels: { ...labels, 'pod-template-hash': '5c9d' },
    image,
    namespace,
    ownerReferences: [owner],
  });
}

const wordpress = podOf('wordpress', { app: 'wordpress', tier: 'frontend' }, 'wordpress:6');
const mysql = podOf('wordpress-mysql', { app: 'wordpress', tier: 'mysql' }, 'mysql:8');
const blog = [wordpress, mysql];

const blue = podOf('shop-blue', { app: 'shop', version: 'blue' }, 'example.com/shop:1');
const green = podOf('shop-green', { app: 'shop', version: 'green' }, 'example.com/shop:2');
const admin = podOf('admin', { app: 'admin', tier: 'frontend' }, 'nginx');
const shops = [blue, green, admin];

const stable = podOf('web', { app: 'web', track: 'stable' }, 'nginx:1.26');
const canary = podOf('web-canary', { app: 'web', track: 'canary' }, 'nginx:1.27');

/** What the pod is to the Service in front of these pods. */
function mismatch(service: Service, pod: Pod, pods: readonly Pod[]): AppMismatch | undefined {
  const intended = intendedAppOf(service, pods);
  return intended && findAppMismatch(intended, pod);
}

describe('findAppMismatch', () => {
  it.each<readonly [string, string, StringMap, StringMap | undefined, Pod, readonly Pod[]]>([
    ['WordPress for its own Service', 'wordpress', { app: 'wordpress' }, undefined, wordpress, blog],
    ['MySQL for its own Service', 'wordpress-mysql', { app: 'wordpress', tier: 'mysql' }, undefined, mysql, blog],
    ['blue where the Service selects blue', 'shop', { app: 'shop', version: 'blue' }, undefined, blue, shops],
    ['blue where the Service selects both', 'shop', { app: 'shop' }, undefined, blue, shops],
    ['green where the Service selects both', 'shop', { app: 'shop' }, undefined, green, shops],
    ['the canary beside the stable version', 'web', { app: 'web' }, undefined, canary, [stable, canary]],
    ['a Service named after a part of the app', 'web-service', { app: 'web' }, undefined, stable, [stable]],
    ['any pod where the name tells nothing', 'entrance', { tier: 'frontend' }, undefined, admin, shops],
    [
      'the app that the annotation names',
      'entrance',
      { tier: 'frontend' },
      { 'kubehops.dev/app': 'admin' },
      admin,
      shops,
    ],
    ['a pod of nobody', 'web', { app: 'web' }, undefined, aPod('web-1', { labels: { app: 'web' } }), []],
  ])('finds none: %s', (_case, name, selector, annotations, pod, pods) => {
    const service = aService(name, { selector }, annotations === undefined ? {} : { annotations });
    expect(mismatch(service, pod, pods)).toBeUndefined();
  });

  it('finds MySQL behind the Service of WordPress when the selector forgets the tier', () => {
    const service = aService('wordpress', { selector: { app: 'wordpress' } });
    expect(mismatch(service, mysql, blog)).toEqual({ wanted: 'wordpress', app: 'wordpress-mysql' });
  });

  it('knows the pods of a ReplicaSet without a Deployment by its whole name', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'shop-blue', uid: 'uid', controller: true };
    const bare = aPod('shop-blue-x', { labels: { tier: 'frontend' }, image: 'shop', ownerReferences: [owner] });
    const service = aService('shop-blue', { selector: { tier: 'frontend' } });
    expect(mismatch(service, admin, [bare, admin])).toEqual({ wanted: 'shop-blue', app: 'admin' });
  });

  it('finds another app behind a selector that is too broad', () => {
    const labelled = podOf('shop', { app: 'shop', tier: 'frontend' }, 'example.com/shop:1');
    const service = aService('shop', { selector: { tier: 'frontend' } });
    expect(mismatch(service, admin, [labelled, admin])).toEqual({ wanted: 'shop', app: 'admin' });
  });

  it('finds every other app than the annotated one', () => {
    const labelled = podOf('shop', { app: 'shop', tier: 'frontend' }, 'example.com/shop:1');
    const annotations = { 'kubehops.dev/app': 'admin' };
    const service = aService('entrance', { selector: { tier: 'frontend' } }, { annotations });
    expect(mismatch(service, labelled, [labelled, admin])).toEqual({ wanted: 'admin', app: 'shop' });
  });

  it('does not look at pods of other namespaces', () => {
    const elsewhere = podOf('shop', { app: 'shop', tier: 'frontend' }, 'example.com/shop:1', 'staging');
    const service = aService('shop', { selector: { tier: 'frontend' } });
    expect(mismatch(service, admin, [elsewhere, admin])).toBeUndefined();
  });
});

describe('IntendedApps', () => {
  it('tells the app anew when the pods have changed, and only then', () => {
    const store = new Store({ clock: { now: START }, random: createRandom(1, 'test') });
    const service = aService('wordpress', { selector: { app: 'wordpress' } });
    const apps = new IntendedApps(store);
    expect(apps.of(service)).toBeUndefined();
    store.put(wordpress);
    const told = apps.of(service);
    expect(told?.identities.map(({ workload }) => workload)).toEqual(['wordpress']);
    expect(apps.of(service)).toBe(told);
  });
});
