import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';

const deployment = (name: string, labels: string, image: string, ports = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {${labels}}}
  template:
    metadata: {labels: {${labels}}}
    spec: {containers: [{name: c, image: "${image}"${ports === '' ? '' : `, ports: [${ports}]`}}]}
---
`;
const service = (spec: string): string => `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {${spec}}
`;
const web = deployment('web', 'app: web, tier: front', 'nginx');

describe('advice on Services', () => {
  it.each([
    ['nothing to say', web + service('selector: {app: web}, ports: [{port: 80}]'), []],
    [
      'a selector that selects nothing',
      web + service('selector: {app: wbe}, ports: [{port: 80}]'),
      ['spec.selector advice.selectorMatchesNothing'],
    ],
    [
      'a selector that also selects another app',
      web +
        deployment('api', 'app: api, tier: front', 'httpd') +
        service('selector: {tier: front}, ports: [{port: 80}]'),
      ['spec.selector advice.selectorMatchesOtherApp'],
    ],
    [
      'a targetPort that nobody listens on',
      web + service('selector: {app: web}, ports: [{port: 80, targetPort: 8080}]'),
      ['spec.ports[0].targetPort advice.nothingListens'],
    ],
    [
      'a port name that the pods lack',
      web + service('selector: {app: web}, ports: [{port: 80, targetPort: http}]'),
      ['spec.ports[0].targetPort advice.portNameMissing'],
    ],
    [
      'a port name that the pods have',
      deployment('web', 'app: web', 'example.com/web', '{name: http, containerPort: 8080}') +
        service('selector: {app: web}, ports: [{port: 80, targetPort: http}]'),
      [],
    ],
    [
      'an externalName that is an address',
      service('type: ExternalName, externalName: 10.1.2.3'),
      ['spec.externalName advice.externalNameIsAddress'],
    ],
    ['no selector at all', service('ports: [{port: 80}]'), []],
  ] as const)('finds %s', (_what, manifests, expected) => {
    const { diagnostics } = testCluster(manifests).run('1s').trace;
    expect(
      diagnostics.map(({ path, message }) => `${path ?? ''} ${typeof message === 'string' ? message : message.id}`),
    ).toEqual(expected);
  });

  it('points at the field', () => {
    const { diagnostics } = testCluster(service('selector: {app: nobody}, ports: [{port: 80}]')).run('1s').trace;
    expect(diagnostics[0]?.range).toMatchObject({ startLine: 4, startColumn: 18 });
  });

  it('waits until every object has been accepted', () => {
    const refused = web.replace('selector:', 'slector:') + service('selector: {app: web}, ports: [{port: 80}]');
    const { diagnostics } = testCluster(refused).run('1s').trace;
    expect(diagnostics.map(({ source }) => source)).toEqual(['apiserver']);
  });
});
