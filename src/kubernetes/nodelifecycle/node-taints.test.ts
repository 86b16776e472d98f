import { describe, expect, it } from 'vitest';
import { aNode, type NodeParts } from '../../testing/builders.ts';
import type { Condition } from '../api/meta.ts';
import type { Node, Taint } from '../api/node.ts';
import { noExecuteChange, noScheduleChange, withTaints } from './node-taints.ts';

const PREFIX = 'node.kubernetes.io/';

function node(conditions: readonly string[], parts: NodeParts = {}): Node {
  return {
    ...aNode('node-1', parts),
    status: {
      conditions: conditions.map((text): Condition => {
        const [type = '', status = ''] = text.split('=');
        return { type, status: status === 'True' || status === 'False' ? status : 'Unknown' };
      }),
    },
  };
}

function taint(name: string, effect: Taint['effect'] = 'NoSchedule'): Taint {
  return { key: PREFIX + name, effect };
}

const keys = (taints: readonly Taint[]): readonly string[] => taints.map(({ key }) => key.replace(PREFIX, ''));

describe('noScheduleChange', () => {
  it.each<readonly [string, Node, readonly string[], readonly string[]]>([
    ['a node that is well', node(['Ready=True']), [], []],
    ['a silent one', node(['Ready=Unknown', 'DiskPressure=Unknown']), ['unreachable'], []],
    ['one that says it is not ready', node(['Ready=False']), ['not-ready'], []],
    [
      'one short of everything',
      node(['MemoryPressure=True', 'DiskPressure=True', 'PIDPressure=True']),
      ['memory-pressure', 'disk-pressure', 'pid-pressure'],
      [],
    ],
    ['one that is well again', node(['Ready=True'], { taints: [taint('unreachable')] }), [], ['unreachable']],
    ['one that fell silent', node(['Ready=Unknown'], { taints: [taint('not-ready')] }), ['unreachable'], ['not-ready']],
    ['a cordoned one', node(['Ready=True'], { unschedulable: true }), ['unschedulable'], []],
    ['an uncordoned one', node(['Ready=True'], { taints: [taint('unschedulable')] }), [], ['unschedulable']],
    ['one that has its taint', node(['Ready=Unknown'], { taints: [taint('unreachable')] }), [], []],
    [
      'taints of others',
      node(['Ready=True'], { taints: [{ key: 'dedicated', effect: 'NoSchedule' }, taint('unreachable', 'NoExecute')] }),
      [],
      [],
    ],
  ])('NODE10: of %s', (_case, subject, add, remove) => {
    const change = noScheduleChange(subject);
    expect([keys(change.add), keys(change.remove)]).toEqual([add, remove]);
  });
});

describe('noExecuteChange', () => {
  it.each<readonly [string, readonly [string, string] | undefined]>([
    ['Ready=True', undefined],
    ['Ready=False', ['not-ready', 'unreachable']],
    ['Ready=Unknown', ['unreachable', 'not-ready']],
  ])('NODE11: of a node with %s', (condition, expected) => {
    const change = noExecuteChange(node([condition]));
    expect(change && [...keys(change.add), ...keys(change.remove)]).toEqual(expected);
  });
});

describe('withTaints', () => {
  const now = '2026-01-01T00:00:50Z';

  it('NODE12: adds with the time, and removes', () => {
    const tainted = withTaints(node([]), { add: [taint('unreachable')], remove: [] }, now);
    expect(tainted?.spec.taints).toEqual([{ ...taint('unreachable'), timeAdded: now }]);
    const cleared = tainted && withTaints(tainted, { add: [], remove: [taint('unreachable')] }, now);
    expect(cleared?.spec).toEqual({});
  });

  it('NODE13: gives nothing where nothing changes', () => {
    const subject = node([], { taints: [taint('unreachable')] });
    expect(withTaints(subject, { add: [taint('unreachable')], remove: [taint('not-ready')] }, now)).toBeUndefined();
  });
});
