import { describe, expect, it } from 'vitest';
import { toSeconds } from '../../base/sim-time.ts';
import type { ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';

/** A Deployment `shop` of one image; `more` are lines of its spec. */
function shop(image: string, replicas: number, ...more: readonly string[]): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: ${replicas}
${more.map((line) => `  ${line}\n`).join('')}  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: shop
        image: ${JSON.stringify(image)}
        ${image === 'stuck' ? 'readinessProbe: {httpGet: {port: 9999}}' : 'ports: [{containerPort: 80}]'}
`;
}

/** The scalings as told by Events, the new ReplicaSet's name left out. */
function scalings(cluster: TestCluster, from = 0): readonly string[] {
  const names = new Map<string, string>();
  return cluster.trace.revisions.flatMap(({ at, object }) => {
    if (object?.kind !== 'Event' || object.reason !== 'ScalingReplicaSet' || toSeconds(at) < from) return [];
    const found = /Scaled \w+ replica set (\S+) from (\d+) to (\d+)/.exec(object.message);
    const [, name = '', before = '', after = ''] = found ?? [];
    if (!names.has(name)) names.set(name, `rs${names.size + 1}`);
    return [`${names.get(name) ?? ''} ${before}->${after}`];
  });
}

function replicaSets(cluster: TestCluster): readonly string[] {
  const revision = ({ metadata }: ReplicaSet): string =>
    metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '';
  return cluster
    .objects('ReplicaSet')
    .map((each) => `${revision(each)}: ${each.spec.replicas}`)
    .toSorted();
}

/** Status and reason of a condition each time that it changes. */
function conditions(cluster: TestCluster, type: string): readonly string[] {
  const told: string[] = [];
  for (const { at, object } of cluster.trace.revisions) {
    if (object?.kind !== 'Deployment') continue;
    const condition = object.status?.conditions?.find((each) => each.type === type);
    const text = condition === undefined ? '' : `${condition.status} ${condition.reason ?? ''}`;
    if (text !== '' && !(told.at(-1) ?? '').endsWith(text)) told.push(`${Math.round(toSeconds(at))} ${text}`);
  }
  return told;
}

describe('DeploymentController', () => {
  it('DEPLOY60: rolls out as recorded: up one, down one, one by one', () => {
    const cluster = testCluster(shop('a:1', 4)).apply(shop('a:2', 4), '10s').run('30s');
    expect(scalings(cluster, 9)).toEqual([
      'rs1 0->1',
      'rs2 4->3',
      'rs1 1->2',
      'rs2 3->2',
      'rs1 2->3',
      'rs2 2->1',
      'rs1 3->4',
      'rs2 1->0',
    ]);
    expect(conditions(cluster, 'Progressing')).toEqual([
      '0 True NewReplicaSetCreated',
      '0 True ReplicaSetUpdated',
      '1 True NewReplicaSetAvailable',
      '10 True NewReplicaSetCreated',
      '10 True ReplicaSetUpdated',
      '12 True NewReplicaSetAvailable',
    ]);
  });

  it('DEPLOY61: takes an old ReplicaSet up again when its template comes back, under the next revision', () => {
    const cluster = testCluster(shop('a:1', 4)).apply(shop('a:2', 4), '10s').rolloutUndo('shop', '30s').run('50s');
    expect(replicaSets(cluster)).toEqual(['2: 0', '3: 4']);
    const [first] = cluster.objects('ReplicaSet');
    expect(first?.metadata.annotations?.['deployment.kubernetes.io/revision-history']).toBe('1');
    expect(cluster.objects('Deployment')[0]?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
  });

  it('DEPLOY62: keeps what works when the new pods never get ready, and frees itself of them on undo', () => {
    const cluster = testCluster(shop('a:1', 4)).apply(shop('stuck', 4), '10s').rolloutUndo('shop', '30s').run('50s');
    expect(scalings(cluster, 9)).toEqual(['rs1 0->1', 'rs2 4->3', 'rs1 1->2', 'rs1 2->0', 'rs2 3->4']);
    expect(cluster.objects('Deployment')[0]?.status).toMatchObject({ replicas: 4, availableReplicas: 4 });
  });

  it('DEPLOY63: gives up on a rollout that shows no progress for progressDeadlineSeconds', () => {
    const cluster = testCluster(shop('stuck', 2, 'progressDeadlineSeconds: 20')).run('60s');
    expect(conditions(cluster, 'Progressing')).toEqual([
      '0 True NewReplicaSetCreated',
      '0 True ReplicaSetUpdated',
      '21 False ProgressDeadlineExceeded',
    ]);
    expect(conditions(cluster, 'Available')).toEqual(['0 False MinimumReplicasUnavailable']);
  });

  it('DEPLOY64: under Recreate waits until the old pods are gone', () => {
    const recreate = 'strategy: {type: Recreate}';
    const cluster = testCluster(shop('a:1', 3, recreate))
      .apply(shop('a:2', 3, recreate), '10s')
      .run('30s');
    expect(scalings(cluster, 9)).toEqual(['rs1 3->0', 'rs2 0->3']);
    const pods = cluster.trace.revisions.filter(({ kind, at }) => kind === 'Pod' && toSeconds(at) >= 10);
    const lastGone = pods.findLast(({ object }) => object === undefined);
    const firstNew = pods.find(({ object }) => object?.kind === 'Pod' && object.status.conditions === undefined);
    expect(lastGone?.at).toBeLessThan(firstNew?.at ?? 0);
  });

  it('DEPLOY65: scales the only ReplicaSet, up and down', () => {
    const cluster = testCluster(shop('a:1', 4)).scale('shop', 6, '10s').scale('shop', 0, '20s').scale('shop', 2, '30s');
    expect(scalings(cluster.run('40s'))).toEqual(['rs1 0->4', 'rs1 4->6', 'rs1 6->0', 'rs1 0->2']);
  });

  it('DEPLOY66: shares a scaling in the middle of a rollout out among all ReplicaSets', () => {
    const rollout = ['strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}'];
    const cluster = testCluster(shop('a:1', 10, ...rollout))
      .apply(shop('stuck', 10, ...rollout), '10s')
      .scale('shop', 15, '20s')
      .run('30s');
    // 8 and 5 of 13 become 11 and 7 of 18.
    expect(replicaSets(cluster)).toEqual(['1: 11', '2: 7']);
  });

  it('DEPLOY67: while paused scales, but rolls nothing out', () => {
    const cluster = testCluster(shop('a:1', 3, 'paused: true'))
      .apply(shop('a:1', 3), '5s')
      .apply(shop('a:2', 3, 'paused: true'), '10s')
      .scale('shop', 5, '15s')
      .apply(shop('a:2', 5), '20s')
      .run('40s');
    expect(scalings(cluster).slice(0, 2)).toEqual(['rs1 0->3', 'rs1 3->5']);
    expect(replicaSets(cluster)).toEqual(['1: 0', '2: 5']);
    expect(conditions(cluster, 'Progressing')).toEqual([
      '0 Unknown DeploymentPaused',
      '5 Unknown DeploymentResumed',
      '5 True ReplicaSetUpdated',
      '6 True NewReplicaSetAvailable',
      '10 Unknown DeploymentPaused',
      '20 Unknown DeploymentResumed',
      '20 True ReplicaSetUpdated',
      '22 True NewReplicaSetAvailable',
    ]);
  });

  it('DEPLOY68: waits minReadySeconds before it counts a pod as available', () => {
    const cluster = testCluster(shop('a:1', 2, 'minReadySeconds: 8')).run('20s');
    expect(conditions(cluster, 'Available')).toEqual([
      '0 False MinimumReplicasUnavailable',
      '8 True MinimumReplicasAvailable',
    ]);
  });

  it('DEPLOY69: keeps revisionHistoryLimit old ReplicaSets', () => {
    let cluster = testCluster(shop('a:1', 1, 'revisionHistoryLimit: 1'));
    for (let version = 2; version <= 4; version++) {
      cluster = cluster.apply(shop(`a:${version}`, 1, 'revisionHistoryLimit: 1'), `${version * 10}s`);
    }
    expect(replicaSets(cluster.run('60s'))).toEqual(['3: 0', '4: 1']);
  });

  it('DEPLOY70: takes in a ReplicaSet that matches and belongs to nobody, and lets go one that no longer matches', () => {
    const orphan = shop('a:1', 3)
      .replace('Deployment', 'ReplicaSet')
      .replace('name: shop}', 'name: left-over, labels: {app: shop}}');
    const cluster = testCluster(orphan)
      .apply(shop('a:1', 3), '10s')
      .label('replicaset/left-over', { app: 'none' }, '20s')
      .run('40s');
    const all = cluster.objects('ReplicaSet');
    expect(all.map(({ metadata }) => [metadata.name === 'left-over', metadata.ownerReferences?.length ?? 0])).toEqual([
      [true, 0],
      [false, 1],
    ]);
    const adoptedThen = cluster.trace.revisions.some(
      ({ object }) => object?.metadata.name === 'left-over' && object.metadata.ownerReferences?.[0]?.name === 'shop',
    );
    expect(adoptedThen).toBe(true);
  });
});
