import { describe, expect, it } from 'vitest';
import { seconds, toSeconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { testCluster } from '../../testing/test-cluster.ts';
import { deleteObject } from '../deletion.ts';
import { createSimulation } from '../simulation.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

function owned(name: string, ...owners: readonly string[]): string {
  const references = owners.map((owner) => `{apiVersion: v1, kind: Pod, name: ${owner}, uid: uid-${owner}}`);
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, ownerReferences: [${references.join(', ')}]}
spec: {containers: [{name: web, image: nginx}]}
---
`;
}

describe('GarbageCollector', () => {
  it('GC1: deletes the ReplicaSets of a Deployment that is gone, and their pods with their grace period', () => {
    const cluster = testCluster(WEB).delete('deployment/web', '10s').run('30s');
    expect(cluster.objects('ReplicaSet')).toEqual([]);
    expect(cluster.objects('Pod')).toEqual([]);
    const marked = cluster.trace.revisions.find(
      ({ object }) => object?.kind === 'Pod' && object.metadata.deletionTimestamp !== undefined,
    );
    expect(toSeconds(marked?.at ?? seconds(0))).toBeCloseTo(10.01);
    const gone = cluster.trace.revisions.findLast(({ kind }) => kind === 'Pod');
    expect(toSeconds(gone?.at ?? seconds(0))).toBeGreaterThan(11);
  });

  it('GC2: deletes the EndpointSlices of a Service that is gone', () => {
    const cluster = testCluster(WEB).delete('service/web', '10s').run('20s');
    expect(cluster.objects('EndpointSlice').filter(({ metadata }) => metadata.name.startsWith('web'))).toEqual([]);
    expect(cluster.objects('Pod')).toHaveLength(2);
  });

  it('GC3: leaves the pods of a Deployment that comes back under its name to the new one no more than to the old', () => {
    const cluster = testCluster(WEB).delete('deployment/web', '10s').apply(WEB, '10.001s').run('30s');
    const pods = cluster.objects('Pod');
    expect(pods).toHaveLength(2);
    const first = testCluster(WEB)
      .run('9s')
      .objects('Pod')
      .map(({ metadata }) => metadata.uid);
    expect(pods.filter(({ metadata }) => first.includes(metadata.uid))).toEqual([]);
  });

  it('GC4: deletes what names an owner that is not there, and takes away dead references beside living ones', () => {
    const simulation = createSimulation({ documents: parseManifest(WEB), seed: 1, commands: [] });
    simulation.advance(seconds(5));
    const { store } = simulation.api;
    const [living] = store.list('ReplicaSet');
    store.put({ ...aPodOf('lost'), kind: 'Pod' });
    const reference = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: living?.metadata.name ?? '',
      uid: living?.metadata.uid ?? '',
    };
    store.put(aPodOf('half', reference));
    simulation.advance(seconds(10));
    expect(store.get('Pod', 'default/lost')).toBeUndefined();
    expect(store.get('Pod', 'default/half')?.metadata.ownerReferences).toEqual([reference]);
    deleteObject(simulation, 'Deployment', 'default/web');
    simulation.advance(seconds(20));
    expect(store.list('Pod')).toEqual([]);
  });

  it('GC5: takes a chain of owners down to its end', () => {
    const cluster = testCluster(owned('last', 'middle') + owned('middle', 'first')).run('10s');
    expect(cluster.objects('Pod')).toEqual([]);
  });
});

function aPodOf(name: string, ...living: readonly { apiVersion: string; kind: string; name: string; uid: string }[]) {
  return {
    apiVersion: 'v1' as const,
    kind: 'Pod' as const,
    metadata: {
      name,
      namespace: 'default',
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: 'uid-gone' }, ...living],
    },
    spec: { containers: [{ name: 'web', image: 'nginx' }] },
    status: { phase: 'Pending' as const },
  };
}
