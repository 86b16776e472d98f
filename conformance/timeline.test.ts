/** How runs are compared with the recording, and that every recorded run comes out as recorded. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { casesIn } from './cases.ts';
import { compareKind } from './timeline-compare.ts';
import { COMPARED, recordedRows, type RecordedRun, type Row } from './timeline-form.ts';
import { stepsOf } from './timeline-actions.ts';
import { inRecordedNames } from './timeline-names.ts';
import { scoreTimelineRun } from './timeline.ts';

/** Runs that do not come out as recorded yet: the list only ever gets shorter. */
const STILL_FAILING: ReadonlySet<string> = new Set([]);

const file: unknown = JSON.parse(readFileSync(new URL('./timeline.json', import.meta.url), 'utf8'));
const runs = casesIn(file) as unknown as readonly RecordedRun[]; // recorded form

describe('recorded timelines', () => {
  it.each(runs.map((run) => [run.id, run] as const))('%s comes out as recorded', (id, run) => {
    // A listed run that passes is wrong too: take it off the list.
    const { difference } = scoreTimelineRun(file, run);
    expect(difference === undefined ? 'passes' : 'fails').toBe(STILL_FAILING.has(id) ? 'fails' : 'passes');
  });
});

function differencesOf(recorded: readonly Row[], ours: readonly Row[]): readonly string[] {
  return [...COMPARED].flatMap((kind) => {
    const ofKind = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => row.kind === kind);
    return compareKind(ofKind(recorded), ofKind(ours), 1.5).differences;
  });
}

describe('the comparison', () => {
  it.each(runs.map((run) => [run.id, recordedRows(run)] as const))('finds %s equal to itself', (_id, rows) => {
    expect(differencesOf(rows, rows)).toEqual([]);
  });

  it.each(runs.map((run) => [run.id, recordedRows(run)] as const))(
    'finds %s equal to itself under other names',
    (_id, rows) => {
      const pods = rows.flatMap(({ kind, name, type }) => (kind === 'Pod' && type !== 'MODIFIED' ? [name] : []));
      const renamed = [...new Set(pods)].reduce(
        (text, name) => text.replaceAll(name, `${name.slice(0, -5)}${name.slice(-5).split('').toReversed().join('')}`),
        JSON.stringify(rows),
      );
      const ours = inRecordedNames(rows, JSON.parse(renamed) as readonly Row[], new Map()); // rows again
      expect(differencesOf(rows, ours)).toEqual([]);
    },
  );

  it('sees each row of a Pod, a Node or an Event that is missing', () => {
    for (const run of runs) {
      const rows = recordedRows(run);
      for (const [index, row] of rows.entries()) {
        if (row.type === 'INITIAL' || !['Pod', 'Node', 'Event'].includes(row.kind)) continue;
        expect(differencesOf(rows, rows.toSpliced(index, 1)), `${run.id} ${index} ${row.kind}`).not.toEqual([]);
      }
    }
  });

  it('sees a change that comes too late, and one that comes before its cause', () => {
    const row = (t: number, name: string, fields: Row['fields']): Row => ({
      t,
      kind: 'Node',
      name,
      type: 'MODIFIED',
      fields,
    });
    const recorded = [row(1, 'a', { unschedulable: true }), row(2, 'a', { taints: ['x'] })];
    const late = [row(1, 'a', { unschedulable: true }), row(4, 'a', { taints: ['x'] })];
    const turned = [row(1, 'a', { taints: ['x'] }), row(2, 'a', { unschedulable: true })];
    expect(compareKind(recorded, late, 1.5).differences).toHaveLength(1);
    expect(compareKind(recorded, turned, 1.5).differences).toHaveLength(1);
    expect(compareKind(recorded, late, 1.5).largest).toBe(2);
  });
});

describe('what was done', () => {
  const steps = (text: string): unknown =>
    stepsOf({ id: '', manifest: '', commands: [], events: [{ t: 0, kind: 'Action', text }] })[0]?.steps;

  it.each([
    ['node-2 stops renewing its lease and posting status', [{ type: 'cutNetwork', node: 'node-2' }]],
    [
      'node-2 resumes lease and status',
      [
        { type: 'powerOn', node: 'node-2' },
        { type: 'restoreNetwork', node: 'node-2' },
      ],
    ],
    [
      'node-2 is switched off and kubectl delete node node-2',
      [
        { type: 'powerOff', node: 'node-2' },
        { type: 'delete', object: { kind: 'Node', name: 'node-2' } },
      ],
    ],
    ['the network of node-3 is cut', [{ type: 'cutNetwork', node: 'node-3' }]],
    ['the network of node-3 is restored', [{ type: 'restoreNetwork', node: 'node-3' }]],
    ['kubectl cordon node-1', [{ type: 'cordon', node: 'node-1' }]],
    ['kubectl drain --ignore-daemonsets node-1', [{ type: 'drain', node: 'node-1' }]],
    [
      'kubectl rollout restart deploy shop',
      [{ type: 'rolloutRestart', object: { kind: 'Deployment', namespace: 'default', name: 'shop' } }],
    ],
    [
      'kubectl scale --replicas 3 deployment.apps/shop',
      [{ type: 'scale', object: { kind: 'Deployment', namespace: 'default', name: 'shop' }, replicas: 3 }],
    ],
    [
      'kubectl label pod a app=x tier- --overwrite',
      [
        {
          type: 'label',
          object: { kind: 'Pod', namespace: 'default', name: 'a' },
          labels: { app: 'x', tier: null },
        },
      ],
    ],
    [
      'kubectl delete pods a b',
      ['a', 'b'].map((name) => ({ type: 'delete', object: { kind: 'Pod', namespace: 'default', name } })),
    ],
  ])('%s', (text, actions) => {
    expect(steps(text)).toEqual(actions.map((action) => ({ type: 'action', action })));
  });

  it.each([
    [
      'kubectl set image deployment/shop shop=r/shop:2',
      'patch deployment shop -n default -p {"spec":{"template":{"spec":{"containers":[{"name":"shop","image":"r/shop:2"}]}}}}',
    ],
    ['kubectl delete pod a --force --grace-period=0', 'delete Pod a'],
    [
      'kubectl set env deployment/shop -c shop A=b=c',
      'patch deployment shop -n default -p {"spec":{"template":{"spec":{"containers":[{"name":"shop","env":[{"name":"A","value":"b=c"}]}]}}}}',
    ],
    ['kubectl rollout pause deployment/shop', 'patch deployment shop -n default -p {"spec":{"paused":true}}'],
    [`kubectl patch deployment shop -p '{"spec":{"replicas":2}}'`, 'patch deployment shop -p {"spec":{"replicas":2}}'],
  ])('%s', (text, line) => {
    expect((steps(text) as readonly { readonly argv: readonly string[] }[])[0]?.argv.join(' ')).toBe(line);
  });
});
