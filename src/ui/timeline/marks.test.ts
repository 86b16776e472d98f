import { describe, expect, it } from 'vitest';
import { seconds, START, type SimTime } from '../../base/sim-time.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import type { ObjectRevision, Trace } from '../../simulation/trace.ts';
import { markNear, marksOf, nextEvent, previousEvent } from './marks.ts';
import { SAMPLE_NETWORK } from '../../testing/sample-trace.ts';

function node(at: SimTime, status: 'True' | 'Unknown'): ObjectRevision {
  const object: Node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1' },
    spec: {},
    status: { conditions: [{ type: 'Ready', status }] },
  };
  return { at, kind: 'Node', key: 'node-1', object };
}

const trace: Trace = {
  until: seconds(90),
  apply: { exit: 0, stdout: '', stderr: '' },
  applied: [],
  diagnostics: [],
  selections: [],
  network: SAMPLE_NETWORK,
  clients: [],
  requests: [],
  events: [
    { type: 'proxySynced', known: seconds(0), at: seconds(1), node: 'node-1' },
    { type: 'command', at: seconds(5), command: { type: 'powerOff', at: seconds(5), node: 'node-1' } },
  ],
  revisions: [
    node(START, 'True'),
    { at: seconds(1), kind: 'Pod', key: 'default/a' },
    { at: seconds(1), kind: 'Pod', key: 'default/b' },
    { at: seconds(1.1), kind: 'EndpointSlice', key: 'default/s' },
    { at: seconds(2), kind: 'Lease', key: 'kube-node-lease/node-1' },
    node(seconds(10), 'True'),
    node(seconds(55), 'Unknown'),
    node(seconds(80), 'True'),
  ],
};

describe('marksOf', () => {
  it('tells commands, lost and recovered nodes and changes, but neither heartbeats nor rewritten rules', () => {
    expect(marksOf(trace)).toEqual([
      { at: seconds(1), type: 'change', what: ['Pod default/a', 'Pod default/b'] },
      { at: seconds(1.1), type: 'change', what: ['EndpointSlice default/s'] },
      {
        at: seconds(5),
        type: 'command',
        what: [],
        commands: [{ type: 'powerOff', at: seconds(5), node: 'node-1' }],
      },
      { at: seconds(55), type: 'notReady', what: ['node-1'] },
      { at: seconds(80), type: 'ready', what: ['node-1'] },
    ]);
  });
});

describe('nextEvent and previousEvent', () => {
  it('go from burst to burst, not to each change within one', () => {
    const marks = marksOf(trace);
    expect(nextEvent(marks, START)?.at).toBe(seconds(1));
    expect(nextEvent(marks, seconds(1))?.at).toBe(seconds(5));
    expect(nextEvent(marks, seconds(80))).toBeUndefined();
    expect(previousEvent(marks, seconds(5))?.at).toBe(seconds(1));
    expect(previousEvent(marks, seconds(1))).toBeUndefined();
  });
});

describe('markNear', () => {
  it('finds the weightiest mark within reach', () => {
    expect(markNear(marksOf(trace), seconds(3), seconds(2.5))?.type).toBe('command');
    expect(markNear(marksOf(trace), seconds(30), seconds(1))).toBeUndefined();
  });
});
