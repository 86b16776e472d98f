import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { seconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 10}]
      containers: [{name: web, image: nginx}]
`;

function cluster(): Simulation {
  return createSimulation({
    documents: parseManifest(MANIFEST),
    seed: 1,
    commands: [{ type: 'powerOff', node: 'node-2', at: seconds(10) }],
  });
}

/** What happened to the pods of node-2, as `second phase reason`. */
function story(simulation: Simulation, from: number): readonly string[] {
  const bound = new Set<string>();
  return simulation.takeTrace().revisions.flatMap(({ at, kind, key, object }) => {
    if (kind !== 'Pod') return [];
    if (object?.kind === 'Pod' && object.spec.nodeName === 'node-2') bound.add(key);
    if (!bound.has(key) || at / 1e6 < from) return [];
    if (object?.kind !== 'Pod') return [`${at / 1e6} gone`];
    const target = object.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
    const marked = object.metadata.deletionGracePeriodSeconds === 0 ? ' marked' : '';
    return [`${at / 1e6} ${object.status.phase} ${target?.reason ?? '-'}${marked}`];
  });
}

describe('PodGarbageCollector', () => {
  it('NODE90: removes the pods of a node that has been gone for 40 s, and they are replaced', () => {
    const simulation = cluster();
    simulation.advance(seconds(15));
    simulation.api.deleteObject('Node', 'node-2');
    simulation.advance(seconds(100));
    expect(story(simulation, 15)).toEqual(['60 Failed DeletionByPodGC', '60 Failed DeletionByPodGC marked', '60 gone']);
    const pods = simulation.api.store.list('Pod');
    expect(pods.map(({ spec }) => spec.nodeName === 'node-2')).toEqual([false, false, false]);
    expect(pods.map(({ status }) => status.phase)).toEqual(['Running', 'Running', 'Running']);
  });

  it('NODE91: leaves the pods alone when the node is there again in time', () => {
    const simulation = cluster();
    simulation.advance(seconds(15));
    const node = assertDefined(simulation.api.store.get('Node', 'node-2'), 'there is node-2');
    simulation.api.deleteObject('Node', 'node-2');
    simulation.advance(seconds(30));
    simulation.api.store.put(node);
    simulation.advance(seconds(61));
    expect(story(simulation, 15)).toEqual([]);
  });

  it('NODE92: leaves a pod Terminating on a node that is silent, until that is said to be out of service', () => {
    const simulation = cluster();
    simulation.advance(seconds(150));
    const terminating = simulation.api.store.list('Pod').filter((pod) => pod.metadata.deletionTimestamp !== undefined);
    expect(terminating.map(({ spec }) => spec.nodeName)).toEqual(['node-2']);
    const node = assertDefined(simulation.api.store.get('Node', 'node-2'), 'there is node-2');
    const taint = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' as const };
    simulation.api.store.put({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } });
    simulation.advance(seconds(200));
    expect(story(simulation, 151)).toEqual([
      '160 Failed DeletionByTaintManager',
      '160 Failed DeletionByTaintManager marked',
      '160 gone',
    ]);
  });

  it('NODE93: does not force the pods of a node that is ready', () => {
    const simulation = createSimulation({ documents: parseManifest(MANIFEST), seed: 1, commands: [] });
    simulation.advance(seconds(10));
    const node = assertDefined(simulation.api.store.get('Node', 'node-2'), 'there is node-2');
    const taint = { key: 'node.kubernetes.io/out-of-service', effect: 'NoSchedule' as const };
    simulation.api.store.put({ ...node, spec: { ...node.spec, taints: [taint] } });
    simulation.advance(seconds(100));
    expect(story(simulation, 11)).toEqual([]);
  });
});
