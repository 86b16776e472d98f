import { describe, expect, it } from 'vitest';
import { START } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { aPod, aService } from '../../testing/builders.ts';
import { ServiceMemberships } from './service-memberships.ts';

function tell(memberships: ServiceMemberships, object: Pod | Service | undefined, previous?: Pod | Service): void {
  const either = object ?? previous;
  if (either === undefined) return;
  memberships.onChange({ at: START, kind: either.kind, key: objectKey(either.metadata), object, previous });
}

const web = aService('web');
const blue = aService('blue', { selector: { app: 'web', color: 'blue' } });
const elsewhere = aService('web', {}, { namespace: 'other' });
const none = aService('none', { selector: {} });

function withAll(): ServiceMemberships {
  const memberships = new ServiceMemberships();
  for (const service of [web, blue, elsewhere, none]) tell(memberships, service);
  return memberships;
}

describe('ServiceMemberships', () => {
  it.each([
    [{ app: 'web' }, ['default/web']],
    [{ app: 'web', color: 'blue' }, ['default/blue', 'default/web']],
    [{ color: 'blue' }, []],
    [{}, []],
  ])('SLICE70: knows which Services select a pod of the labels %j', (labels, expected) => {
    expect(withAll().servicesOf(aPod('web-1', { labels }))).toEqual(expected);
  });

  it('knows the pods of a Service, by name, and forgets those that are gone', () => {
    const memberships = withAll();
    const [one, two, other] = [aPod('web-1'), aPod('web-2'), aPod('web-3', { namespace: 'other' })];
    for (const pod of [two, one, other]) tell(memberships, pod);
    expect(memberships.podsOf(web)).toEqual([one, two]);
    expect([memberships.podsOf(blue), memberships.podsOf(none)]).toEqual([[], []]);
    tell(memberships, undefined, one);
    expect(memberships.podsOf(web)).toEqual([two]);
  });

  it('SLICE71: follows a Service whose selector changes', () => {
    const memberships = withAll();
    tell(memberships, aService('web', { selector: { app: 'db' } }), web);
    expect(memberships.servicesOf(aPod('web-1'))).toEqual([]);
  });

  const both = { app: 'web', color: 'blue' };

  it.each<readonly [string, Pod | undefined, Pod | undefined, readonly string[]]>([
    ['a new pod', undefined, aPod('p'), ['default/web']],
    ['a pod that is gone', aPod('p'), undefined, ['default/web']],
    ['a pod that becomes ready', aPod('p', { isReady: false }), aPod('p'), ['default/web']],
    ['a pod that is told to go', aPod('p'), aPod('p', { isTerminating: true }), ['default/web']],
    ['a pod that gets its address', aPod('p', { podIP: undefined }), aPod('p'), ['default/web']],
    ['a pod that ends', aPod('p', { isReady: false }), aPod('p', { isReady: false, phase: 'Failed' }), ['default/web']],
    ['a pod whose annotations change', aPod('p'), aPod('p', { annotations: { a: 'b' } }), []],
    ['a pod that gets a label that only one asks for', aPod('p'), aPod('p', { labels: both }), ['default/blue']],
    [
      'a pod that loses its labels',
      aPod('p', { labels: both }),
      aPod('p', { labels: {} }),
      ['default/blue', 'default/web'],
    ],
    [
      'a pod that loses them and its readiness',
      aPod('p', { labels: both }),
      aPod('p', { isReady: false }),
      ['default/blue', 'default/web'],
    ],
    ['a pod that gets a hostname', aPod('p'), aPod('p', { spec: { hostname: 'first' } }), ['default/web']],
  ])('SLICE72: wakes for %s', (_what, before, after, expected) => {
    expect(withAll().servicesToUpdate(before, after)).toEqual(expected);
  });
});
