import { describe, expect, it } from 'vitest';
import { aNode } from '../../testing/builders.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../api/pod.ts';
import { matchesNodeAffinity, preferredWeight } from './node-affinity.ts';

const node = aNode('node-1', { labels: { disk: 'ssd', zone: 'a', cores: '8' } });

function required(...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec {
  return {
    containers: [],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  };
}

describe('matchesNodeAffinity', () => {
  it.each<readonly [NodeSelectorRequirement, boolean]>([
    [{ key: 'disk', operator: 'In', values: ['hdd', 'ssd'] }, true],
    [{ key: 'disk', operator: 'In', values: ['hdd'] }, false],
    [{ key: 'gpu', operator: 'In', values: ['yes'] }, false],
    [{ key: 'disk', operator: 'NotIn', values: ['hdd'] }, true],
    [{ key: 'disk', operator: 'NotIn', values: ['ssd'] }, false],
    [{ key: 'gpu', operator: 'NotIn', values: ['yes'] }, true],
    [{ key: 'disk', operator: 'Exists' }, true],
    [{ key: 'gpu', operator: 'Exists' }, false],
    [{ key: 'gpu', operator: 'DoesNotExist' }, true],
    [{ key: 'disk', operator: 'DoesNotExist' }, false],
    [{ key: 'cores', operator: 'Gt', values: ['4'] }, true],
    [{ key: 'cores', operator: 'Gt', values: ['8'] }, false],
    [{ key: 'cores', operator: 'Lt', values: ['16'] }, true],
    [{ key: 'cores', operator: 'Lt', values: ['8'] }, false],
    [{ key: 'disk', operator: 'Gt', values: ['4'] }, false],
    [{ key: 'gpu', operator: 'Lt', values: ['4'] }, false],
  ])('SCHED1: %j: %s', (requirement, expected) => {
    expect(matchesNodeAffinity(required({ matchExpressions: [requirement] }), node)).toBe(expected);
  });

  it.each<readonly [string, PodSpec, boolean]>([
    ['nothing is asked for', { containers: [] }, true],
    ['all labels of the selector are there', { containers: [], nodeSelector: { disk: 'ssd', zone: 'a' } }, true],
    ['one label of the selector is another', { containers: [], nodeSelector: { disk: 'ssd', zone: 'b' } }, false],
    [
      'one of two terms holds',
      required(
        { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
        { matchExpressions: [{ key: 'disk', operator: 'Exists' }] },
      ),
      true,
    ],
    [
      'one of two requirements of a term does not hold',
      required({
        matchExpressions: [
          { key: 'disk', operator: 'Exists' },
          { key: 'gpu', operator: 'Exists' },
        ],
      }),
      false,
    ],
    ['the term asks for nothing', required({}), false],
    [
      'the node is named',
      required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }] }),
      true,
    ],
    [
      'another node is named',
      required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-2'] }] }),
      false,
    ],
    [
      'the selector holds and the term does not',
      { ...required({ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }), nodeSelector: { disk: 'ssd' } },
      false,
    ],
  ])('SCHED2: when %s: %j -> %s', (_case, spec, expected) => {
    expect(matchesNodeAffinity(spec, node)).toBe(expected);
  });
});

describe('preferredWeight', () => {
  it('SCHED3: adds up the weights of the terms that hold', () => {
    const preferred = (key: string, weight: number) => ({
      weight,
      preference: { matchExpressions: [{ key, operator: 'Exists' as const }] },
    });
    const spec: PodSpec = {
      containers: [],
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            preferred('disk', 50),
            preferred('gpu', 30),
            preferred('zone', 7),
          ],
        },
      },
    };
    expect(preferredWeight(spec, node)).toBe(57);
    expect(preferredWeight({ containers: [] }, node)).toBe(0);
  });
});
