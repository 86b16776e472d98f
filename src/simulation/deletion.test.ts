import { describe, expect, it } from 'vitest';
import { assertDefined } from '../base/assert.ts';
import { seconds } from '../base/sim-time.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import { aPod, type PodParts } from '../testing/builders.ts';
import { resourceOfKind } from '../kubernetes/decode/resources.ts';
import { deleteObject, removeFinalizer } from './deletion.ts';
import { createSimulation, type Simulation } from './simulation.ts';

function open(...pods: readonly (readonly [string, PodParts])[]): Simulation {
  const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n';
  const simulation = createSimulation({ documents: parseManifest(settings), seed: 1, commands: [] });
  for (const [name, parts] of pods) simulation.api.store.put(aPod(name, parts));
  return simulation;
}

function hold({ api }: Simulation, kind: string, key: string): void {
  const object = assertDefined(api.store.get(kind, key), `${kind} ${key}`);
  api.store.put({ ...object, metadata: { ...object.metadata, finalizers: ['example.com/wait'] } });
}

describe('deleteObject', () => {
  it('removes at once what nothing holds', () => {
    const simulation = open();
    expect(deleteObject(simulation, 'ConfigMap', 'default/settings')).toEqual({ type: 'deleted' });
    expect(simulation.api.store.get('ConfigMap', 'default/settings')).toBeUndefined();
  });

  it('says what is not there in the words of the API server', () => {
    expect(deleteObject(open(), 'Deployment', 'default/none')).toMatchObject({
      type: 'refused',
      status: { code: 404, message: 'deployments.apps "none" not found' },
    });
  });

  it('marks what a finalizer holds, and lets it go with the last one', () => {
    const simulation = open();
    hold(simulation, 'ConfigMap', 'default/settings');
    expect(deleteObject(simulation, 'ConfigMap', 'default/settings')).toEqual({ type: 'deleting' });
    expect(deleteObject(simulation, 'ConfigMap', 'default/settings')).toEqual({ type: 'deleting' });
    const { store } = simulation.api;
    expect(store.get('ConfigMap', 'default/settings')?.metadata.deletionTimestamp).toBe('2026-01-01T00:00:00Z');
    removeFinalizer(simulation, 'ConfigMap', 'default/settings', 'example.com/other');
    expect(store.get('ConfigMap', 'default/settings')).toBeDefined();
    removeFinalizer(simulation, 'ConfigMap', 'default/settings', 'example.com/wait');
    expect(store.get('ConfigMap', 'default/settings')).toBeUndefined();
  });

  it('lets it go as well when a patch takes the finalizer away', () => {
    const simulation = open();
    hold(simulation, 'ConfigMap', 'default/settings');
    deleteObject(simulation, 'ConfigMap', 'default/settings');
    const resource = assertDefined(resourceOfKind('ConfigMap'), 'ConfigMaps are known');
    const response = simulation.api.patch(resource, 'default/settings', { metadata: { finalizers: null } });
    expect(response.type).toBe('ok');
    expect(simulation.api.store.get('ConfigMap', 'default/settings')).toBeUndefined();
  });

  it('leaves an object that is not being deleted alone when its last finalizer goes', () => {
    const simulation = open();
    hold(simulation, 'ConfigMap', 'default/settings');
    removeFinalizer(simulation, 'ConfigMap', 'default/settings', 'example.com/wait');
    expect(simulation.api.store.get('ConfigMap', 'default/settings')?.metadata.finalizers).toBeUndefined();
  });
});

describe('deleteObject of a pod', () => {
  const key = 'default/web';

  it.each<readonly [string, PodParts, number | undefined, 'deleted' | 'deleting']>([
    ['one that a kubelet has', {}, undefined, 'deleting'],
    ['one without a node', { node: undefined }, undefined, 'deleted'],
    ['one that has ended', { phase: 'Succeeded' }, undefined, 'deleted'],
    ['one that is forced', {}, 0, 'deleted'],
  ])('%s, %#', (_what, parts, grace, expected) => {
    const simulation = open(['web', parts]);
    expect(deleteObject(simulation, 'Pod', key, grace)).toEqual({ type: expected });
    const marks = simulation
      .takeTrace()
      .revisions.filter(({ object }) => object?.metadata.deletionTimestamp !== undefined);
    expect(marks).toHaveLength(1);
  });

  it('gives it its own time, or what is asked for, and afterwards only less', () => {
    const simulation = open(['web', { spec: { terminationGracePeriodSeconds: 60 } }]);
    const grace = (): number | undefined => simulation.api.store.get('Pod', key)?.metadata.deletionGracePeriodSeconds;
    deleteObject(simulation, 'Pod', key);
    expect(grace()).toBe(60);
    deleteObject(simulation, 'Pod', key, 90);
    expect(grace()).toBe(60);
    deleteObject(simulation, 'Pod', key, 5);
    expect(grace()).toBe(5);
    expect(simulation.api.store.get('Pod', key)?.metadata.deletionTimestamp).toBe('2026-01-01T00:00:05Z');
    deleteObject(simulation, 'Pod', key, 0);
    expect(grace()).toBeUndefined();
  });

  it('keeps it, forced or not, while a finalizer holds it', () => {
    const simulation = open(['web', {}]);
    hold(simulation, 'Pod', key);
    expect(deleteObject(simulation, 'Pod', key, 0)).toEqual({ type: 'deleting' });
    removeFinalizer(simulation, 'Pod', key, 'example.com/wait');
    expect(simulation.api.store.get('Pod', key)).toBeUndefined();
    simulation.advance(seconds(1));
  });
});
