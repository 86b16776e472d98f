/** Which of our objects plays which recorded one while a run is played, and what is done to them. */
import type { SimTime } from '../src/base/sim-time.ts';
import type { Taint } from '../src/kubernetes/api/node.ts';
import type { Pod } from '../src/kubernetes/api/pod.ts';
import type { Action, ObjectReference } from '../src/simulation/session.ts';
import type { Simulation } from '../src/simulation/simulation.ts';
import { type Step, stepsOf } from './timeline-actions.ts';
import { recordedRows, type RecordedRun, type Row } from './timeline-form.ts';
import { rowsSince } from './timeline-rows.ts';
import { summaryOf } from './timeline-summary.ts';

/** Which of our nodes and pods plays which recorded one. */
export class Cast {
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
    const found = row === undefined ? this.replicaSetLike(name, simulation) : this.podLike(row, rows, simulation);
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

  /** The ReplicaSet of ours that has the revision of the recorded one, of the same Deployment. */
  private replicaSetLike(name: string, simulation: Simulation): string | undefined {
    const told = recordedRows(this.run).find((row) => row.kind === 'ReplicaSet' && row.name === name);
    const prefix = name.slice(0, name.lastIndexOf('-') + 1);
    const revision = told?.fields?.['revision'];
    return simulation.api.store
      .list('ReplicaSet')
      .find((own) => own.metadata.name.startsWith(prefix) && summaryOf(own)?.['revision'] === revision)?.metadata.name;
  }

  private ours(node: string): string {
    return this.names.get(node) ?? node;
  }
}

/** Something done to our cluster: an action of a session, or a command line. */
export type EntryBody =
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
