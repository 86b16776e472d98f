/** ReplicaSet -> Pods. */
import type { OwnerReference } from '../../kubernetes/api/meta.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { ReplicaSet, ReplicaSetStatus } from '../../kubernetes/api/workloads.ts';
import { generateName } from '../../kubernetes/deployment/names.ts';
import { orderVictims } from '../../kubernetes/deployment/victims.ts';
import { matchesLabelSelector } from '../../kubernetes/labels/selector.ts';
import { fromTimestamp } from '../apiserver/timestamp.ts';
import { WATCH_LATENCY } from '../constants.ts';
import { isClosed } from '../deletion.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { adopted, controllerOf, released } from '../ownership.ts';
import { markForDeletion } from '../pod-deletion.ts';
import { TimedChecks } from '../timed-checks.ts';
import { WorkQueue } from '../work-queue.ts';
import { podMold } from './new-pod.ts';
import { OwnedReplicaSets } from './owned-replica-sets.ts';
import { isPodActive } from './pod-availability.ts';
import { PodCensus, type PodCounts } from './pod-census.ts';
import { PodClaims } from './pod-claims.ts';

/** Upstream: pkg/controller/replicaset/replica_set.go BurstReplicas (v1.36): the most pods made or deleted in one sync. */
const BURST = 500;

