/** Plays a recorded run on a cluster of ours: the same manifest, the same actions at the same times. */
import { after, seconds, type SimTime, toSeconds } from '../src/base/sim-time.ts';
import type { Pod } from '../src/kubernetes/api/pod.ts';
import type { Taint } from '../src/kubernetes/api/node.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { runKubectl } from '../src/simulation/apiserver/kubectl/run-kubectl.ts';
import type { Action, ObjectReference } from '../src/simulation/session.ts';
import { createSimulation, type Simulation } from '../src/simulation/simulation.ts';
import type { ObjectRevision } from '../src/simulation/trace.ts';
import { type Step, stepsOf, withOwnAnnotations } from './timeline-actions.ts';
import {
  changedFields,
  COMPARED,
  isOfApiServer,
  recordedRows,
  type RecordedRun,
  type Row,
  type Summary,
  summaryOf,
} from './timeline-form.ts';

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
type Entry = { readonly at: SimTime } & (
  { readonly type: 'action'; readonly action: Action } | { readonly type: 'kubectl'; readonly argv: readonly string[] }
);

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

/** Which of our nodes and pods plays which recorded one. */
class Cast {
  readonly names = new Map<string, string>();
  private readonly run: RecordedRun;
  private readonly start: SimTime;

  constructor(run: RecordedRun, simulation: Simulation, start: SimTime) {
    this.run = run;
    this.start = start;
    const placed = (node: string): number =>
      run.events.filter(({ kind, type, state }) => kind === 'Pod' && type === 'INITIAL' && state?.['nodeName'] === node)
        .length;
    const recorded = run.events.flatMap(({ kind, type, name }) =>
      kind === 'Node' && type === 'INITIAL' && name !== undefined ? [name] : [],
    );
    const ours = simulation.api.store.list('Node').map(({ metadata }) => metadata.name);
    const byLoad = (count: (node: string) => number) => (left: string, right: string) =>
      count(right) - count(left) || (left < right ? -1 : 1);
    const busiest = ours.toSorted(byLoad((node) => simulation.pods.countOnNode(node)));
    for (const [index, node] of recorded.toSorted(byLoad(placed)).entries()) {
      const other = busiest[index];
      if (other !== undefined) this.names.set(node, other);
    }
  }

  /** Ours that plays the node whose heartbeat ends. */
  get failingNode(): string | undefined {
    for (const { steps } of stepsOf(this.run)) {
      for (const step of steps) if (step.type === 'action' && 'node' in step.action) return this.ours(step.action.node);
    }
    return undefined;
  }

  /** The step as entries of our script, or undefined when there is no way to do it. */
  entriesOf(step: Step, simulation: Simulation): readonly EntryBody[] | undefined {
    switch (step.type) {
      case 'unknown':
        return undefined;
      case 'kubectl': {
        const argv = step.argv.map((word) => {
          const [type, name] = word.split('/', 2);
          return name === undefined ? this.named(word, simulation) : `${type}/${this.named(name, simulation)}`;
        });
        return [{ type: 'kubectl', argv }];
      }
      case 'action':
        return [{ type: 'action', action: this.ownAction(step.action, simulation) }];
      case 'taint':
        return [{ type: 'kubectl', argv: taintPatch(this.ours(step.node), step.parts, simulation) }];
      case 'deleteSelected':
        return deletions(step, simulation);
    }
  }

  private ownAction(action: Action, simulation: Simulation): Action {
    if ('node' in action) return { ...action, node: this.ours(action.node) };
    if (!('object' in action)) return action;
    const { object } = action;
    return { ...action, object: { ...object, name: this.named(object.name, simulation) } };
  }

