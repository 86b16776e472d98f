/** Plays a recorded run on a cluster of ours: the same manifest, the same actions at the same times. */
import { after, seconds, type SimTime, toSeconds } from '../src/base/sim-time.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { runKubectl } from '../src/simulation/apiserver/kubectl/run-kubectl.ts';
import { createSimulation, type Simulation } from '../src/simulation/simulation.ts';
import { stepsOf, withOwnAnnotations } from './timeline-actions.ts';
import { Cast, type EntryBody } from './timeline-cast.ts';
import type { RecordedRun, Row } from './timeline-form.ts';
import { rowsSince } from './timeline-rows.ts';

/** From binding to Running and Ready, and from the mark to the end: the recording's fake kubelet. */
const FAKE_KUBELET = { start: seconds(2), stop: seconds(2) };
/** Time to settle before the first run, and between one run and the next on the same objects. */
const SETTLE = seconds(20);
/** How much longer than the recording ours is watched. */
const AFTERWARDS = seconds(3);

const SEED = 1;

/** What came of a run here. */
export interface PlayedRun {
  /** Times are seconds since the run's t0; the state at t0 comes first, as INITIAL rows. */
  readonly rows: readonly Row[];
  /** Recorded names of nodes and of pods that commands named -> ours. */
  readonly names: ReadonlyMap<string, string>;
  /** What could not be played, in words. */
  readonly notPlayed: readonly string[];
}

/** What is done to our cluster at a moment. */
type Entry = EntryBody & { readonly at: SimTime };

/** Plays `runs`, each going on where the one before has ended; the last one's rows are given back. */
export function playRuns(runs: readonly RecordedRun[], shift = 0): PlayedRun {
  const script = new Script(runs[0] === undefined ? '' : firstManifest(runs[0]));
  let names: ReadonlyMap<string, string> = new Map();
  let start = after(SETTLE, seconds(shift));
  const notPlayed: string[] = [];
  for (const [index, run] of runs.entries()) {
    if (index > 0) start = after(start, seconds(durationOf(runs[index - 1]) + toSeconds(SETTLE)));
    const cast = new Cast(run, script.until(start), start);
    start = script.alignedStart(run, cast, start);
    for (const { t, steps } of stepsOf(run)) {
      const at = after(start, seconds(t));
      const now = script.until(at);
      for (const step of steps) {
        const entries = cast.entriesOf(step, now);
        if (entries === undefined) notPlayed.push(`nothing here stands for: ${JSON.stringify(step)}`);
        else for (const entry of entries) script.entries.push({ ...entry, at });
      }
    }
    names = cast.names;
  }
  const end = after(start, seconds(durationOf(runs.at(-1)) + toSeconds(AFTERWARDS)));
  const simulation = script.until(end);
  notPlayed.push(...script.complaints);
  return { rows: rowsSince(simulation.takeTrace().revisions, start), names, notPlayed };
}

function durationOf(run: RecordedRun | undefined): number {
  return Math.max(0, ...(run?.events.map(({ t }) => t) ?? []));
}

/** The manifest before the run: the recorded one, unless that is what an `apply` in the run brings. */
function firstManifest(run: RecordedRun): string {
  const initial = run.events.find(({ kind, type }) => kind === 'ReplicaSet' && type === 'INITIAL')?.state?.['image'];
  const written = /^\s*-?\s*image: *(\S+)/m.exec(run.manifest)?.[1];
  if (typeof initial !== 'string' || written === undefined || written === initial) {
    return withOwnAnnotations(run.manifest);
  }
  return run.manifest.replaceAll(written, initial).replaceAll(/^( *)annotations:\n +fake\/waiting: *\S+\n/gm, '');
}

/** A manifest and what is done when; each look at it is a run from the start, which is the same every time. */
class Script {
  readonly entries: Entry[] = [];
  readonly complaints = new Set<string>();
  private readonly manifest: string;

  constructor(manifest: string) {
    this.manifest = manifest;
  }

  /** The cluster at that moment. */
  until(moment: SimTime): Simulation {
    const commands = this.entries.flatMap((entry) => {
      if (entry.type !== 'action') return [];
      const { action, at } = entry;
      const read = action.type === 'apply' ? { documents: parseManifest(action.manifests) } : {};
      return [{ ...action, at, ...read }];
    });
    const input = { documents: parseManifest(this.manifest), seed: SEED, commands, kubelet: FAKE_KUBELET };
    const simulation = createSimulation(input);
    for (const entry of this.entries) {
      if (entry.type !== 'kubectl' || entry.at > moment) continue;
      simulation.advance(entry.at);
      const done = runKubectl(simulation.api, entry.argv, { documents: [], fileName: '-' });
      const failed = done === undefined ? 'no such command here' : done.output.exit === 0 ? '' : done.output.stderr;
      if (failed !== '') this.complaints.add(`kubectl ${entry.argv.join(' ')}: ${failed.trim()}`);
    }
    simulation.advance(moment);
    return simulation;
  }

  /** The start, moved so that the failing node's last lease renewal was as long ago as recorded. */
  alignedStart({ lastHeartbeats }: RecordedRun, cast: Cast, start: SimTime): SimTime {
    const { failingNode } = cast;
    if (lastHeartbeats?.lastLeaseRenewal === undefined || failingNode === undefined) return start;
    const later = this.until(after(start, seconds(30))).takeTrace();
    const key = `kube-node-lease/${failingNode}`;
    const renewal = later.revisions.find(({ kind, key: own, at }) => kind === 'Lease' && own === key && at >= start);
    return renewal === undefined ? start : after(renewal.at, seconds(-lastHeartbeats.lastLeaseRenewal));
  }
}
