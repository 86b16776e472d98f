/** StatefulSet -> Pods with names that stay. */
import type { SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { StatefulSet } from '../../kubernetes/api/workloads.ts';
import { matchesLabelSelector } from '../../kubernetes/labels/selector.ts';
import { ordinalOf, REVISION_LABEL, withIdentity } from '../../kubernetes/statefulset/identity.ts';
import { planStatefulSet, type RevisionNames, type StatefulAction } from '../../kubernetes/statefulset/plan.ts';
import {
  byRevision,
  type ControllerRevision,
  revisionsToDrop,
  updateRevisionOf,
} from '../../kubernetes/statefulset/revisions.ts';
import { statefulSetStatus } from '../../kubernetes/statefulset/status.ts';
import { WATCH_LATENCY } from '../constants.ts';
import { isClosed } from '../deletion.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { adopted, controllerOf, controllerRef, ownedBy, released } from '../ownership.ts';
import { markForDeletion } from '../pod-deletion.ts';
import { TimedChecks } from '../timed-checks.ts';
import { WorkQueue } from '../work-queue.ts';
import { podMold, type PodMold } from './new-pod.ts';
import { availableFrom, isPodAvailable } from './pod-availability.ts';
import { PodClaims } from './pod-claims.ts';

/** Upstream: pkg/controller/statefulset (v1.36). */
export class StatefulSetController implements Component {
  private readonly machine: Machine;
  private readonly podLimit: number;
  private readonly queue: WorkQueue;
  private readonly claims = new PodClaims();
  /** When each set is looked at again because a pod becomes available. */
  private readonly checks: TimedChecks;

  constructor(machine: Machine, podLimit = Infinity) {
    this.machine = machine;
    this.podLimit = podLimit;
    this.queue = new WorkQueue(machine, 'statefulSetController', WATCH_LATENCY);
    this.checks = new TimedChecks(machine, 'statefulSetController');
  }

  onChange(change: Change): void {
    const { kind, key } = change;
    if (kind === 'StatefulSet') {
      this.claims.controllerChanged(change);
      this.queue.add(key);
    } else if (kind === 'Pod') {
      const { namespace, owners, takers } = this.claims.podChanged(change);
      for (const owner of owners) if (owner.kind === 'StatefulSet') this.queue.add(`${namespace}/${owner.name}`);
      for (const set of takers) this.queue.add(set);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'sync') this.queue.taken(key);
    else if (!this.checks.taken(key)) return;
    const set = this.machine.api.store.get('StatefulSet', key);
    if (set === undefined) this.forget(key);
    else this.sync(key, set);
  }

  /** Upstream: stateful_set_control.go UpdateStatefulSet. */
  private sync(key: string, set: StatefulSet): void {
    const { store } = this.machine.api;
    const pods = this.claim(set);
    const history = this.historyOf(set);
    const wanted = updateRevisionOf(set, history);
    const isOpen = !isClosed(this.machine, set.metadata.namespace ?? '');
    if (wanted.type !== 'same' && isOpen) this.keep(set, wanted.revision);
    const update = wanted.revision;
    const current = history.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
    const names: RevisionNames = { current: current.metadata.name, update: update.metadata.name };
    const { minReadySeconds = 0 } = set.spec;
    const isAvailable = (pod: Pod): boolean => isPodAvailable(pod, minReadySeconds, this.machine.now);
    const actions = planStatefulSet(set, pods, names, isAvailable);
    this.act(set, actions, (name) => (name === names.update ? update : current));
    const deleted = actions.filter((action) => action.type === 'delete' && action.why === 'update').length;
    const status = statefulSetStatus(set, pods, names, isAvailable, deleted);
    if (JSON.stringify(status) !== JSON.stringify(set.status)) store.put({ ...set, status });
    const used = [names.current, names.update, ...pods.map(({ metadata }) => metadata.labels?.[REVISION_LABEL] ?? '')];
    for (const each of revisionsToDrop(set, this.historyOf(set), new Set(used))) {
      store.remove('ControllerRevision', objectKey(each.metadata));
    }
    this.checks.askFor(key, this.nextAvailable(pods, minReadySeconds));
  }

  private act(
    set: StatefulSet,
    actions: readonly StatefulAction[],
    revisionNamed: (name: string) => ControllerRevision,
  ): void {
    const { store } = this.machine.api;
    const molds = new Map<string, PodMold>();
    for (const action of actions) {
      if (action.type === 'delete') this.delete(set, action.pod, action.why);
      else if (!isClosed(this.machine, set.metadata.namespace ?? '') && store.count('Pod') < this.podLimit) {
        const { template } = revisionNamed(action.revision).data.spec;
        const mold = molds.get(action.revision) ?? podMold(template, set);
        molds.set(action.revision, mold);
        this.create(set, withIdentity(mold, set, action.ordinal, action.revision));
      }
    }
  }

  /** Upstream: stateful_pod_control.go CreateStatefulPod. A name that somebody else's pod has is waited for. */
  private create(set: StatefulSet, pod: Pod): void {
    const { store } = this.machine.api;
    const { name } = pod.metadata;
    if (store.get('Pod', objectKey(pod.metadata)) !== undefined) {
      const why = `pods "${name}" already exists`;
      this.tell(
        set,
        'Warning',
        'FailedCreate',
        `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${why}`,
      );
      return;
    }
    store.put(pod);
    this.tell(set, 'Normal', 'SuccessfulCreate', `create Pod ${name} in StatefulSet ${set.metadata.name} successful`);
  }

  /** Upstream: stateful_pod_control.go DeleteStatefulPod, stateful_set_control.go processReplica. */
  private delete(set: StatefulSet, pod: Pod, why: (StatefulAction & { type: 'delete' })['why']): void {
    const { name, namespace = '' } = set.metadata;
    if (why === 'ended') {
      const isFailed = pod.status.phase === 'Failed';
      const message = `StatefulSet ${namespace}/${name} is recreating ${isFailed ? 'failed' : 'terminated'} Pod ${pod.metadata.name}`;
      if (isFailed) this.tell(set, 'Warning', 'RecreatingFailedPod', message);
      else this.tell(set, 'Normal', 'RecreatingTerminatedPod', message);
    }
    markForDeletion(this.machine, pod);
    this.tell(set, 'Normal', 'SuccessfulDelete', `delete Pod ${pod.metadata.name} in StatefulSet ${name} successful`);
  }

  /** The pods of the set: orphans of its names are taken in, pods that no longer match let go. */
  private claim(set: StatefulSet): readonly Pod[] {
    const { store } = this.machine.api;
    const { namespace = '', uid = '', deletionTimestamp } = set.metadata;
    if (deletionTimestamp === undefined) {
      for (const orphan of this.claims.orphansFor(namespace, set.spec.selector)) {
        if (ordinalOf(set, orphan) !== undefined) store.put(adopted(orphan, set));
      }
    }
    const pods: Pod[] = [];
    for (const pod of [...this.machine.pods.ofController(uid)]) {
      if (matchesLabelSelector(set.spec.selector, pod.metadata.labels) && ordinalOf(set, pod) !== undefined)
        pods.push(pod);
      else if (deletionTimestamp === undefined) store.put(released(pod, uid));
    }
    return pods;
  }

  private historyOf(set: StatefulSet): readonly ControllerRevision[] {
    const own = this.machine.api.store
      .list('ControllerRevision')
      .filter(({ metadata }) => ownedBy(metadata, set.metadata));
    // What a StatefulSet owns of this kind, this controller has written.
    return (own as unknown as readonly ControllerRevision[]).toSorted(byRevision);
  }

  private keep(set: StatefulSet, revision: ControllerRevision): void {
    const metadata = { ...revision.metadata, ownerReferences: [controllerRef(set)] };
    this.machine.api.store.put({ ...revision, metadata });
  }

  /** The set is gone: so are its revisions. Upstream the garbage collector does this. */
  private forget(key: string): void {
    this.checks.forget(key);
    const { store } = this.machine.api;
    for (const { metadata } of store.list('ControllerRevision')) {
      const owner = controllerOf(metadata);
      if (owner?.kind !== 'StatefulSet' || `${metadata.namespace ?? ''}/${owner.name}` !== key) continue;
      store.remove('ControllerRevision', objectKey(metadata));
    }
  }

  /** When the next of the pods becomes available by itself. */
  private nextAvailable(pods: readonly Pod[], minReadySeconds: number): SimTime | undefined {
    if (minReadySeconds === 0) return undefined;
    const due = pods.map((pod) => availableFrom(pod, minReadySeconds)).filter((at) => at !== undefined);
    return due.filter((at) => at > this.machine.now).toSorted((left, right) => left - right)[0];
  }

  private tell(set: StatefulSet, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.machine.recordEvent({ source: 'statefulset-controller', regarding: set, type, reason, message });
  }
}
