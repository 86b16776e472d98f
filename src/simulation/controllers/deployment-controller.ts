/** Deployment -> ReplicaSets. */
import { after, micros, seconds, type SimTime } from '../../base/sim-time.ts';
import type { JsonObject } from '../../base/json.ts';
import { sameJson } from '../../kubernetes/decode/same-json.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { scaleDeployment, isScalingEvent } from '../../kubernetes/deployment/proportional.ts';
import { activeReplicaSets, reportedReplicas } from '../../kubernetes/deployment/replica-sets.ts';
import {
  findNewReplicaSet,
  hasProgressDeadline,
  maxRevision,
  newReplicaSetAnnotations,
  replicaSetsToCleanUp,
  REVISION,
} from '../../kubernetes/deployment/revisions.ts';
import { newReplicas, nextScales, type Scale } from '../../kubernetes/deployment/rolling.ts';
import {
  calculateStatus,
  isComplete,
  progressingOf,
  rolloutStatus,
  withNewReplicaSet,
  withPause,
} from '../../kubernetes/deployment/status.ts';
import { matchesLabelSelector } from '../../kubernetes/labels/selector.ts';
import { fromTimestamp, toTimestamp } from '../apiserver/timestamp.ts';
import { API_WRITE_LATENCY, WATCH_LATENCY } from '../constants.ts';
import { deleteObject, isClosed } from '../deletion.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { adopted, controllerOf, released } from '../ownership.ts';
import { WorkQueue } from '../work-queue.ts';
import { makeReplicaSet, scaled, takenBy, withSpec } from './deployment-controller-replica-sets.ts';
import { OwnedReplicaSets } from './owned-replica-sets.ts';
import { SelectorIndex } from './selector-index.ts';

/** What one sync knows and has done. */
interface Round {
  deployment: Deployment;
  /** It has written the Deployment: another write would be refused as a conflict, and the watch brings the next round. */
  isStale: boolean;
  /** How many objects it has written. */
  writes: number;
}