  private named(name: string, simulation: Simulation): string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const rows = recordedRows(this.run).filter(({ kind, type }) => kind === 'Pod' && type !== 'MODIFIED');
    const row = rows.find((each) => each.name === name);
    if (row === undefined) return name;
    const found = this.podLike(row, rows, simulation);
    if (found !== undefined) this.names.set(name, found);
    return found ?? name;
  }

  /** A pod of ours of the same role: there at t0 and on the same node, or the same one of those that came since. */
  private podLike(row: Row, rows: readonly Row[], simulation: Simulation): string | undefined {
    const taken = new Set(this.names.values());
    const alive = simulation.api.store
      .list('Pod')
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined && !taken.has(metadata.name));
    const before = new Set(
      rowsSince(simulation.takeTrace().revisions, this.start).flatMap(({ kind, type, name }) =>
        kind === 'Pod' && type === 'INITIAL' ? [name] : [],
      ),
    );
    const isInitial = row.type === 'INITIAL';
    const sameAge = alive.filter(({ metadata }) => before.has(metadata.name) === isInitial);
    const node = row.fields?.['nodeName'];
    const onNode = sameAge.find(({ spec }) => typeof node === 'string' && spec.nodeName === this.ours(node));
    const added = rows.filter(({ type }) => type === 'ADDED').findIndex(({ name }) => name === row.name);
    const chosen: Pod | undefined = (isInitial ? onNode : sameAge[added]) ?? sameAge[0] ?? alive[0];
    return chosen?.metadata.name;
  }

  private ours(node: string): string {
    return this.names.get(node) ?? node;
  }
}

type EntryBody =
  { readonly type: 'action'; readonly action: Action } | { readonly type: 'kubectl'; readonly argv: readonly string[] };

function deletions(step: Step & { type: 'deleteSelected' }, simulation: Simulation): readonly EntryBody[] | undefined {
  if (step.kind !== 'Pod') return undefined;
  return simulation.api.store
    .list('Pod')
    .filter(({ metadata }) => metadata.namespace === 'default')
    .filter(({ metadata }) => Object.entries(step.labels).every(([key, value]) => metadata.labels?.[key] === value))
    .map(({ metadata: { name } }): EntryBody => {
      const object: ObjectReference = { kind: 'Pod', namespace: 'default', name };
      return { type: 'action', action: { type: 'delete', object } };
    });
}

function taintPatch(node: string, parts: readonly string[], simulation: Simulation): readonly string[] {
  let taints: readonly Taint[] = simulation.api.store.get('Node', node)?.spec.taints ?? [];
  for (const part of parts) {
    const [, key = '', value, effect = '', minus] = /^([^=:]+)(?:=([^:]*))?(?::(\w+))?(-)?$/.exec(part) ?? [];
    taints = taints.filter((taint) => taint.key !== key || (effect !== '' && taint.effect !== effect));
    const made = { key, effect: effect as Taint['effect'] }; // kubectl has accepted it
    if (minus === undefined) taints = [...taints, value === undefined ? made : { ...made, value }];
  }
  return ['patch', 'node', node, '--type', 'merge', '-p', JSON.stringify({ spec: { taints } })];
}

const OWN_NAMESPACE = 'default';

/** Revisions in the recording's form: the state at `start` as INITIAL rows, then each change that shows. */
function rowsSince(revisions: readonly ObjectRevision[], start: SimTime): readonly Row[] {
  const known = new Map<string, Summary>();
  const rows: Row[] = [];
  let begun = false;
  const begin = (): void => {
    begun = true;
    for (const [id, fields] of known) {
      const [kind = '', name = ''] = id.split(' ');
      if (kind !== 'Event') rows.push({ t: 0, kind, name, type: 'INITIAL', fields });
    }
  };
  for (const { at, kind, key, object } of revisions) {
    if (!COMPARED.has(kind) || !isOwn(kind, key)) continue;
    if (!begun && at >= start) begin();
    const name = key.split('/').at(-1) ?? key;
    const id = `${kind} ${name}`;
    const t = toSeconds(at) - toSeconds(start);
    const before = known.get(id);
    const fields = object === undefined ? undefined : summaryOf(object);
    if (fields === undefined) {
      known.delete(id);
      if (begun && before !== undefined) rows.push({ t, kind, name, type: 'DELETED', fields: undefined });
      continue;
    }
    known.set(id, fields);
    if (fields['source'] === 'kubelet') continue;
    const changed = before === undefined ? fields : changedFields(before, fields);
    if (begun && Object.keys(changed).length > 0) {
      // An Event that is older than the run is told whole, as the recording does the first time that it sees one.
      const told = kind === 'Event' ? fields : changed;
      rows.push({ t, kind, name, type: before === undefined ? 'ADDED' : 'MODIFIED', fields: told });
    }
  }
  if (!begun) begin();
  return rows;
}

/** The recorded watches saw the namespace of the manifest alone, and nodes; its fake kubelet told no Events. */
function isOwn(kind: string, key: string): boolean {
  const [namespace, name = ''] = key.split('/');
  return kind === 'Node' || (namespace === OWN_NAMESPACE && !isOfApiServer(kind, name));
}
