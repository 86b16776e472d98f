import { describe, expect, it } from 'vitest';
import type { ContainerStatus, PodSpec } from '../api/pod.ts';
import { getPhase } from './phase.ts';

type Word = 'running' | 'waiting' | 'ok' | 'bad' | 'backOff' | 'backOffOk' | 'none';

/** `ok` and `bad` have ended so; `backOff` waits after an error. */
function statuses(prefix: string, words: readonly Word[]): readonly ContainerStatus[] {
  return words.flatMap((word, index): ContainerStatus[] => {
    const base = { name: `${prefix}${index}`, image: 'nginx', ready: false, restartCount: 0 };
    const ended = (exitCode: number) => ({ terminated: { reason: 'x', exitCode } });
    if (word === 'running') return [{ ...base, started: true, state: { running: { startedAt: '' } } }];
    if (word === 'ok' || word === 'bad') return [{ ...base, state: ended(word === 'ok' ? 0 : 1) }];
    if (word === 'none') return [];
    const lastState = word === 'waiting' ? {} : { lastState: ended(word === 'backOff' ? 1 : 0) };
    return [{ ...base, state: { waiting: { reason: 'x' } }, ...lastState }];
  });
}

function phase(restartPolicy: string, words: readonly Word[], inits: readonly Word[] = [], isTerminal = false): string {
  const spec: PodSpec = {
    restartPolicy,
    containers: words.map((_, index) => ({ name: `c${index}` })),
    initContainers: inits.map((_, index) => ({ name: `i${index}` })),
  };
  return getPhase({ spec, statuses: statuses('c', words), initStatuses: statuses('i', inits), isTerminal });
}

describe('getPhase', () => {
  it.each<readonly [string, readonly Word[], string]>([
    ['Always', ['waiting'], 'Pending'],
    ['Always', ['none'], 'Pending'],
    ['Always', ['running'], 'Running'],
    ['Always', ['running', 'waiting'], 'Pending'],
    ['Always', ['running', 'bad'], 'Running'],
    ['Always', ['bad'], 'Running'],
    ['Always', ['ok'], 'Running'],
    ['Always', ['backOff'], 'Running'],
    ['Never', ['ok'], 'Succeeded'],
    ['Never', ['ok', 'ok'], 'Succeeded'],
    ['Never', ['ok', 'bad'], 'Failed'],
    ['Never', ['ok', 'running'], 'Running'],
    ['OnFailure', ['ok'], 'Succeeded'],
    ['OnFailure', ['bad'], 'Running'],
    ['OnFailure', ['ok', 'backOff'], 'Running'],
  ])('KUBELET15: with restartPolicy %s of %j is %s', (policy, words, expected) => {
    expect(phase(policy, words)).toBe(expected);
  });

  it.each<readonly [string, readonly Word[], readonly Word[], string]>([
    ['Always', ['running'], ['waiting'], 'Pending'],
    ['Always', ['ok', 'backOff'], ['waiting'], 'Pending'],
    ['Always', ['ok', 'ok'], ['running'], 'Running'],
    ['Never', ['bad'], ['waiting'], 'Failed'],
    ['OnFailure', ['bad'], ['waiting'], 'Pending'],
  ])('KUBELET16: with restartPolicy %s after the init containers %j of %j is %s', (policy, inits, words, expected) => {
    expect(phase(policy, words, inits)).toBe(expected);
  });

  it.each<readonly [readonly Word[], string]>([
    [['ok'], 'Succeeded'],
    [['ok', 'bad'], 'Failed'],
  ])('KUBELET17: of a pod that is ended for good with %j is %s, whatever its policy', (words, expected) => {
    expect(phase('Always', words, [], true)).toBe(expected);
  });
});