/** Upstream: pkg/controller/deployment (v1.36). */
export class DeploymentController implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly replicaSets = new OwnedReplicaSets();
  private readonly selectors = new SelectorIndex();
  /** When each Deployment is looked at again for want of progress. */
  private readonly deadlines = new Map<string, SimTime>();

  constructor(machine: Machine) {
    this.machine = machine;
    this.queue = new WorkQueue(machine, 'deploymentController', WATCH_LATENCY);
  }

  onChange(change: Change): void {
    const { kind, key, object, previous } = change;
    if (kind === 'Deployment') {
      const selector = object?.kind === 'Deployment' ? object.spec.selector : undefined;
      if (previous === undefined || object === undefined) {
        this.selectors.put(key, object?.metadata.namespace ?? '', selector);
      }
      this.queue.add(key);
    } else if (kind === 'ReplicaSet') {
      this.replicaSets.onChange(change);
      this.replicaSetChanged(change);
    } else if (kind === 'Pod' && object === undefined && previous?.kind === 'Pod') this.podDeleted(previous);
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'sync') {
      this.queue.begin(key);
      const deployment = this.machine.api.store.get('Deployment', key);
      if (deployment === undefined) this.deadlines.delete(key);
      const round = deployment && { deployment, isStale: false, writes: 0 };
      if (round !== undefined) this.sync(round);
      this.queue.done(key, micros((round?.writes ?? 0) * API_WRITE_LATENCY));
    } else if (this.deadlines.get(key) === this.machine.now) {
      this.deadlines.delete(key);
      this.queue.add(key);
    }
  }

  /** Upstream: addReplicaSet, updateReplicaSet, deleteReplicaSet. */
  private replicaSetChanged({ object, previous }: Change): void {
    const owners = [object, previous].map((each) => each && controllerOf(each.metadata));
    const [now, before] = owners;
    const namespace = (object ?? previous)?.metadata.namespace ?? '';
    for (const owner of now?.uid === before?.uid ? [now ?? before] : owners) {
      if (owner?.kind !== 'Deployment') continue;
      const key = `${namespace}/${owner.name}`;
      if (this.machine.api.store.get('Deployment', key)?.metadata.uid === owner.uid) this.queue.add(key);
    }
    if (object === undefined || now !== undefined) return;
    for (const key of this.selectors.matching(namespace, object.metadata.labels)) this.queue.add(key);
  }

  /** Upstream: deletePod: a Recreate Deployment goes on when its last pod is gone. */
  private podDeleted(pod: Pod): void {
    const owner = controllerOf(pod.metadata);
    if (owner?.kind !== 'ReplicaSet') return;
    const { store } = this.machine.api;
    const replicaSet = store.get('ReplicaSet', `${pod.metadata.namespace ?? ''}/${owner.name}`);
    if (replicaSet?.metadata.uid !== owner.uid) return;
    const key = `${pod.metadata.namespace ?? ''}/${controllerOf(replicaSet.metadata)?.name ?? ''}`;
    const deployment = store.get('Deployment', key);
    if (deployment?.spec.strategy?.type !== 'Recreate') return;
    if (this.replicaSets.of(deployment.metadata).every((each) => !this.hasPods(each, () => true))) this.queue.add(key);
  }

  /** Upstream: deployment_controller.go syncDeployment. */
  private sync(round: Round): void {
    const owned = this.claim(round);
    const { metadata, spec } = round.deployment;
    if (metadata.deletionTimestamp !== undefined) {
      const found = findNewReplicaSet(round.deployment, owned);
      this.syncStatus(round, found, without(owned, found));
      return;
    }
    const pause = withPause(round.deployment, this.timestamp());
    if (pause !== undefined) this.write(round, pause);
    const newest = findNewReplicaSet(round.deployment, owned);
    const old = without(owned, newest);
    if (newest !== undefined && !this.isSettled(round, newest, old)) return;
    if (spec.paused === true || isScalingEvent(round.deployment, owned)) {
      this.scaleAll(round, scaleDeployment(round.deployment, newest, old));
      if (spec.paused === true) this.cleanUp(round, old);
      this.syncStatus(round, newest, old);
    } else if (spec.strategy?.type === 'Recreate') this.recreate(round, newest, old);
    else this.roll(round, newest, old);
  }

  /** Upstream: rolling.go rolloutRolling. */
  private roll(round: Round, found: ReplicaSet | undefined, old: readonly ReplicaSet[]): void {
    const newest = found ?? this.create(round, old);
    if (newest === undefined) return;
    const scales = nextScales(round.deployment, newest, old);
    this.scaleAll(round, scales);
    if (scales.length === 0 && isComplete(round.deployment, round.deployment.status)) this.cleanUp(round, old);
    this.syncRollout(round, newest, old);
  }

  /** Upstream: recreate.go rolloutRecreate. */
  private recreate(round: Round, found: ReplicaSet | undefined, old: readonly ReplicaSet[]): void {
    const active = activeReplicaSets(old);
    this.scaleAll(
      round,
      active.map((replicaSet) => ({ replicaSet, replicas: 0 })),
    );
    if (active.length > 0 || this.oldPodsRunning(old)) {
      this.syncRollout(round, found, old);
      return;
    }
    const newest = found ?? this.create(round, old);
    if (newest === undefined) return;
    const { replicas } = round.deployment.spec;
    if (newest.spec.replicas !== replicas) this.scaleAll(round, [{ replicaSet: newest, replicas }]);
    if (isComplete(round.deployment, round.deployment.status)) this.cleanUp(round, old);
    this.syncRollout(round, newest, old);
  }

  /** Upstream: recreate.go oldPodsRunning: pods that have ended do not count, terminating ones do. */
  private oldPodsRunning(old: readonly ReplicaSet[]): boolean {
    const runs = ({ status }: Pod): boolean => status.phase !== 'Failed' && status.phase !== 'Succeeded';
    return reportedReplicas(old, 'replicas') > 0 || old.some((each) => this.hasPods(each, runs));
  }

  private hasPods({ metadata: { uid = '' } }: ReplicaSet, counts: (pod: Pod) => boolean): boolean {
    for (const pod of this.machine.pods.ofController(uid)) if (counts(pod)) return true;
    return false;
  }

  /** The ReplicaSets of the Deployment: orphans that match are taken in, those that no longer match let go. Upstream: ClaimReplicaSets. */
  private claim(round: Round): readonly ReplicaSet[] {
    const { metadata, spec } = round.deployment;
    if (metadata.deletionTimestamp === undefined) {
      for (const orphan of this.replicaSets.orphans.matching(metadata.namespace ?? '', spec.selector)) {
        this.put(round, adopted(orphan, round.deployment));
      }
      for (const owned of this.replicaSets.of(metadata)) {
        if (matchesLabelSelector(spec.selector, owned.metadata.labels)) continue;
        this.put(round, released(owned, metadata.uid ?? ''));
      }
    }
    const isMatching = (owned: ReplicaSet): boolean => matchesLabelSelector(spec.selector, owned.metadata.labels);
    const all = this.replicaSets.of(metadata);
    return all.every(isMatching) ? all : all.filter(isMatching);
  }

  /**
   * Whether the new ReplicaSet bears the annotations that it should; else they are written, and the round ends there, as its
   * next write of the ReplicaSet would be a conflict. Upstream: sync.go getNewReplicaSet.
   */
  private isSettled(round: Round, newest: ReplicaSet, old: readonly ReplicaSet[]): boolean {
    const { deployment } = round;
    const annotations = newReplicaSetAnnotations(deployment, newest, maxRevision(old) + 1);
    const { minReadySeconds = 0 } = deployment.spec;
    const isSame =
      annotations === newest.metadata.annotations ||
      Object.entries(annotations).every(([name, text]) => newest.metadata.annotations?.[name] === text);
    if (!isSame || minReadySeconds !== (newest.spec.minReadySeconds ?? 0)) {
      const annotated = { ...newest, metadata: { ...newest.metadata, annotations } };
      this.put(round, withSpec(annotated, { ...newest.spec, minReadySeconds }));
      return false;
    }
    const revision = annotations[REVISION] ?? '';
    const isFound = progressingOf(deployment.status) === undefined && hasProgressDeadline(deployment);
    if (isFound || deployment.metadata.annotations?.[REVISION] !== revision) {
      const status = isFound
        ? withNewReplicaSet(deployment, newest, 'FoundNewReplicaSet', this.timestamp())
        : (deployment.status ?? {});
      this.write(round, status, revision);
    }
    return true;
  }

  /** Makes the new ReplicaSet; undefined when it may not be made, or its name is taken. Upstream: sync.go getNewReplicaSet. */
  private create(round: Round, old: readonly ReplicaSet[]): ReplicaSet | undefined {
    const { deployment } = round;
    const { store } = this.machine.api;
    if (isClosed(this.machine, deployment.metadata.namespace ?? '')) return undefined;
    const revision = maxRevision(old) + 1;
    const empty = makeReplicaSet(deployment, newReplicaSetAnnotations(deployment, undefined, revision));
    if (takenBy(store, empty) !== undefined) {
      // Another template has the same hash, or somebody else's ReplicaSet the name.
      const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
      this.write(round, { ...deployment.status, collisionCount });
      return undefined;
    }
    const replicas = newReplicas(deployment, empty, [...old, empty]);
    const made = this.put(round, { ...empty, spec: { ...empty.spec, replicas } });
    if (replicas > 0) this.tellScaled(deployment, made, 0, replicas);
    const status = withNewReplicaSet(deployment, made, 'NewReplicaSetCreated', this.timestamp());
    this.write(round, status, String(revision));
    return made;
  }

  /** Upstream: sync.go scaleReplicaSet. The sizes of one ReplicaSet that comes twice follow each other. */
  private scaleAll(round: Round, scales: readonly Scale[]): void {
    const { deployment } = round;
    const { store } = this.machine.api;
    for (const { replicaSet, replicas } of scales) {
      const current = store.get('ReplicaSet', objectKey(replicaSet.metadata)) ?? replicaSet;
      const next = scaled(current, replicas, deployment);
      if (next !== current) this.put(round, next);
      if (current.spec.replicas !== replicas) this.tellScaled(deployment, current, current.spec.replicas, replicas);
    }
  }

  private tellScaled(deployment: Deployment, { metadata }: ReplicaSet, from: number, to: number): void {
    this.machine.recordEvent({
      source: 'deployment-controller',
      regarding: deployment,
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled ${from < to ? 'up' : 'down'} replica set ${metadata.name} from ${from} to ${to}`,
    });
  }

  private cleanUp({ deployment }: Round, old: readonly ReplicaSet[]): void {
    for (const each of replicaSetsToCleanUp(deployment, old)) {
      deleteObject(this.machine, 'ReplicaSet', objectKey(each.metadata));
    }
  }

  /** Upstream: sync.go syncDeploymentStatus. The ReplicaSets are counted as they were before this round scaled them. */
  private syncStatus(round: Round, newest: ReplicaSet | undefined, old: readonly ReplicaSet[]): void {
    this.writeIfNew(round, calculateStatus(round.deployment, newest, old, this.timestamp()));
  }

  /** Upstream: progress.go syncRolloutStatus. */
  private syncRollout(round: Round, newest: ReplicaSet | undefined, old: readonly ReplicaSet[]): void {
    const due = this.deadlineOf(round.deployment);
    const isOverdue = due !== undefined && due < this.machine.now;
    const status = rolloutStatus(round.deployment, newest, old, { now: this.timestamp(), isOverdue });
    if (!this.writeIfNew(round, status)) this.watchProgress(round.deployment);
  }

  private writeIfNew(round: Round, status: DeploymentStatus): boolean {
    if (sameJson(statusJson(status), statusJson(round.deployment.status ?? {}))) return false;
    this.write(round, status);
    return true;
  }

  private write(round: Round, status: DeploymentStatus, revision?: string): void {
    const { metadata } = round.deployment;
    if (round.isStale) return;
    const annotated =
      revision === undefined
        ? metadata
        : { ...metadata, annotations: { ...metadata.annotations, [REVISION]: revision } };
    round.deployment = this.put(round, { ...round.deployment, metadata: annotated, status });
    round.isStale = true;
  }

  private put<T extends ReplicaSet | Deployment>(round: Round, object: T): T {
    round.writes += 1;
    return this.machine.api.store.put(object);
  }

  /** Upstream: progress.go requeueStuckDeployment: a second after the deadline, if nothing moves until then. */
  private watchProgress(deployment: Deployment): void {
    const key = objectKey(deployment.metadata);
    const due = this.deadlineOf(deployment);
    const reason = progressingOf(deployment.status)?.reason;
    if (due === undefined || isComplete(deployment, deployment.status) || reason === 'ProgressDeadlineExceeded') return;
    const at = after(micros(Math.max(due, this.machine.now)), seconds(1));
    const known = this.deadlines.get(key);
    if (known !== undefined && known <= at) return;
    this.deadlines.set(key, at);
    const wait = micros(at - this.machine.now);
    this.machine.schedule(wait, { component: 'deploymentController', type: 'deadline', key });
  }

  /** When the Deployment must have shown progress; undefined when it need not. */
  private deadlineOf(deployment: Deployment): SimTime | undefined {
    const updated = fromTimestamp(progressingOf(deployment.status)?.lastUpdateTime ?? '');
    if (!hasProgressDeadline(deployment) || updated === undefined) return undefined;
    return after(updated, seconds(deployment.spec.progressDeadlineSeconds ?? 0));
  }

  private timestamp(): string {
    return toTimestamp(this.machine.now);
  }
}

function statusJson(status: DeploymentStatus): JsonObject {
  // A status is plain data; its interface only lacks an index signature.
  return status as unknown as JsonObject;
}

function without(all: readonly ReplicaSet[], one: ReplicaSet | undefined): readonly ReplicaSet[] {
  return one === undefined ? all : all.filter((each) => each !== one);
}
