import { describe, expect, it } from 'vitest';
import { aNode, aPod, type NodeParts, type PodParts } from '../../testing/builders.ts';
import type { Taint } from '../api/node.ts';
import type { ResourceList, Toleration } from '../api/pod.ts';
import { countPod, makeNodeInfo, type NodeInfo } from './node-info.ts';
import { type HostPort, podDemand } from './pod-demand.ts';
import { type Decision, feasibleNodesToFind, schedule } from './schedule.ts';

const RESOURCES: ResourceList = { cpu: '4', memory: '8Gi', pods: '110' };

interface Load {
  readonly pods?: number;
  readonly milliCPU?: number;
  readonly memory?: number;
  readonly hostPorts?: readonly HostPort[];
  readonly allocatable?: ResourceList;
}

let made = 0;

/** A node of four cores and 8Gi, with what its pods have taken. */
function info(name: string, parts: NodeParts = {}, load: Load = {}): NodeInfo {
  const node = aNode(name, parts);
  const { pods = 0, milliCPU = 0, memory = 0, hostPorts = [], allocatable = RESOURCES } = load;
  const one = makeNodeInfo(++made, { ...node, status: { ...node.status, allocatable } });
  const nothing = { ...podDemand(aPod('none', { spec: { containers: [] } })), hostPorts: [] };
  for (let count = 1; count < pods; count++) countPod(one, nothing, 1);
  const requests = { ...nothing.requests, milliCPU, memory };
  const scored = { milliCPU, memory: memory / 1024 };
  if (pods + milliCPU + memory + hostPorts.length > 0) countPod(one, { ...nothing, requests, scored, hostPorts }, 1);
  return one;
}

function place(nodes: readonly NodeInfo[], parts: PodParts = {}, siblings: Record<string, number> = {}): Decision {
  const pod = aPod('web-1', { node: undefined, ...parts });
  const counts = nodes.map(({ id, facts }): [number, number] => [id, siblings[facts.node.metadata.name] ?? 0]);
  return schedule(pod, podDemand(pod), { nodes, start: 0, siblings: new Map(counts) });
}

function chosen(decision: Decision): string {
  return decision.type === 'chosen' ? decision.node : `failed: ${decision.message}`;
}

function requesting(requests: ResourceList): PodParts {
  return { spec: { containers: [{ name: 'c', resources: { requests } }] } };
}

const dedicated: Taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' };

/** The words for a pod that no number of deletions would help. */
function helpless(count: number, why: string): string {
  return (
    `failed: 0/${count} nodes are available: ${why}. no new claims to deallocate, ` +
    `preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`
  );
}

/** The words for a pod that would fit if others made way. */
function crowded(count: number, why: string): string {
  return (
    `failed: 0/${count} nodes are available: ${why}. no new claims to deallocate, ` +
    `preemption: 0/${count} nodes are available: ${count} No preemption victims found for incoming pod.`
  );
}

describe('schedule, among nodes that would do', () => {
  it.each<readonly [string, readonly NodeInfo[], Record<string, number>, string]>([
    ['the first by name among equals', [info('node-1'), info('node-2')], {}, 'node-1'],
    ['the node with the fewest siblings', [info('node-1'), info('node-2')], { 'node-1': 1 }, 'node-2'],
    [
      'fewer siblings before less load',
      [
        info('node-1', {}, { milliCPU: 100 }),
        info('node-2', {}, { milliCPU: 900 }),
        info('node-3', {}, { milliCPU: 200 }),
      ],
      { 'node-1': 1, 'node-3': 1 },
      'node-2',
    ],
    [
      'less load among equal siblings',
      [
        info('node-1', {}, { milliCPU: 300 }),
        info('node-2', {}, { milliCPU: 200 }),
        info('node-3', {}, { milliCPU: 400 }),
      ],
      { 'node-1': 1, 'node-2': 1, 'node-3': 1 },
      'node-2',
    ],
    ['less memory in use', [info('node-1', {}, { memory: 1e9 }), info('node-2')], {}, 'node-2'],
    [
      'the larger machine under the same load',
      [
        info('node-1', {}, { milliCPU: 1000 }),
        info('node-2', {}, { milliCPU: 1000, allocatable: { ...RESOURCES, cpu: '8' } }),
      ],
      {},
      'node-2',
    ],
    [
      'another than one with a taint to be avoided, whatever the load',
      [
        info('node-1', { taints: [{ ...dedicated, effect: 'PreferNoSchedule' }] }),
        info('node-2', {}, { milliCPU: 3000 }),
      ],
      { 'node-2': 5 },
      'node-2',
    ],
    ['another than a full one', [info('node-1', {}, { pods: 110 }), info('node-2')], {}, 'node-2'],
  ])('SCHED20: takes %s', (_rule, nodes, siblings, node) => {
    expect(chosen(place(nodes, {}, siblings))).toBe(node);
  });

  it('SCHED21: takes the one that the pod prefers', () => {
    const preference = { matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] };
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] };
    const spec = { affinity: { nodeAffinity } };
    const nodes = [info('node-1'), info('node-2', { labels: { disk: 'ssd' } })];
    expect(chosen(place(nodes, { spec }, { 'node-2': 3 }))).toBe('node-2');
  });

  it('SCHED22: ends the search when it has found enough, and goes on from there the next time', () => {
    const nodes = Array.from({ length: 300 }, (_, index) => info(`node-${String(index).padStart(3, '0')}`));
    const pod = aPod('web-1', { node: undefined });
    const first = schedule(pod, podDemand(pod), { nodes, start: 0, siblings: undefined });
    expect(first).toEqual({ type: 'chosen', node: 'node-000', visited: 144 });
    const second = schedule(pod, podDemand(pod), { nodes, start: 250, siblings: undefined });
    expect(second).toEqual({ type: 'chosen', node: 'node-250', visited: 144 });
  });
});

