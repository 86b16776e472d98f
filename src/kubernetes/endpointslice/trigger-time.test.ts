import { describe, expect, it } from 'vitest';
import { aPod, aService } from '../../testing/builders.ts';
import type { Pod } from '../api/pod.ts';
import { nextTriggerTime } from './trigger-time.ts';

const service = aService('web', {}, { creationTimestamp: '2026-01-01T00:00:10Z' });

function readyAt(name: string, lastTransitionTime: string): Pod {
  const pod = aPod(name);
  return { ...pod, status: { ...pod.status, conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }] } };
}

describe('nextTriggerTime', () => {
  const early = readyAt('web-1', '2026-01-01T00:00:05Z');
  const { times, triggerTime } = nextTriggerTime(undefined, service, [early]);

  it('SLICE50: is that of the Service when it is new', () => {
    expect(triggerTime).toBe('2026-01-01T00:00:10Z');
  });

  it('SLICE51: is the earliest change of a pod since', () => {
    const pods = [readyAt('web-1', '2026-01-01T00:00:30Z'), readyAt('web-2', '2026-01-01T00:00:20Z')];
    expect(nextTriggerTime(times, service, pods).triggerTime).toBe('2026-01-01T00:00:20Z');
  });

  it('SLICE52: is none when no pod has changed its readiness', () => {
    expect(nextTriggerTime(times, service, [early]).triggerTime).toBeUndefined();
    expect(nextTriggerTime(times, service, []).triggerTime).toBeUndefined();
  });
});
