import { describe, expect, it } from 'vitest';
import { seconds, toSeconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { deleteObject, removeFinalizer } from '../deletion.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const TEAM = `apiVersion: v1
kind: Namespace
metadata: {name: team}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: team}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: team}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: team}
`;

function open(): Simulation {
  const simulation = createSimulation({ documents: parseManifest(TEAM), seed: 1, commands: [] });
  simulation.advance(seconds(10));
  return simulation;
}

function contents({ api }: Simulation): readonly string[] {
  return api.store.kinds().filter((kind) => api.store.list(kind).some(({ metadata }) => metadata.namespace === 'team'));
}

describe('NamespaceController', () => {
  it('GC10: is Terminating at once, empties itself of pods first, then of all else, and is gone', () => {
    const simulation = open();
    expect(deleteObject(simulation, 'Namespace', 'team')).toEqual({ type: 'deleting' });
    expect(simulation.api.store.get('Namespace', 'team')?.status?.phase).toBe('Terminating');
    simulation.advance(seconds(14.9));
    expect(contents(simulation)).toContain('Pod');
    simulation.advance(seconds(15.1));
    const remaining = simulation.api.store
      .get('Namespace', 'team')
      ?.status?.conditions?.find(({ type }) => type === 'NamespaceContentRemaining');
    expect(remaining).toMatchObject({
      status: 'True',
      message: 'Some resources are remaining: pods. has 2 resource instances',
    });
    simulation.advance(seconds(19));
    expect(contents(simulation)).not.toContain('Pod');
    expect(contents(simulation)).toContain('Deployment');
    simulation.advance(seconds(30));
    expect(contents(simulation)).toEqual([]);
    expect(simulation.api.store.get('Namespace', 'team')).toBeUndefined();
    const gone = simulation
      .takeTrace()
      .revisions.find(({ kind, key, object }) => kind === 'Namespace' && key === 'team' && object === undefined);
    expect(toSeconds(gone?.at ?? seconds(0))).toBe(20);
  });

  it('GC11: takes nothing new meanwhile, in the words of the API server, and its controllers make nothing', () => {
    const simulation = open();
    deleteObject(simulation, 'Namespace', 'team');
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: late, namespace: team}\n';
    const { output } = simulation.api.applyManifest(parseManifest(text));
    expect(output.stderr).toContain(
      'configmaps "late" is forbidden: unable to create new content in namespace team because it is being terminated',
    );
    simulation.advance(seconds(16));
    const names = new Set<string>();
    for (const { kind, key } of simulation.takeTrace().revisions) if (kind === 'Pod') names.add(key);
    expect(names.size).toBe(2);
  });

  it('GC12: waits for finalizers', () => {
    const simulation = open();
    const { store } = simulation.api;
    const settings = store.get('ConfigMap', 'team/settings');
    if (settings !== undefined)
      store.put({ ...settings, metadata: { ...settings.metadata, finalizers: ['example.com/wait'] } });
    deleteObject(simulation, 'Namespace', 'team');
    simulation.advance(seconds(60));
    expect(store.get('ConfigMap', 'team/settings')?.metadata.deletionTimestamp).toBeDefined();
    const waiting = store
      .get('Namespace', 'team')
      ?.status?.conditions?.find(({ type }) => type === 'NamespaceFinalizersRemaining');
    expect(waiting?.message).toBe(
      'Some content in the namespace has finalizers remaining: example.com/wait in 1 resource instances',
    );
    removeFinalizer(simulation, 'ConfigMap', 'team/settings', 'example.com/wait');
    simulation.advance(seconds(80));
    expect(store.get('Namespace', 'team')).toBeUndefined();
  });

  it.each(['default', 'kube-system', 'kube-public'])('GC13: refuses to delete %s', (name) => {
    const deletion = deleteObject(open(), 'Namespace', name);
    expect(deletion).toMatchObject({
      type: 'refused',
      status: { code: 403, message: `namespaces "${name}" is forbidden: this namespace may not be deleted` },
    });
  });
});
