import { describe, expect, it } from 'vitest';
import type { Taint } from '../api/node.ts';
import type { Toleration } from '../api/pod.ts';
import { toleratesTaint } from './taints.ts';

const dedicated: Taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' };

describe('toleratesTaint', () => {
  it.each<readonly [string, Toleration, boolean]>([
    ['the same key, value and effect', { key: 'dedicated', value: 'db', effect: 'NoSchedule' }, true],
    ['Equal said outright', { key: 'dedicated', operator: 'Equal', value: 'db' }, true],
    ['any effect', { key: 'dedicated', value: 'db' }, true],
    ['any value with Exists', { key: 'dedicated', operator: 'Exists' }, true],
    ['every taint with a bare Exists', { operator: 'Exists' }, true],
    ['every taint of an effect', { operator: 'Exists', effect: 'NoSchedule' }, true],
    ['another value', { key: 'dedicated', value: 'web' }, false],
    ['no value where the taint has one', { key: 'dedicated' }, false],
    ['another key', { key: 'gpu', operator: 'Exists' }, false],
    ['another effect', { key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false],
  ])('SCHED5: of a toleration for %s: %j -> %s', (_toleration, toleration, expected) => {
    expect(toleratesTaint([toleration], dedicated)).toEqual(expected ? toleration : undefined);
  });

  it('SCHED6: finds none where there is none', () => {
    expect(toleratesTaint(undefined, dedicated)).toBeUndefined();
  });
});
