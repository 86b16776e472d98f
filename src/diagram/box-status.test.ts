import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '../kubernetes/api/pod.ts';
import { aNode, aPod } from '../testing/builders.ts';
import { SAMPLE_TRACE } from '../testing/sample-trace.ts';
import { seconds } from '../base/sim-time.ts';
import { nodeStatus, nodeWord, podStatus, podWord } from './box-status.ts';
import { snapshotAt, type Snapshot } from './snapshot.ts';

const calm: Snapshot = { ...snapshotAt(SAMPLE_TRACE, seconds(1)), nodesOff: new Set(), nodesCut: new Set() };

function podIn(state: ContainerStatus['state'], pod: Pod = aPod('web', { isReady: false })): Pod {
  const container = { name: 'main', image: 'nginx', ready: false, restartCount: 1, state };
  return { ...pod, status: { ...pod.status, containerStatuses: [container] } };
}

describe('a pod', () => {
  it.each<readonly [string, Pod, string, string]>([
    ['ready', aPod('web'), 'ok', 'Running'],
    ['running but not ready', aPod('web', { isReady: false }), 'notReady', 'Running'],
    ['in back-off', podIn({ waiting: { reason: 'CrashLoopBackOff' } }), 'failing', 'CrashLoopBackOff'],
    ['ended by an error', podIn({ terminated: { reason: 'Error', exitCode: 1 } }), 'failing', 'Error'],
    ['ended well', podIn({ terminated: { reason: 'Completed', exitCode: 0 } }), 'notReady', 'Completed'],
    [
      'being made',
      podIn({ waiting: { reason: 'ContainerCreating' } }, aPod('web', { phase: 'Pending', podIP: undefined })),
      'pending',
      'ContainerCreating',
    ],
    ['marked for deletion', aPod('web', { isTerminating: true }), 'terminating', 'Terminating'],
    ['failed', aPod('web', { phase: 'Failed', isReady: false }), 'failing', 'Failed'],
  ])('that is %s looks so and is called what kubectl calls it', (_name, pod, status, word) => {
    expect([podStatus(pod, calm), podWord(pod)]).toEqual([status, word]);
  });

  it('on a machine without power is down, and on one that is cut off is cut', () => {
    expect(podStatus(aPod('web'), { ...calm, nodesOff: new Set(['node-1']) })).toBe('down');
    expect(podStatus(aPod('web'), { ...calm, nodesCut: new Set(['node-1']) })).toBe('cut');
  });
});

describe('a node', () => {
  it('is called by its condition, and SchedulingDisabled where it is cordoned', () => {
    expect(nodeWord(aNode('node-1'))).toMatch(/^(Not)?Ready$/);
    expect(nodeWord(aNode('node-1', { unschedulable: true }))).toMatch(/Ready,SchedulingDisabled$/);
  });

  it('without power is down, even where its network is cut too', () => {
    const node = aNode('node-1');
    const cut = { ...calm, nodesCut: new Set(['node-1']) };
    expect(nodeStatus(node, cut)).toBe('cut');
    expect(nodeStatus(node, { ...cut, nodesOff: new Set(['node-1']) })).toBe('down');
  });
});
