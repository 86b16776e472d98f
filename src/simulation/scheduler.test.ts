import { describe, expect, it } from 'vitest';
import { assertDefined } from '../base/assert.ts';
import { seconds } from '../base/sim-time.ts';
import type { Node } from '../kubernetes/api/node.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import { testCluster } from '../testing/test-cluster.ts';
import { deleteObject } from './deletion.ts';
import { createSimulation, type Simulation } from './simulation.ts';

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

/** The Events about pods by the scheduler: `second reason: message`. */
function told(simulation: Simulation): readonly string[] {
  return simulation
    .takeTrace()
    .revisions.flatMap(({ object, at }) =>
      object?.kind === 'Event' && object.source.component === 'default-scheduler'
        ? [`${Math.floor(at / 1e6)} ${object.reason}: ${object.message}`]
        : [],
    );
}

function pod(name: string, spec: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {${spec}}
---
`;
}

const CONTAINER = 'containers: [{name: c, image: nginx}]';

function start(text: string): Simulation {
  return createSimulation({ documents: parseManifest(text), seed: 1, commands: [] });
}

function changeNode(simulation: Simulation, name: string, change: (node: Node) => Node): void {
  simulation.api.store.put(change(assertDefined(simulation.api.store.get('Node', name), `there is ${name}`)));
}

function nodeOf(simulation: Simulation, name: string): string | undefined {
  return simulation.api.store.get('Pod', `default/${name}`)?.spec.nodeName;
}

const NOT_SELECTED =
  "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, " +
  'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';

describe('Scheduler, pod by pod', () => {
  it('tells of the node that it has chosen', () => {
    const simulation = start(pod('web', CONTAINER));
    simulation.advance(seconds(1));
    expect(told(simulation)).toEqual(['0 Scheduled: Successfully assigned default/web to node-1']);
    const { conditions } = simulation.api.store.get('Pod', 'default/web')?.status ?? {};
    expect(conditions?.find(({ type }) => type === 'PodScheduled')).toMatchObject({ status: 'True' });
  });

  it('tells why it has chosen none, and tries again when a node has got what was wanted', () => {
    const simulation = start(pod('web', `nodeSelector: {disk: ssd}, ${CONTAINER}`));
    simulation.advance(seconds(10));
    const { conditions } = simulation.api.store.get('Pod', 'default/web')?.status ?? {};
    expect(conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: NOT_SELECTED },
    ]);
    const label =
      (disk: string) =>
      (node: Node): Node => ({
        ...node,
        metadata: { ...node.metadata, labels: { ...node.metadata.labels, disk } },
      });
    changeNode(simulation, 'node-2', label('hdd'));
    simulation.advance(seconds(20));
    changeNode(simulation, 'node-3', label('ssd'));
    simulation.advance(seconds(30));
    expect(told(simulation)).toEqual([
      `0 FailedScheduling: ${NOT_SELECTED}`,
      '20 Scheduled: Successfully assigned default/web to node-3',
    ]);
  });

  it('tries again after five minutes even though nothing has changed', () => {
    const simulation = start(pod('web', `nodeSelector: {disk: ssd}, ${CONTAINER}`));
    simulation.advance(seconds(700));
    expect(told(simulation)).toEqual([0, 330, 660].map((second) => `${second} FailedScheduling: ${NOT_SELECTED}`));
  });

  it('tries a cordoned cluster again when a node is uncordoned', () => {
    const simulation = start('');
    const cordon =
      (unschedulable: boolean) =>
      (node: Node): Node => ({
        ...node,
        spec: { ...node.spec, unschedulable },
      });
    for (const name of ['node-1', 'node-2', 'node-3']) changeNode(simulation, name, cordon(true));
    simulation.advance(seconds(5));
    simulation.api.applyManifest(parseManifest(pod('web', CONTAINER)));
    simulation.advance(seconds(10));
    expect(nodeOf(simulation, 'web')).toBeUndefined();
    expect(told(simulation)[0]).toContain('0/3 nodes are available: 3 node(s) were unschedulable.');
    changeNode(simulation, 'node-2', cordon(false));
    simulation.advance(seconds(11));
    expect(nodeOf(simulation, 'web')).toBe('node-2');
  });

  it('gives away no more cpu than there is, and what a pod has left behind to the next', () => {
    const large = 'containers: [{name: c, image: nginx, resources: {requests: {cpu: "3"}}}]';
    const simulation = start(['a', 'b', 'c', 'd'].map((name) => pod(name, large)).join(''));
    simulation.advance(seconds(10));
    expect(['a', 'b', 'c', 'd'].map((name) => nodeOf(simulation, name))).toEqual([
      'node-1',
      'node-2',
      'node-3',
      undefined,
    ]);
    expect(told(simulation).at(-1)).toContain('0/3 nodes are available: 3 Insufficient cpu.');
    deleteObject(simulation, 'Pod', 'default/b');
    simulation.advance(seconds(60));
    expect(nodeOf(simulation, 'd')).toBe('node-2');
  });

  it('lets one pod of a node have a port of the machine', () => {
    const port = 'containers: [{name: c, image: nginx, ports: [{containerPort: 80, hostPort: 80}]}]';
    const simulation = start(['a', 'b', 'c', 'd'].map((name) => pod(name, port)).join(''));
    simulation.advance(seconds(10));
    expect(nodeOf(simulation, 'd')).toBeUndefined();
    expect(told(simulation).at(-1)).toContain("3 node(s) didn't have free ports for the requested pod ports.");
  });

  it.each([
    ['that names its node', `nodeName: node-3, ${CONTAINER}`, 'node-3'],
    ['of another scheduler', `schedulerName: other, ${CONTAINER}`, undefined],
    ['behind a gate', `schedulingGates: [{name: example.com/wait}], ${CONTAINER}`, undefined],
  ])('leaves a pod %s alone', (_case, spec, node) => {
    const simulation = start(pod('web', spec));
    simulation.advance(seconds(10));
    expect(nodeOf(simulation, 'web')).toBe(node);
    expect(told(simulation)).toEqual([]);
  });

  it('says of a pod behind a gate what it waits for, and places it when the gate is gone', () => {
    const simulation = start(pod('web', `schedulingGates: [{name: example.com/wait}], ${CONTAINER}`));
    simulation.advance(seconds(1));
    const gated = assertDefined(simulation.api.store.get('Pod', 'default/web'), 'there is the pod');
    expect(gated.status.conditions).toMatchObject([
      { reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' },
    ]);
    const { schedulingGates: _gates, ...spec } = gated.spec;
    simulation.api.store.put({ ...gated, spec });
    simulation.advance(seconds(2));
    expect(nodeOf(simulation, 'web')).toBe('node-1');
  });
});

describe('Scheduler and drained nodes', () => {
  it('puts the pods of a drained node elsewhere, and new ones there as soon as it is uncordoned', () => {
    const web = deployment('web', 3).replace('nodeSelector: {kubernetes.io/hostname: node-2}', 'hostNetwork: false');
    const cluster = testCluster(web).drain('node-2', '10s').uncordon('node-2', '30s').powerOff('node-1', '31s');
    const placed = cluster
      .run('400s')
      .trace.revisions.flatMap(({ at, object }) =>
        object?.kind === 'Event' && object.reason === 'Scheduled'
          ? [`${Math.floor(at / 1e6)} ${object.message.slice(object.message.lastIndexOf(' ') + 1)}`]
          : [],
      );
    expect(placed.slice(0, 4)).toEqual(['0 node-1', '0 node-2', '0 node-3', '10 node-1']);
    // Both pods of node-1 are evicted: the first goes to the empty node.
    expect(placed.slice(4).map((line) => line.split(' ')[1])).toEqual(['node-2', 'node-2']);
  });
});

describe('a command for a node that the cluster does not have', () => {
  it('does nothing', () => {
    const cluster = testCluster(deployment('web', 1)).powerOff('node-9', '5s').powerOn('node-9', '6s');
    expect(cluster.trace.revisions.filter(({ key }) => key.includes('node-9'))).toEqual([]);
    expect(cluster.trace.events.filter(({ type }) => type === 'command')).toHaveLength(2);
  });
});
