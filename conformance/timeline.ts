/**
 * Scores runs of timeline.json: what real controllers did, and when, after an action, against what ours do.
 *
 * What is compared, kind by kind (Deployment, ReplicaSet, Pod, EndpointSlice, Event, Node), after names were matched:
 * - Each field of each object takes the same values in the same order. Of a status count (`ready`, `unavailable`...)
 *   values that lasted less than 0.5 s on either side may be missing on the other: how many of them a watch sees depends
 *   on how many milliseconds the real controllers took between two writes, and the fake kubelet was up to 0.4 s late.
 *   Everything else is exact: spec.replicas, conditions with reason and message, revisions, taints, a pod's whole life,
 *   an endpoint's conditions, every Event with its text and count. Not the count of a Node's Event, since it is older
 *   than the run; nor, once an Event says `(combined from similar events)`, which of its sort say so and how often: the
 *   real recorder forgets one of the ten texts that it remembers, any one. Their texts and order are compared.
 * - The order of changes: of one Pod or Node exact, row by row (what was one write must be one write here);
 *   ScalingReplicaSet Events exact; otherwise where more than 0.5 s lies between two changes.
 * - Times: within 1.5 s; 10 s where a node fails, since the recorded heartbeats' phase is not ours.
 * What is not: names and addresses, and on which node a new pod lands. A pod is known by what becomes of it; of our
 * nodes the one with as many pods as the recorded one plays it.
 */
import { compareKind } from './timeline-compare.ts';
import { COMPARED, recordedRows, type RecordedRow, type RecordedRun, sameValue } from './timeline-form.ts';
import { stepsOf } from './timeline-actions.ts';
import { inRecordedNames } from './timeline-names.ts';
import { playRuns } from './timeline-play.ts';

const TOLERANCE = 1.5;
const NODE_TOLERANCE = 10;

/** What came of a run. */
export interface ScoredRun {
  readonly difference: string | undefined;
  /** The largest difference in time between changes that correspond, and of which kind they are. */
  readonly largest: { readonly seconds: number; readonly kind: string };
}

/** Plays a run of the file and compares it with what was recorded. */
export function scoreTimelineRun(file: unknown, testCase: unknown): ScoredRun {
  const { runs } = file as { readonly runs: Readonly<Record<string, Omit<RecordedRun, 'id'>>> }; // recorded form
  const run = testCase as RecordedRun; // likewise
  const all = Object.entries(runs).map(([id, recorded]): RecordedRun => ({ ...recorded, id }));
  const recorded = recordedRows(run);
  const played = playRuns([...runsBefore(run, all), run]);
  const ours = inRecordedNames(recorded, played.rows, played.names);
  const tolerance = isNodeFailure(run) ? NODE_TOLERANCE : TOLERANCE;
  const until = Math.max(0, ...run.events.map(({ t }) => t)) + tolerance;
  const differences = played.notPlayed.map((text) => `not played: ${text}`);
  let largest = { seconds: 0, kind: '' };
  for (const kind of COMPARED) {
    const found = compareKind(
      recorded.filter((row) => row.kind === kind),
      ours.filter((row) => row.kind === kind && row.t <= until),
      tolerance,
    );
    differences.push(...found.differences);
    if (found.largest > largest.seconds) largest = { seconds: found.largest, kind };
  }
  return { difference: differences.length === 0 ? undefined : differences.join('\n'), largest };
}

/** Whether a machine fails in the run. */
function isNodeFailure(run: RecordedRun): boolean {
  const steps = stepsOf(run).flatMap((entry) => entry.steps);
  return (
    run.lastHeartbeats !== undefined || steps.some((step) => step.type === 'action' && step.action.type === 'powerOff')
  );
}

/** The runs that a run goes on from: its first pods are those that the run before has left. */
function runsBefore(run: RecordedRun, all: readonly RecordedRun[]): readonly RecordedRun[] {
  const first = podsOf(run.events, (row) => row.type === 'INITIAL');
  const before = all.find((other) => other.id !== run.id && first.length > 0 && sameValue(lastPods(other), first));
  if (before !== undefined) return [...runsBefore(before, all), before];
  return revisionsBefore(run);
}

function podsOf(events: readonly RecordedRow[], isMeant: (row: RecordedRow) => boolean): readonly string[] {
  return events.flatMap((row) => (row.kind === 'Pod' && isMeant(row) ? [row.name ?? ''] : [])).toSorted();
}

function lastPods({ events }: RecordedRun): readonly string[] {
  const gone = new Set(podsOf(events, ({ type }) => type === 'DELETED'));
  return podsOf(events, ({ type }) => type === 'INITIAL' || type === 'ADDED').filter((name) => !gone.has(name));
}

/** Time for a rolling update to come to its end. */
const ROLLOUT = 30;

/** Of a run without its predecessor: an update for each revision that its Deployment has had, by the images left. */
function revisionsBefore(run: RecordedRun): readonly RecordedRun[] {
  const images = new Map<number, string>();
  for (const { kind, type, state } of run.events) {
    if (kind === 'ReplicaSet' && type === 'INITIAL') images.set(Number(state?.['revision']), String(state?.['image']));
  }
  const last = Math.max(0, ...images.keys());
  const imageOf = (revision: number): string => images.get(revision) ?? images.get(last) ?? '';
  const name = /^kind: Deployment\nmetadata:\n +name: *(\S+)/m.exec(run.manifest)?.[1];
  const container = /containers:\s+- +name: *(\S+)/.exec(run.manifest)?.[1];
  if (last <= 1 || name === undefined || container === undefined) return [];
  const manifest = run.manifest.replaceAll(/^( *-? *image: *)\S+/gm, `$1${imageOf(1)}`);
  const events = Array.from({ length: last - 1 }, (_, index): RecordedRow => {
    const text = `kubectl set image deployment/${name} ${container}=${imageOf(index + 2)}`;
    return { t: index * ROLLOUT, kind: 'Action', text };
  });
  return [{ id: `before ${run.id}`, manifest, events }];
}