/** Upstream: pkg/controller/replicaset (v1.36). */
export class ReplicaSetController implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly podLimit: number;
  private readonly replicaSets = new OwnedReplicaSets();
  private readonly claims = new PodClaims();
  /** Each ReplicaSet's count of its pods, by its uid. */
  private readonly censuses = new Map<string, PodCensus>();
  /** When each ReplicaSet is looked at again because a pod becomes available. */
  private readonly checks: TimedChecks;

  constructor(machine: Machine, podLimit: number) {
    this.machine = machine;
    this.podLimit = podLimit;
    this.queue = new WorkQueue(machine, 'replicaSetController', WATCH_LATENCY);
    this.checks = new TimedChecks(machine, 'replicaSetController');
  }

  onChange(change: Change): void {
    const { kind, key, object, previous } = change;
    if (kind === 'ReplicaSet') {
      this.replicaSets.onChange(change);
      this.claims.controllerChanged(change);
      if (object === undefined) this.censuses.delete(previous?.metadata.uid ?? '');
      this.queue.add(key);
    } else if (kind === 'Pod') {
      const { pod, namespace, owners, takers } = this.claims.podChanged(change);
      for (const owner of owners) this.touch(key, pod, namespace, owner);
      for (const replicaSet of takers) this.queue.add(replicaSet);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'sync') this.queue.taken(key);
    else if (!this.checks.taken(key)) return;
    const replicaSet = this.machine.api.store.get('ReplicaSet', key);
    if (replicaSet === undefined) this.checks.forget(key);
    else this.sync(key, replicaSet);
  }

  private touch(key: string, pod: Pod | undefined, namespace: string, { kind, name, uid }: OwnerReference): void {
    if (kind !== 'ReplicaSet') return;
    const owner = `${namespace}/${name}`;
    if (this.machine.api.store.get('ReplicaSet', owner)?.metadata.uid !== uid) return;
    this.censusOf(uid).touch(key, pod);
    this.queue.add(owner);
  }

  /** Upstream: replica_set.go syncReplicaSet. */
  private sync(key: string, replicaSet: ReplicaSet): void {
    const census = this.censusOf(replicaSet.metadata.uid ?? '');
    this.claim(replicaSet, census);
    // What is reported is what was there before this sync made or deleted pods: the watch tells of those.
    const { counts } = census;
    if (replicaSet.metadata.deletionTimestamp === undefined) this.manageReplicas(replicaSet, counts.active);
    this.putStatus(key, replicaSet, counts);
    this.checks.askFor(key, census.nextAvailable);
  }

  /** Takes in orphans that match, lets go pods that no longer do, and counts. Upstream: claimPods. */
  private claim(replicaSet: ReplicaSet, census: PodCensus): void {
    const { store } = this.machine.api;
    const { metadata, spec } = replicaSet;
    const { namespace = '', uid = '' } = metadata;
    const isAlive = metadata.deletionTimestamp === undefined;
    if (isAlive) {
      for (const orphan of this.claims.orphansFor(namespace, spec.selector)) {
        if (isPodActive(orphan)) store.put(adopted(orphan, replicaSet));
      }
    }
    for (const [key, known] of census.take(replicaSet, this.machine.now)) {
      const pod = known ?? store.get('Pod', key);
      const isOwn = pod !== undefined && controllerOf(pod.metadata)?.uid === uid;
      const isMatching = isOwn && matchesLabelSelector(spec.selector, pod.metadata.labels);
      census.count(key, isMatching ? pod : undefined, this.machine.now);
      if (isOwn && !isMatching && isAlive && isPodActive(pod)) store.put(released(pod, uid));
    }
  }

  /** Upstream: replica_set.go manageReplicas. */
  private manageReplicas(replicaSet: ReplicaSet, active: number): void {
    const missing = replicaSet.spec.replicas - active;
    if (missing > 0) this.createPods(replicaSet, Math.min(missing, BURST));
    else if (missing < 0) this.deletePods(replicaSet, Math.min(-missing, BURST));
  }

  private createPods(replicaSet: ReplicaSet, wanted: number): void {
    const { store } = this.machine.api;
    const { name, namespace = 'default' } = replicaSet.metadata;
    if (isClosed(this.machine, namespace)) return;
    const count = Math.min(wanted, this.podLimit - store.count('Pod'));
    const mold = podMold(replicaSet.spec.template, replicaSet);
    const generated = `${name}-`;
    const random = this.machine.random('pod names');
    for (let made = 0; made < count;) {
      const podName = generateName(generated, random);
      const key = `${namespace}/${podName}`;
      if (store.get('Pod', key) !== undefined) continue;
      made += 1;
      store.put({ ...mold, metadata: { ...mold.metadata, name: podName, generateName: generated } }, key);
      this.tell(replicaSet, 'SuccessfulCreate', `Created pod: ${podName}`);
    }
  }

  private deletePods(replicaSet: ReplicaSet, count: number): void {
    const pods = this.activePodsOf(replicaSet);
    const related = this.siblingsOf(replicaSet).flatMap((sibling) => this.activePodsOf(sibling));
    const ageOf = (timestamp: string): number | undefined => {
      const since = fromTimestamp(timestamp);
      return since === undefined ? undefined : (this.machine.now - since) * 1_000;
    };
    const victims = count < pods.length ? orderVictims(pods, related, ageOf).slice(0, count) : pods;
    for (const pod of victims) {
      markForDeletion(this.machine, pod);
      this.tell(replicaSet, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    }
  }

  private activePodsOf({ metadata: { uid = '' }, spec: { selector } }: ReplicaSet): readonly Pod[] {
    const pods = [...this.machine.pods.ofController(uid)];
    return pods.filter((pod) => isPodActive(pod) && matchesLabelSelector(selector, pod.metadata.labels));
  }

  /** The ReplicaSets of the same Deployment, itself among them. Upstream: getReplicaSetsWithSameController. */
  private siblingsOf(replicaSet: ReplicaSet): readonly ReplicaSet[] {
    const owner = controllerOf(replicaSet.metadata);
    if (owner === undefined) return [replicaSet];
    return this.replicaSets.of(owner);
  }

  /** Upstream: replica_set_utils.go calculateStatus, updateReplicaSetStatus. */
  private putStatus(key: string, { metadata: { generation } }: ReplicaSet, counts: PodCounts): void {
    const { store } = this.machine.api;
    const current = store.get('ReplicaSet', key);
    if (current === undefined) return;
    const status: { -readonly [Field in keyof ReplicaSetStatus]: ReplicaSetStatus[Field] } = {
      replicas: counts.active,
    };
    if (counts.fullyLabeled !== 0) status.fullyLabeledReplicas = counts.fullyLabeled;
    if (counts.ready !== 0) status.readyReplicas = counts.ready;
    if (counts.available !== 0) status.availableReplicas = counts.available;
    status.terminatingReplicas = counts.terminating;
    if (generation !== undefined) status.observedGeneration = generation;
    if (!sameCounts(status, current.status)) store.put({ ...current, status }, key);
  }

  private tell(replicaSet: ReplicaSet, reason: string, message: string): void {
    this.machine.recordEvent({
      source: 'replicaset-controller',
      regarding: replicaSet,
      type: 'Normal',
      reason,
      message,
    });
  }

  private censusOf(uid: string): PodCensus {
    const known = this.censuses.get(uid);
    if (known !== undefined) return known;
    const made = new PodCensus();
    for (const pod of this.machine.pods.ofController(uid)) made.touch(objectKey(pod.metadata), pod);
    this.censuses.set(uid, made);
    return made;
  }
}

function sameCounts(left: ReplicaSetStatus, right: ReplicaSetStatus | undefined): boolean {
  return (
    left.replicas === right?.replicas &&
    left.fullyLabeledReplicas === right.fullyLabeledReplicas &&
    left.readyReplicas === right.readyReplicas &&
    left.availableReplicas === right.availableReplicas &&
    left.terminatingReplicas === right.terminatingReplicas &&
    left.observedGeneration === right.observedGeneration
  );
}
