import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { seconds } from '../../base/sim-time.ts';
import type { Taint } from '../../kubernetes/api/node.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

/** A pod on node-1. */
function pod(name: string, tolerations: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: node-1
  tolerations: ${tolerations}
  containers: [{name: c, image: nginx}]
---
`;
}

const taint = (key: string): Taint => ({ key, effect: 'NoExecute' });

function setTaints(simulation: Simulation, ...taints: readonly Taint[]): void {
  const node = assertDefined(simulation.api.store.get('Node', 'node-1'), 'there is node-1');
  simulation.api.store.put({ ...node, spec: { ...node.spec, taints } });
}

/** The Events about evictions, and when pods were marked, as `second what`. */
function story(simulation: Simulation): readonly string[] {
  const marked = new Set<string>();
  return simulation.takeTrace().revisions.flatMap(({ at, key, object }) => {
    const second = Math.floor(at / 1e6);
    if (object?.kind === 'Event' && object.reason === 'TaintManagerEviction') return [`${second} ${object.message}`];
    if (object?.kind !== 'Pod' || object.metadata.deletionTimestamp === undefined || marked.has(key)) return [];
    marked.add(key);
    const target = object.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
    return [`${second} ${key} ${target?.reason ?? ''}`];
  });
}

function run(tolerations: string, act: (simulation: Simulation) => void): readonly string[] {
  const simulation = createSimulation({ documents: parseManifest(pod('web', tolerations)), seed: 1, commands: [] });
  simulation.advance(seconds(10));
  act(simulation);
  simulation.advance(seconds(200));
  return story(simulation);
}

const deleted = (second: number): readonly string[] => [
  `${second} Marking for deletion Pod default/web`,
  `${second} default/web DeletionByTaintManager`,
];

describe('TaintEvictionController', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['at once a pod that does not tolerate the taint', '[]', deleted(10)],
    [
      'a pod when it has tolerated the taint for long enough',
      '[{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 30}]',
      deleted(40),
    ],
    ['no pod that tolerates the taint for ever', '[{key: a, operator: Exists}]', []],
    [
      'at once a pod that tolerates it for no time',
      '[{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 0}]',
      deleted(10),
    ],
  ])('NODE80: deletes %s', (_case, tolerations, expected) => {
    expect(run(tolerations, (simulation) => setTaints(simulation, taint('a')))).toEqual(expected);
  });

  it('NODE81: calls the deletion off when the taint goes', () => {
    const lines = run('[{operator: Exists, effect: NoExecute, tolerationSeconds: 30}]', (simulation) => {
      setTaints(simulation, taint('a'));
      simulation.advance(seconds(25));
      setTaints(simulation);
    });
    expect(lines).toEqual(['25 Cancelling deletion of Pod default/web']);
  });

  it('NODE82: lets the time go on when one taint gives way to another', () => {
    const lines = run('[{operator: Exists, effect: NoExecute, tolerationSeconds: 30}]', (simulation) => {
      setTaints(simulation, taint('a'));
      simulation.advance(seconds(25));
      setTaints(simulation, taint('b'));
    });
    expect(lines).toEqual(deleted(40));
  });

  it('NODE83: goes by the shortest toleration where there are several taints', () => {
    const tolerations =
      '[{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 60}, {key: b, operator: Exists, effect: NoExecute, tolerationSeconds: 20}]';
    expect(run(tolerations, (simulation) => setTaints(simulation, taint('a'), taint('b')))).toEqual(deleted(30));
  });

  it('NODE84: deletes a pod that comes to a tainted node', () => {
    const simulation = createSimulation({ documents: [], seed: 1, commands: [] });
    simulation.advance(seconds(10));
    setTaints(simulation, taint('a'));
    simulation.advance(seconds(20));
    simulation.api.applyManifest(parseManifest(pod('web', '[]')));
    simulation.advance(seconds(30));
    expect(story(simulation)).toEqual(deleted(20));
  });
});
