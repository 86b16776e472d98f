import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';

const template = 'template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}';
const workload = (kind: string, more = ''): string => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}, ${more}${template}}
---
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

function warnings(text: string): readonly string[] {
  return testCluster(text)
    .run('1s')
    .trace.diagnostics.map(({ message, range }) =>
      typeof message === 'string' ? message : `${range.startLine} ${message.id}`,
    );
}

describe('advice on kinds that nothing acts upon', () => {
  it.each([
    ['a StatefulSet', workload('StatefulSet', 'serviceName: web, '), []],
    ['a DaemonSet', workload('DaemonSet'), ['2 advice.kindHasNoEffect']],
    ['a Deployment', workload('Deployment'), []],
    ['a ReplicaSet', workload('ReplicaSet'), []],
    ['a kind that was refused', workload('DaemonSet').replace('name: web', 'name: Web'), undefined],
  ])('is given for %s: %j', (_kind, text, expected) => {
    const given = warnings(text).filter((line) => line.includes('kindHasNoEffect'));
    expect(given).toEqual(expected ?? []);
  });

  it('does not call the selector of a bare ReplicaSet empty', () => {
    expect(warnings(workload('ReplicaSet') + SERVICE)).toEqual([]);
    testCluster(workload('ReplicaSet') + SERVICE)
      .run('10s')
      .expectAll('inside-web', 'answered');
  });
});
