import { describe, expect, it } from 'vitest';
import { testCluster } from '../testing/test-cluster.ts';

/** Pods that want to be on node-2. */
function deployment(name: string, replicas: number): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      nodeSelector: {kubernetes.io/hostname: node-2}
      containers: [{name: web, image: nginx}]
---
`;
}

describe('Scheduler', () => {
  it('leaves pods beyond 110 on a node Pending, and says why', () => {
    const pods = testCluster(deployment('web', 112)).objects('Pod');
    const waiting = pods.filter(({ spec }) => spec.nodeName === undefined);
    expect(waiting).toHaveLength(2);
    expect(waiting[0]?.status.conditions?.[0]).toMatchObject({ type: 'PodScheduled', reason: 'Unschedulable' });
    expect(waiting[0]?.status.conditions?.[0]?.message).toContain('1 Too many pods');
  });

  it('tries them again when the node has got rid of others', () => {
    // The pods of the dead node are deleted when it is back: their replacements then fit.
    const cluster = testCluster(deployment('web', 110)).powerOff('node-2', '20s').powerOn('node-2', '400s').run('410s');
    const pods = cluster.objects('Pod');
    expect(pods).toHaveLength(110);
    expect(pods.filter(({ spec }) => spec.nodeName === undefined)).toEqual([]);
  });
});

describe('a command for a node that the cluster does not have', () => {
  it('does nothing', () => {
    const cluster = testCluster(deployment('web', 1)).powerOff('node-9', '5s').powerOn('node-9', '6s');
    expect(cluster.trace.revisions.filter(({ key }) => key.includes('node-9'))).toEqual([]);
    expect(cluster.trace.events.filter(({ type }) => type === 'command')).toHaveLength(2);
  });
});
