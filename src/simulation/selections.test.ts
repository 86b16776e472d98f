import { describe, expect, it } from 'vitest';
import { testCluster } from '../testing/test-cluster.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels:
        app: web
    spec: {containers: [{name: c, image: nginx}]}
---
`;
const service = (spec: string, name = 'web'): string => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  ports: [{port: 80}]
  ${spec}
---
`;

function placesOf(manifests: string): readonly string[] {
  return testCluster(manifests)
    .run('1ms')
    .trace.selections.map((place) => {
      const { type, namespace, name, range } = place;
      const pairs = JSON.stringify(place.type === 'selector' ? place.selector : place.labels);
      return `${range.startLine}:${range.startColumn}-${range.endColumn} ${type} ${namespace}/${name} ${pairs}`;
    });
}

describe('the places of selections in the text', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['the key of a Service’s selector', service('selector: {app: web}'), ['6:3-11 selector default/web {"app":"web"}']],
    ['the key of the labels of a Deployment’s pods', WEB, ['8:7-13 podLabels default/web {"app":"web"}']],
    [
      'both, in the order of the text',
      WEB + service('selector: {app: web}'),
      ['8:7-13 podLabels default/web {"app":"web"}', '17:3-11 selector default/web {"app":"web"}'],
    ],
    [
      'the labels of a Pod',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\n  labels: {app: web}\nspec: {containers: [{name: c, image: nginx}]}\n',
      ['5:3-9 podLabels default/one {"app":"web"}'],
    ],
    [
      'what stands in a List',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n  spec: {selector: {app: web}, ports: [{port: 80}]}\n',
      ['7:10-18 selector default/a {"app":"web"}'],
    ],
    ['nothing without a selector', service('clusterIP: None'), []],
    ['nothing for an empty selector', service('selector: {}'), []],
    [
      'nothing for a mere name',
      service('{type: ExternalName, externalName: a.example, selector: {a: b}}').replace(
        '  ports: [{port: 80}]\n  {',
        '  {',
      ),
      [],
    ],
    [
      'nothing for a Service that was refused',
      service('{selector: {app: web}, type: Wrong}').replace('  ports: [{port: 80}]\n', ''),
      [],
    ],
    ['nothing for other kinds', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {app: web}}\n', []],
    [
      'an object that stands there twice where it was applied last',
      service('selector: {app: old}') + service('selector: {app: new}'),
      ['13:3-11 selector default/web {"app":"new"}'],
    ],
  ])('are %s', (_what, manifests, expected) => {
    expect(placesOf(manifests)).toEqual(expected);
  });

  it('are found in a manifest of many Services without delay', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => service('selector: {app: web}', `s${index}`)).join('');
    expect(placesOf(many)).toHaveLength(3_000);
  });
});
