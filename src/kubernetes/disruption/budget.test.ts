import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import type { Pod } from '../api/pod.ts';
import { judgeEviction, type PodDisruptionBudget } from './budget.ts';

function pod(name: string, isReady: boolean, labels: Readonly<Record<string, string>> = { app: 'web' }): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name, labels },
    spec: { containers: [] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
  };
}

function budget(spec: PodDisruptionBudget['spec'], namespace = 'default'): PodDisruptionBudget {
  return { metadata: { name: 'web', namespace }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec } };
}

const three = [pod('a', true), pod('b', true), pod('c', true)];
const oneUnready = [pod('a', true), pod('b', true), pod('c', false)];

describe('a PodDisruptionBudget', () => {
  it.each([
    ['no budget', three, 0, [], 'allowed'],
    ['minAvailable: 2 of three', three, 0, [budget({ minAvailable: 2 })], 'allowed'],
    ['minAvailable: 3 of three', three, 0, [budget({ minAvailable: 3 })], 'wouldViolate'],
    ['minAvailable: 50%, rounded up to two', three, 0, [budget({ minAvailable: '50%' })], 'allowed'],
    ['minAvailable: 100%', three, 0, [budget({ minAvailable: '100%' })], 'wouldViolate'],
    ['maxUnavailable: 1', three, 0, [budget({ maxUnavailable: 1 })], 'allowed'],
    ['maxUnavailable: 1, one being unready', oneUnready, 0, [budget({ maxUnavailable: 1 })], 'wouldViolate'],
    ['the unready pod itself while enough are healthy', oneUnready, 2, [budget({ maxUnavailable: 1 })], 'allowed'],
    ['the unready pod itself while too few are', oneUnready, 2, [budget({ minAvailable: 3 })], 'wouldViolate'],
    [
      'the unready pod itself when the policy lets it go',
      oneUnready,
      2,
      [budget({ minAvailable: 3, unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
      'allowed',
    ],
    ['a budget of another namespace', three, 0, [budget({ minAvailable: 3 }, 'shop')], 'allowed'],
    ['two budgets', three, 0, [budget({ minAvailable: 1 }), budget({ minAvailable: 1 })], 'severalBudgets'],
  ] as const)('decides on %s', (_, pods, index, budgets, expected) => {
    const evicted = assertDefined(pods[index], 'the table names a pod');
    expect(judgeEviction(evicted, pods, budgets, () => ({ uid: 'rs', replicas: 3 }))).toBe(expected);
  });
});
