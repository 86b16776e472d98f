import { describe, expect, it } from 'vitest';
import { toSeconds } from '../../base/sim-time.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';

function db(replicas: number, image = 'db:1', ...more: readonly string[]): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: ${replicas}
  serviceName: db
${more.map((line) => `  ${line}\n`).join('')}  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "${image}"}]}}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 80}]}
---
`;
}

/** What the set did: `+db-0` made, `-db-0` deleted. */
function steps(cluster: TestCluster, from = 0): string {
  const told = cluster.trace.revisions.flatMap(({ at, object }) => {
    if (object?.kind !== 'Event' || object.source.component !== 'statefulset-controller' || toSeconds(at) < from)
      return [];
    const found = /(create|delete) Pod (\S+) in StatefulSet db successful/.exec(object.message);
    return found === null ? [] : [`${found[1] === 'create' ? '+' : '-'}${found[2] ?? ''}`];
  });
  return told.join(' ');
}

function names(cluster: TestCluster): readonly string[] {
  return cluster
    .objects('Pod')
    .map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]?.image ?? ''}`)
    .toSorted();
}

describe('StatefulSetController', () => {
  it('STS10: makes pods one after the other, each when the one before is ready', () => {
    const cluster = testCluster(db(3)).run('20s');
    expect(steps(cluster)).toBe('+db-0 +db-1 +db-2');
    const made = cluster.trace.revisions.filter(
      ({ kind, object }) => kind === 'Event' && object?.kind === 'Event' && object.reason === 'SuccessfulCreate',
    );
    expect(made.map(({ at }) => Math.round(toSeconds(at)))).toEqual([0, 1, 2]);
    expect(cluster.objects('StatefulSet')[0]?.status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
    });
  });

  it('STS11: gives each pod a name of its own in the headless Service', () => {
    const cluster = testCluster(db(2)).run('20s');
    const endpoints = cluster
      .objects('EndpointSlice')
      .find(({ metadata }) => metadata.name.startsWith('db-'))?.endpoints;
    expect(endpoints?.map(({ hostname }) => hostname).toSorted()).toEqual(['db-0', 'db-1']);
  });

  it('STS12: makes a deleted pod anew under its name, when it is gone', () => {
    const cluster = testCluster(db(2)).delete('pod/db-0', '10s').run('20s');
    expect(steps(cluster, 9)).toBe('+db-0');
    const life = cluster.trace.revisions.filter(
      ({ kind, key, at }) => kind === 'Pod' && key === 'default/db-0' && toSeconds(at) >= 10,
    );
    const gone = life.findIndex(({ object }) => object === undefined);
    expect(gone).toBeGreaterThan(0);
    expect(life[gone + 1]?.object?.metadata.uid).not.toBe(life[0]?.object?.metadata.uid);
  });

  it('STS13: shrinks from the highest number down, one at a time', () => {
    const cluster = testCluster(db(3)).scale('statefulset/db', 1, '10s').run('30s');
    expect(steps(cluster, 9)).toBe('-db-2 -db-1');
    expect(names(cluster)).toEqual(['db-0 db:1']);
  });

  it('STS14: updates from the highest number down, each when the one before is ready', () => {
    const cluster = testCluster(db(3)).apply(db(3, 'db:2'), '10s').run('40s');
    expect(steps(cluster, 9)).toBe('-db-2 +db-2 -db-1 +db-1 -db-0 +db-0');
    expect(names(cluster)).toEqual(['db-0 db:2', 'db-1 db:2', 'db-2 db:2']);
    const { currentRevision, updateRevision } = cluster.objects('StatefulSet')[0]?.status ?? {};
    expect(currentRevision).toBe(updateRevision);
  });

  it('STS15: updates nothing below the partition, and comes back as it was from below it', () => {
    const partition = 'updateStrategy: {rollingUpdate: {partition: 1}}';
    const cluster = testCluster(db(2, 'db:1', partition))
      .apply(db(2, 'db:2', partition), '10s')
      .delete('pod/db-0', '30s')
      .run('50s');
    expect(names(cluster)).toEqual(['db-0 db:1', 'db-1 db:2']);
  });

  it('STS16: waits under OnDelete until somebody deletes a pod', () => {
    const onDelete = 'updateStrategy: {type: OnDelete}';
    const cluster = testCluster(db(2, 'db:1', onDelete))
      .apply(db(2, 'db:2', onDelete), '10s')
      .delete('pod/db-1', '20s')
      .run('40s');
    expect(names(cluster)).toEqual(['db-0 db:1', 'db-1 db:2']);
  });

  it('STS17: makes and deletes all at once under Parallel', () => {
    const cluster = testCluster(db(3, 'db:1', 'podManagementPolicy: Parallel'))
      .scale('statefulset/db', 0, '10s')
      .run('20s');
    const at = cluster.trace.revisions
      .filter(({ object }) => object?.kind === 'Event' && object.source.component === 'statefulset-controller')
      .map((revision) => Math.round(toSeconds(revision.at)));
    expect(at).toEqual([0, 0, 0, 10, 10, 10]);
  });

  it('STS18: goes with its pods when it is deleted', () => {
    const cluster = testCluster(db(2)).delete('statefulset/db', '10s').run('30s');
    expect(cluster.objects('Pod')).toEqual([]);
    expect(steps(cluster, 9)).toBe('');
  });
});
