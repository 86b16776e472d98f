import { describe, expect, it } from 'vitest';
import { START } from '../base/sim-time.ts';
import type { KubernetesObject } from '../kubernetes/api/objects.ts';
import type { SelectionPlace } from '../simulation/selections.ts';
import { aPod, aService } from '../testing/builders.ts';
import { SAMPLE_TRACE, stored } from '../testing/sample-trace.ts';
import { selectedAt } from './selection-counts.ts';
import { snapshotAt, type Snapshot } from './snapshot.ts';

const RANGE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 };

function snapshotOf(objects: readonly KubernetesObject[]): Snapshot {
  return snapshotAt({ ...SAMPLE_TRACE, revisions: objects.map((object) => stored(START, object)) }, START);
}

function selectorOf(selector: Readonly<Record<string, string>>, namespace = 'default'): SelectionPlace {
  return { type: 'selector', namespace, name: 'web', selector, range: RANGE };
}

function labelsOf(labels: Readonly<Record<string, string>>, namespace = 'default'): SelectionPlace {
  return { type: 'podLabels', namespace, name: 'web', labels, range: RANGE };
}

describe('the pods that a selector matches', () => {
  const snapshot = snapshotOf([
    aPod('web-b', { labels: { app: 'web', tier: 'front' } }),
    aPod('web-a', { labels: { app: 'web' }, isReady: false }),
    aPod('leaving', { labels: { app: 'web' }, isTerminating: true }),
    aPod('ended', { labels: { app: 'web' }, phase: 'Failed' }),
    aPod('elsewhere', { labels: { app: 'web' }, namespace: 'shop' }),
    aPod('api', { labels: { app: 'api', tier: 'front' } }),
    aPod('bare', { labels: {} }),
  ]);

  it.each<readonly [string, SelectionPlace, readonly string[], number]>([
    ['are those of its namespace, in order of name', selectorOf({ app: 'web' }), ['leaving', 'web-a', 'web-b'], 1],
    ['have every pair', selectorOf({ app: 'web', tier: 'front' }), ['web-b'], 1],
    ['may be of several apps', selectorOf({ tier: 'front' }), ['api', 'web-b'], 2],
    ['are none when a pair differs', selectorOf({ app: 'wbe' }), [], 0],
    ['are those of another namespace for its Services', selectorOf({ app: 'web' }, 'shop'), ['elsewhere'], 1],
    ['are none where nothing is', selectorOf({ app: 'web' }, 'empty'), [], 0],
  ])('%s', (_rule, place, names, ready) => {
    const selected = selectedAt(snapshot, place);
    expect(selected).toMatchObject({ type: 'pods', ready });
    expect(selected.type === 'pods' && selected.pods.map(({ name }) => name)).toEqual(names);
  });

  it('come with their state and whether they are ready', () => {
    expect(selectedAt(snapshot, selectorOf({ app: 'web' }))).toMatchObject({
      pods: [
        { name: 'leaving', state: 'Terminating', isReady: false },
        { name: 'web-a', state: 'Running', isReady: false },
        { name: 'web-b', state: 'Running', isReady: true },
      ],
    });
  });
});

describe('the Services that select some labels', () => {
  const snapshot = snapshotOf([
    aService('web-np', { selector: { app: 'web' } }),
    aService('web', { selector: { app: 'web' } }),
    aService('front', { selector: { tier: 'front' } }),
    aService('both', { selector: { tier: 'front', app: 'web' } }),
    aService('alias', { type: 'ExternalName', externalName: 'a.example', selector: { app: 'web' } }),
    aService('manual', { selector: {} }),
    aService('elsewhere', { selector: { app: 'web' } }, { namespace: 'shop' }),
  ]);

  it.each<readonly [string, SelectionPlace, readonly string[]]>([
    ['are those of the namespace, in order of name', labelsOf({ app: 'web' }), ['web', 'web-np']],
    [
      'find all their pairs among the labels',
      labelsOf({ app: 'web', tier: 'front' }),
      ['both', 'front', 'web', 'web-np'],
    ],
    ['are none when no label fits', labelsOf({ app: 'db' }), []],
    ['are those of another namespace for its pods', labelsOf({ app: 'web' }, 'shop'), ['elsewhere']],
  ])('%s', (_rule, place, services) => {
    expect(selectedAt(snapshot, place)).toEqual({ type: 'services', services });
  });
});
