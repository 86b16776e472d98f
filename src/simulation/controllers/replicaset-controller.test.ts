import { describe, expect, it } from 'vitest';
import { seconds, toSeconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { createSimulation } from '../simulation.ts';

function replicaSet(replicas: number, more = ''): string {
  return `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web}
spec:
  replicas: ${replicas}
  ${more}
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
---
`;
}

function barePod(name: string, labels = 'app: web'): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {${labels}}}
spec: {containers: [{name: web, image: nginx}]}
---
`;
}

/** The status each time that it changes, as replicas/ready/available/terminating. */
function statuses(cluster: TestCluster, from = 0): readonly string[] {
  const told: string[] = [];
  for (const { at, object } of cluster.trace.revisions) {
    if (object?.kind !== 'ReplicaSet' || toSeconds(at) < from) continue;
    const { replicas = 0, readyReplicas = 0, availableReplicas = 0, terminatingReplicas = 0 } = object.status ?? {};
    const text = [replicas, readyReplicas, availableReplicas, terminatingReplicas].join('/');
    if (told.at(-1) !== text) told.push(text);
  }
  return told;
}

function events(cluster: TestCluster, reason: string): number {
  return cluster.objects('Event').filter((event) => event.reason === reason).length;
}

describe('ReplicaSetController', () => {
  it('RS20: makes the pods that are wanted, tells of each, and counts them', () => {
    const cluster = testCluster(replicaSet(3)).run('10s');
    expect(cluster.objects('Pod').map(({ metadata }) => metadata.ownerReferences?.[0]?.name)).toEqual([
      'web',
      'web',
      'web',
    ]);
    expect(events(cluster, 'SuccessfulCreate')).toBe(3);
    expect(statuses(cluster)).toEqual(['0/0/0/0', '3/0/0/0', '3/3/3/0']);
    expect(cluster.objects('ReplicaSet')[0]?.status).toMatchObject({ fullyLabeledReplicas: 3, observedGeneration: 1 });
  });

  it('RS21: replaces a deleted pod at once, and reports it as terminating until it is gone', () => {
    const cluster = testCluster(replicaSet(2)).run('20s');
    const [pod] = cluster.objects('Pod');
    const again = testCluster(replicaSet(2))
      .delete(`pod/${pod?.metadata.name ?? ''}`, '10s')
      .run('20s');
    expect(statuses(again, 9)).toEqual(['1/1/1/1', '2/1/1/1', '2/2/2/1', '2/2/2/0']);
  });

  it('RS22: adopts pods that match and that nobody controls, deleting what is too much', () => {
    const cluster = testCluster(barePod('one') + barePod('two') + barePod('other', 'app: other') + replicaSet(1)).run(
      '10s',
    );
    expect(
      cluster
        .objects('Pod')
        .map(({ metadata }) => metadata.name)
        .toSorted(),
    ).toHaveLength(2);
    expect(events(cluster, 'SuccessfulCreate')).toBe(0);
    expect(events(cluster, 'SuccessfulDelete')).toBe(1);
  });

  it('RS23: lets go a pod whose labels no longer match and replaces it; takes it back when they do', () => {
    const name = testCluster(replicaSet(2)).run('5s').objects('Pod')[0]?.metadata.name ?? '';
    const cluster = testCluster(replicaSet(2))
      .label(`pod/${name}`, { app: 'debug' }, '10s')
      .label(`pod/${name}`, { app: 'web' }, '20s')
      .run('30s');
    const owners = cluster.trace.revisions.flatMap(({ object }) =>
      object?.kind === 'Pod' && object.metadata.name === name ? [object.metadata.ownerReferences?.length ?? 0] : [],
    );
    expect(owners.filter((count, index) => count !== owners[index - 1])).toEqual([1, 0, 1]);
    expect(statuses(cluster, 9)).toEqual(['1/1/1/0', '2/1/1/0', '2/2/2/0', '3/3/3/0', '2/2/2/1', '2/2/2/0']);
  });

  it('RS24: counts a pod as available minReadySeconds after it has become ready', () => {
    const cluster = testCluster(replicaSet(2, 'minReadySeconds: 5')).run('20s');
    expect(statuses(cluster)).toEqual(['0/0/0/0', '2/0/0/0', '2/2/0/0', '2/2/2/0']);
  });

  it('RS25: counts the labels that the template has, also when those are changed', () => {
    const labelled = replicaSet(2).replace('labels: {app: web}}, spec', 'labels: {app: web, tier: front}}, spec');
    const cluster = testCluster(replicaSet(2)).apply(labelled, '10s').run('20s');
    const { replicas, fullyLabeledReplicas = 0 } = cluster.objects('ReplicaSet')[0]?.status ?? { replicas: 0 };
    expect([replicas, fullyLabeledReplicas]).toEqual([2, 0]);
  });

  it('RS26: replaces a pod that has failed, and does not count it', () => {
    const simulation = createSimulation({ documents: parseManifest(replicaSet(1)), seed: 1, commands: [] });
    simulation.advance(seconds(5));
    const { store } = simulation.api;
    for (const pod of store.list('Pod')) store.put({ ...pod, status: { ...pod.status, phase: 'Failed' } });
    simulation.advance(seconds(10));
    expect(
      store
        .list('Pod')
        .map(({ status }) => status.phase)
        .toSorted(),
    ).toEqual(['Failed', 'Running']);
    expect(store.get('ReplicaSet', 'default/web')?.status?.replicas).toBe(1);
  });

  it('RS27: makes no more pods than the page shows, and at most 500 in one go', () => {
    const documents = parseManifest(replicaSet(2000));
    const limited = createSimulation({ documents, seed: 1, commands: [], podLimit: 30 });
    limited.advance(seconds(5));
    expect(limited.api.store.count('Pod')).toBe(30);
    const wide = createSimulation({ documents, seed: 1, commands: [] });
    wide.advance(seconds(0.007));
    expect(wide.api.store.count('Pod')).toBe(500);
    wide.advance(seconds(1));
    expect(wide.api.store.count('Pod')).toBe(2000);
  });
});
