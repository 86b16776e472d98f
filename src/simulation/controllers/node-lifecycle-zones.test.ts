import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { createSimulation } from '../simulation.ts';
import { NodeLifecycleZones } from './node-lifecycle-zones.ts';

/** A cluster whose zones have so many nodes, numbered through; each node carries a pod. */
function cluster(zones: readonly number[]): string {
  const nodes = zones.flatMap((count, zone) =>
    Array.from({ length: count }, () => `- {role: worker, labels: {topology.kubernetes.io/zone: z${zone}}}`),
  );
  return `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
${nodes.join('\n')}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${nodes.length}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;
}

/** When nodes that lost power at 20 s first got a NoExecute taint: seconds after the first of them was NotReady. */
function tainted(zones: readonly number[], off: readonly number[], until: number): readonly number[] {
  const commands = off.map((node) => ({ type: 'powerOff' as const, node: `node-${node}`, at: seconds(20) }));
  const simulation = createSimulation({ documents: parseManifest(cluster(zones)), seed: 1, commands });
  simulation.advance(seconds(until));
  const { revisions } = simulation.takeTrace();
  const seen = new Set<string>();
  const waits: number[] = [];
  let notReadyAt = Number.NaN;
  for (const { at, key, object } of revisions) {
    if (object?.kind !== 'Node') continue;
    if (Number.isNaN(notReadyAt) && object.status.conditions?.some(({ status }) => status === 'Unknown') === true)
      notReadyAt = at;
    if (seen.has(key) || object.spec.taints?.some(({ effect }) => effect === 'NoExecute') !== true) continue;
    seen.add(key);
    waits.push((at - notReadyAt) / 1e6);
  }
  return waits;
}

describe('NodeLifecycleZones', () => {
  // The nodes of a test lose power together, but the monitor finds them silent in one or two looks, five seconds apart: the
  // first may be tainted before it is known how many there are.
  it.each<readonly [string, readonly number[], readonly number[], readonly string[]]>([
    ['empties one node at once', [3, 2], [1], ['soon']],
    ['empties nodes of one zone ten seconds apart', [5, 2], [1, 2], ['soon', 'after 10 s']],
    ['empties nodes of two zones side by side', [3, 3], [1, 4], ['soon', 'soon']],
    ['empties no more nodes of a small zone that has lost most of its nodes', [5, 2], [1, 2, 3], ['soon']],
    ['empties a zone that is down altogether while another is well', [2, 3], [1, 2], ['soon', 'after 10 s']],
    ['empties nothing more when every zone is down', [2, 1], [1, 2, 3], ['soon']],
  ])('NODE70: %s', (_rule, zones, off, expected) => {
    const waits = tainted(zones, off, 150).map((wait) =>
      wait <= 5.1 ? 'soon' : wait <= 15.1 ? 'after 10 s' : `${wait}`,
    );
    expect(waits).toEqual(expected);
  });
});

describe('NodeLifecycleZones.update', () => {
  const down = { nodes: 3, notReady: 3 };
  const well = { nodes: 3, notReady: 0 };

  it('NODE71: tells when the last zone goes down and when the first comes back', () => {
    const zones = new NodeLifecycleZones();
    const steps = [
      [well, well],
      [down, well],
      [down, down],
      [down, down],
      [well, down],
      [well, well],
    ] as const;
    expect(
      steps.map(([a, b], at) =>
        zones.update(
          new Map([
            ['a', a],
            ['b', b],
          ]),
          seconds(5 * at),
        ),
      ),
    ).toEqual([undefined, undefined, 'entered', undefined, 'left', undefined]);
  });

  it('NODE72: slows a large zone down that has lost most of its nodes', () => {
    const zones = new NodeLifecycleZones();
    const queue = zones.queueOf('a', seconds(0));
    zones.update(new Map([['a', { nodes: 60, notReady: 50 }]]), seconds(0));
    queue.add('node-1');
    queue.add('node-2');
    expect(queue.take(seconds(0))).toBe('node-1');
    expect(queue.nextAt(seconds(0))).toBe(seconds(100));
  });

  it('NODE73: forgets a zone without nodes', () => {
    const zones = new NodeLifecycleZones();
    zones.update(
      new Map([
        ['a', well],
        ['b', down],
      ]),
      seconds(0),
    );
    expect(zones.update(new Map([['b', down]]), seconds(5))).toBe('entered');
  });
});
