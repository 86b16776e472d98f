/** Pods without a node -> bound pods. */
import { micros, type SimTime } from '../base/sim-time.ts';
import type { Condition } from '../kubernetes/api/meta.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import { filterNode } from '../kubernetes/scheduler/filter.ts';
import { type PodDemand, podDemand } from '../kubernetes/scheduler/pod-demand.ts';
import { feasibleNodesToFind, schedule } from '../kubernetes/scheduler/schedule.ts';
import { toTimestamp } from './apiserver/timestamp.ts';
import { UNSCHEDULABLE_FLUSH_INTERVAL, UNSCHEDULABLE_MAX_WAIT, WATCH_LATENCY } from './constants.ts';
import type { Change } from './change.ts';
import type { Component, Machine, SimulationEvent } from './machine.ts';
import { withPodCondition } from './pod-conditions.ts';
import { SchedulerCache } from './scheduler-cache.ts';
import { WorkQueue } from './work-queue.ts';

/** A pod that fits nowhere. */
interface Waiting {
  /** Pods with the same signature fit on the same nodes. */
  readonly signature: string;
  readonly since: SimTime;
}

/**
 * Upstream: pkg/scheduler (v1.36): one pod at a time. Pods that fit nowhere are tried again when a node has changed, or has got
 * rid of a pod, in such a way that they fit there; at the latest after five minutes. As nothing else waits, their back-off is
 * cut short (SchedulerPopFromBackoffQ).
 */
export class Scheduler implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly cache = new SchedulerCache();
  private readonly unschedulable = new Map<string, Waiting>();
  /** Nodes that may take more than before, to be looked at in the next retry. */
  private readonly relieved = new Set<string>();
  private isFlushDue = false;
  private start = 0;
  /** What came of pods by their signature, at a version of the cache: nothing else comes of the next one like them. */
  private readonly failures = new Map<string, string>();
  private failuresVersion = -1;

  constructor(machine: Machine) {
    this.machine = machine;
    this.queue = new WorkQueue(machine, 'scheduler', WATCH_LATENCY);
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'Node') {
      const node = object?.kind === 'Node' ? object : undefined;
      if (this.cache.setNode(key, node, previous?.kind === 'Node' ? previous : undefined)) this.relieve(key);
    } else if (kind === 'Pod') {
      const pod = object?.kind === 'Pod' ? object : undefined;
      if (pod === undefined || pod.spec.nodeName !== undefined) this.unschedulable.delete(key);
      else if (previous?.kind !== 'Pod' || previous.spec !== pod.spec) this.queue.add(key);
      const emptier = this.cache.setPod(key, pod);
      if (emptier !== undefined) this.relieve(emptier);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'retry') this.retry();
    else if (type === 'flush') this.flush();
    else {
      this.queue.taken(key);
      this.scheduleOne(key);
    }
  }

  private scheduleOne(key: string): void {
    const pod = this.machine.api.store.get('Pod', key);
    this.unschedulable.delete(key);
    if (pod === undefined || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
    if ((pod.spec.schedulerName ?? 'default-scheduler') !== 'default-scheduler') return;
    if ((pod.spec.schedulingGates ?? []).length > 0) {
      const message = 'Scheduling is blocked due to non-empty scheduling gates';
      this.putCondition(pod, { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message });
      return;
    }
    const demand = podDemand(pod);
    const known = this.knownFailure(pod, demand);
    if (known !== undefined) return this.fail(key, pod, demand, known);
    const { nodes } = this.cache;
    const start = nodes.length === feasibleNodesToFind(nodes.length) ? 0 : this.start;
    const decision = schedule(pod, demand, { nodes, start, siblings: this.cache.siblingsOf(pod) });
    this.start = (start + decision.visited) % Math.max(1, nodes.length);
    if (decision.type === 'failed') return this.fail(key, pod, demand, decision.message);
    this.bind(key, pod, decision.node);
  }

  private bind(key: string, pod: Pod, node: string): void {
    const { namespace = '', name } = pod.metadata;
    const scheduled =
      withPodCondition(pod, { type: 'PodScheduled', status: 'True' }, toTimestamp(this.machine.now)) ?? pod;
    this.machine.api.store.put({ ...scheduled, spec: { ...pod.spec, nodeName: node } }, key);
    this.machine.recordEvent({
      source: 'default-scheduler',
      regarding: pod,
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${namespace}/${name} to ${node}`,
    });
  }

  private fail(key: string, pod: Pod, demand: PodDemand, message: string): void {
    const signature = signatureOf(pod, demand);
    if (this.failuresVersion !== this.cache.version) this.failures.clear();
    this.failuresVersion = this.cache.version;
    this.failures.set(signature, message);
    this.scheduleFlush();
    this.unschedulable.set(key, { signature, since: this.machine.now });
    this.machine.recordEvent({
      source: 'default-scheduler',
      regarding: pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
    });
    this.putCondition(pod, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message });
  }

  /** What came of a pod like this one, if nothing has changed since. */
  private knownFailure(pod: Pod, demand: PodDemand): string | undefined {
    if (this.failuresVersion !== this.cache.version || this.failures.size === 0) return undefined;
    return this.failures.get(signatureOf(pod, demand));
  }

  private relieve(node: string): void {
    if (this.unschedulable.size === 0) return;
    if (this.relieved.size === 0)
      this.machine.schedule(WATCH_LATENCY, { component: 'scheduler', type: 'retry', key: '' });
    this.relieved.add(node);
  }

  /** Upstream: the QueueingHints of the plugins (v1.36): only pods that would fit on a node that has changed come back. */
  private retry(): void {
    const nodes = [...this.relieved].flatMap((name) => this.cache.node(name) ?? []);
    this.relieved.clear();
    const isHelped = new Map<string, boolean>();
    for (const [key, { signature }] of this.unschedulable) {
      let helped = isHelped.get(signature);
      if (helped === undefined) {
        const pod = this.machine.api.store.get('Pod', key);
        if (pod === undefined) continue;
        const demand = podDemand(pod);
        helped = nodes.some((node) => filterNode(pod, demand, node) === undefined);
        isHelped.set(signature, helped);
      }
      if (helped) this.queue.add(key);
    }
  }

  /** Upstream: pkg/scheduler/backend/queue flushUnschedulablePodsLeftover (v1.36). */
  private flush(): void {
    this.isFlushDue = false;
    for (const [key, { since }] of this.unschedulable)
      if (this.machine.now - since > UNSCHEDULABLE_MAX_WAIT) this.queue.add(key);
    if (this.unschedulable.size > 0) this.scheduleFlush();
  }

  private scheduleFlush(): void {
    if (this.isFlushDue) return;
    this.isFlushDue = true;
    const wait = micros(UNSCHEDULABLE_FLUSH_INTERVAL - (this.machine.now % UNSCHEDULABLE_FLUSH_INTERVAL));
    this.machine.schedule(wait, { component: 'scheduler', type: 'flush', key: '' });
  }

  private putCondition(pod: Pod, condition: Condition): void {
    const changed = withPodCondition(pod, condition, toTimestamp(this.machine.now));
    if (changed !== undefined) this.machine.api.store.put(changed);
  }
}

/** All of a pod that filters look at, as text. */
function signatureOf({ spec }: Pod, { requests, hostPorts }: PodDemand): string {
  const { nodeSelector, affinity, tolerations } = spec;
  return JSON.stringify([nodeSelector, affinity, tolerations, requests, [...requests.scalars], hostPorts]);
}