describe('feasibleNodesToFind', () => {
  it.each([
    [3, 3],
    [99, 99],
    [100, 100],
    [200, 100],
    [1000, 420],
    [5000, 500],
    [10_000, 500],
    [20_000, 1000],
  ])('SCHED23: of %i nodes: %i', (all, expected) => {
    expect(feasibleNodesToFind(all)).toBe(expected);
  });
});

describe('schedule, where no node would do', () => {
  it('SCHED24: goes by the node selector, all of it', () => {
    const nodes = [info('node-1', { labels: { disk: 'hdd' } }), info('node-2', { labels: { disk: 'ssd', zone: 'a' } })];
    expect(chosen(place(nodes, { spec: { nodeSelector: { disk: 'ssd' } } }))).toBe('node-2');
    expect(chosen(place(nodes, { spec: { nodeSelector: { disk: 'hdd', zone: 'a' } } }))).toBe(
      helpless(2, "2 node(s) didn't match Pod's node affinity/selector"),
    );
  });

  it('SCHED25: keeps pods off a tainted node, unless they tolerate it', () => {
    const tainted = info('node-1', { taints: [dedicated] });
    expect(chosen(place([tainted]))).toBe(helpless(1, '1 node(s) had untolerated taint(s)'));
    const tolerations: readonly Toleration[] = [{ key: 'dedicated', operator: 'Exists' }];
    expect(chosen(place([tainted], { spec: { tolerations } }))).toBe('node-1');
  });

  it('SCHED26: keeps pods off a cordoned node, unless they tolerate that', () => {
    const cordoned = info('node-1', {
      unschedulable: true,
      taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
    });
    expect(chosen(place([cordoned]))).toBe(helpless(1, '1 node(s) were unschedulable'));
    const tolerations: readonly Toleration[] = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }];
    expect(chosen(place([cordoned], { spec: { tolerations } }))).toBe('node-1');
  });

  it.each<readonly [string, Load, ResourceList, string]>([
    ['cpu that is taken', { milliCPU: 3500 }, { cpu: '501m' }, crowded(1, '1 Insufficient cpu')],
    ['more cpu than the machine has', {}, { cpu: '4001m' }, helpless(1, '1 Insufficient cpu')],
    ['memory that is taken', { memory: 8 * 1024 ** 3 }, { memory: '1' }, crowded(1, '1 Insufficient memory')],
    [
      'cpu and memory at once',
      { milliCPU: 4000, memory: 8 * 1024 ** 3 },
      { cpu: '1m', memory: '1Ki' },
      crowded(1, '1 Insufficient cpu, 1 Insufficient memory'),
    ],
    [
      'cpu on a full node',
      { pods: 110, milliCPU: 4000 },
      { cpu: '1' },
      crowded(1, '1 Insufficient cpu, 1 Too many pods'),
    ],
    ['what the machine does not have', {}, { 'nvidia.com/gpu': 1 }, helpless(1, '1 Insufficient nvidia.com/gpu')],
    ['nothing of a full node', { pods: 110 }, {}, crowded(1, '1 Too many pods')],
    ['nothing of a node that has no kubelet yet', { allocatable: {} }, {}, crowded(1, '1 Too many pods')],
    ['just what is left', { milliCPU: 3500 }, { cpu: '500m' }, 'node-1'],
    ['no cpu of a node that has given away too much', { milliCPU: 5000 }, { memory: '1Gi' }, 'node-1'],
  ])('SCHED27: says of a pod that asks for %s: %j %j -> %s', (_case, load, requests, expected) => {
    expect(chosen(place([info('node-1', {}, load)], requesting(requests)))).toBe(expected);
  });

  it('SCHED28: says which ports of the machine are taken', () => {
    const node = info('node-1', {}, { hostPorts: [{ ip: '0.0.0.0', protocol: 'TCP', port: 80 }] });
    const spec = { containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] };
    expect(chosen(place([node], { spec }))).toBe(
      crowded(1, "1 node(s) didn't have free ports for the requested pod ports"),
    );
    expect(chosen(place([node, info('node-2')], { spec }))).toBe('node-2');
  });

  it('SCHED29: says why of every node, the reasons sorted', () => {
    const nodes = [
      info('node-1', { unschedulable: true }),
      info('node-2', { taints: [dedicated] }),
      info('node-3'),
      info('node-4', { unschedulable: true }),
    ];
    expect(chosen(place(nodes, { spec: { nodeSelector: { disk: 'ssd' } } }))).toBe(
      helpless(
        4,
        "1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 2 node(s) were unschedulable",
      ),
    );
  });

  it('SCHED30: tells nodes where nobody has to make way from those where it would not help', () => {
    const nodes = [
      info('node-1', {}, { pods: 110 }),
      info('node-2', { unschedulable: true }),
      info('node-3', {}, { pods: 110 }),
    ];
    expect(chosen(place(nodes))).toBe(
      'failed: 0/3 nodes are available: 1 node(s) were unschedulable, 2 Too many pods. no new claims to deallocate, ' +
        'preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, ' +
        '2 No preemption victims found for incoming pod.',
    );
  });

  it('SCHED31: says so when there are no nodes', () => {
    expect(chosen(place([]))).toBe('failed: no nodes available to schedule pods');
  });
});
