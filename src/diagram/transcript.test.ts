import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import { answeredRequest, refusedRequest, SAMPLE_TRACE, stored } from '../testing/sample-trace.ts';
import { DEFAULT_LENS } from './flight.ts';
import { transcriptUntil } from './transcript.ts';

const trace = {
  ...SAMPLE_TRACE,
  requests: [answeredRequest('r1', seconds(1), 'shop-a'), refusedRequest('r2', seconds(4))],
  revisions: [
    ...SAMPLE_TRACE.revisions,
    stored(seconds(6), {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'default' },
      type: 'Normal',
      reason: 'Killing',
      message: 'Stopping container c',
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'shop-a' },
      source: { component: 'kubelet' },
    }),
  ],
};

describe('the transcript', () => {
  it('tells every hop, the outcome, what was done and what Kubernetes says, in order', () => {
    const lines = transcriptUntil(trace, seconds(30), DEFAULT_LENS, 100);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => a - b));
    const count = (type: string): number => lines.filter((line) => line.type === type).length;
    expect([count('hop'), count('outcome'), count('command'), count('event')]).toEqual([8, 2, 1, 1]);
  });

  it('says nothing that has not been shown yet', () => {
    expect(transcriptUntil(trace, seconds(1), DEFAULT_LENS, 100)).toHaveLength(1);
  });

  it('keeps to one request where one is chosen, and to the last lines where they are many', () => {
    const chosen = transcriptUntil(trace, seconds(30), DEFAULT_LENS, 100, 'r2');
    expect(chosen.every((line) => 'request' in line && line.request.id === 'r2')).toBe(true);
    expect(transcriptUntil(trace, seconds(30), DEFAULT_LENS, 3).map(({ type }) => type)).toEqual([
      'outcome',
      'event',
      'command',
    ]);
  });
});
