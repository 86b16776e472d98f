import { describe, expect, it } from 'vitest';
import { seconds, START } from '../../base/sim-time.ts';
import { snapshotAt } from '../../diagram/snapshot.ts';
import type { Action } from '../../simulation/session.ts';
import type { Trace } from '../../simulation/trace.ts';
import { aPod } from '../../testing/builders.ts';
import { SAMPLE_TRACE, stored } from '../../testing/sample-trace.ts';
import { commands as en } from '../i18n/en/commands.ts';
import { commandText } from './command-text.ts';
import { isLabelKey, isLabelValue, labelChanges } from './label-rules.ts';
import { menuMove } from './menu-keys.ts';
import { menuSections } from './menu-sections.ts';
import { outcomeOf } from './outcome-of.ts';
import { targetOf } from './target.ts';

const web = { kind: 'Deployment', namespace: 'default', name: 'web' };

describe('commandText', () => {
  it.each<readonly [Action, string]>([
    [{ type: 'drain', node: 'node-2' }, 'drain node-2'],
    [{ type: 'scale', object: web, replicas: 5 }, 'scale deployment/web --replicas=5'],
    [{ type: 'rolloutRestart', object: web }, 'rollout restart deployment/web'],
    [{ type: 'rolloutUndo', object: { ...web, namespace: 'shop' } }, 'rollout undo deployment/web -n shop'],
    [{ type: 'label', object: web, labels: { tier: 'front', app: null } }, 'label deployment/web tier=front app-'],
    [{ type: 'delete', object: { kind: 'Node', name: 'node-1' } }, 'delete node/node-1'],
    [{ type: 'crash', pod: 'default/web-1' }, 'crash web-1'],
    [{ type: 'setReady', pod: 'shop/web-1', isReady: false }, 'let shop/web-1 fail its readiness probe'],
  ])('says %j as %s', (action, text) => {
    expect(commandText(action, en.said)).toBe(text);
  });
});

describe('a menu', () => {
  const words = ['Explain', 'Cordon', 'Drain', 'Cut', 'Crash'];

  it.each([
    ['ArrowDown', 4, 0],
    ['ArrowUp', 0, 4],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['c', 0, 1],
    ['c', 1, 3],
    ['c', 4, 1],
    ['ArrowDown', -1, 0],
  ])('moves with %s from %i to %i', (key, from, to) => {
    expect(menuMove(key, from, words)).toEqual({ type: 'focus', index: to });
  });

  it('closes by Escape and Tab, and leaves other keys alone', () => {
    expect([menuMove('Escape', 0, words), menuMove('Tab', 0, words)]).toEqual([{ type: 'close' }, { type: 'close' }]);
    expect([menuMove('Enter', 0, words), menuMove(' ', 0, words), menuMove('z', 0, words)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of a pod leads on to the workload that made it, past the ReplicaSet between', () => {
    const owner = (kind: string, name: string) => [
      { apiVersion: 'apps/v1', kind, name, uid: `uid-${name}`, controller: true },
    ];
    const spec = { replicas: 1, selector: {}, template: { spec: { containers: [] } } };
    const metadata = (name: string) => ({ name, namespace: 'default', uid: `uid-${name}` });
    const pod = aPod('web-1-x', { ownerReferences: owner('ReplicaSet', 'web-1') });
    const revisions = [
      stored(START, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata('web'), spec }),
      stored(START, {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { ...metadata('web-1'), ownerReferences: owner('Deployment', 'web') },
        spec,
      }),
      stored(START, pod),
    ];
    const snapshot = snapshotAt({ ...SAMPLE_TRACE, revisions, events: [] }, seconds(1));
    const sections = menuSections({ type: 'object', kind: 'Pod', key: 'default/web-1-x' }, snapshot);
    expect(sections.map(({ heading }) => heading)).toEqual([undefined, { type: 'object', name: 'Deployment web' }]);
    const [, workload] = sections;
    expect(workload?.items.flatMap((item) => (item.type === 'offer' ? [item.offer.id] : []))).toContain('scale');
    const cluster = menuSections({ type: 'cluster' }, snapshot);
    expect(cluster[1]?.items).toEqual([
      {
        type: 'explain',
        selection: { type: 'object', kind: 'Deployment', key: 'default/web' },
        name: 'Deployment web',
      },
    ]);
  });

  it('on no box is the cluster’s', () => {
    expect(targetOf(undefined, { boxOfPod: new Map() })).toEqual({ type: 'cluster' });
  });
});

describe('labels', () => {
  it.each([
    ['app', true],
    ['app.kubernetes.io/name', true],
    ['a/b/c', false],
    ['-app', false],
    ['', false],
    ['App_1.x', true],
    ['UPPER.example/x', false],
    ['x'.repeat(64), false],
  ])('of the key %s are taken or not: %s', (key, isTaken) => {
    expect(isLabelKey(key)).toBe(isTaken);
  });

  it('may have an empty value, but none that ends in a dash', () => {
    expect([isLabelValue(''), isLabelValue('v1'), isLabelValue('v1-')]).toEqual([true, true, false]);
  });

  it('that stay as they are change nothing; others are set, and removed ones are null', () => {
    const rows = [
      { key: 'app', value: 'web', isRemoved: false },
      { key: 'tier', value: 'back', isRemoved: false },
      { key: 'old', value: 'x', isRemoved: true },
      { key: '', value: 'unused', isRemoved: false },
      { key: 'new', value: '', isRemoved: false },
    ];
    const changes = labelChanges({ app: 'web', tier: 'front', old: 'x' }, rows);
    expect(changes).toEqual({ tier: 'back', old: null, new: '' });
  });
});

describe('outcomeOf', () => {
  const command = { type: 'drain', at: seconds(3), node: 'node-1' } as const;
  const copy = { node: 'node-1', at: command.at, type: 'drain' } as const;
  const printed = (stdout: string, exit = 0) => ({ exit, stdout, stderr: exit === 0 ? '' : 'error: gone\n' });
  const events: Trace['events'] = [
    { type: 'command', at: seconds(3), command: { ...copy, node: 'node-2' }, output: printed('no\n') },
    { type: 'command', at: seconds(3), command: copy, output: printed('node/node-1 cordoned\n') },
    { type: 'commandPrinted', at: seconds(9), command: copy, output: printed('node/node-1 drained\n') },
  ];
  const trace = { ...SAMPLE_TRACE, events };

  it('finds what was printed up to a moment, in whatever order the fields of the command are', () => {
    expect(outcomeOf(trace, command, seconds(5))).toEqual({ printed: 'node/node-1 cordoned', hasFailed: false });
    expect(outcomeOf(trace, command, seconds(9))?.printed).toBe('node/node-1 cordoned\nnode/node-1 drained');
    expect(outcomeOf(trace, { ...command, at: seconds(4) }, seconds(9))).toBeUndefined();
  });

  it('says when kubectl failed', () => {
    const failing = {
      ...trace,
      events: [{ type: 'command', at: seconds(3), command, output: printed('', 1) } as const],
    };
    expect(outcomeOf(failing, command, seconds(3))).toEqual({ printed: 'error: gone', hasFailed: true });
  });
});
