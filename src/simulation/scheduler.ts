/** Pods without a node -> bound pods. */
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import { schedule, type NodeLoad } from '../kubernetes/scheduler/schedule.ts';
import { WATCH_LATENCY } from './constants.ts';
import type { Change, Component, Machine, SimulationEvent } from './machine.ts';
import { controllerOf } from './ownership.ts';
import { toTimestamp } from './apiserver/timestamp.ts';
import { WorkQueue } from './work-queue.ts';

/** Upstream: pkg/scheduler (v1.36): one pod at a time, pods that fit nowhere are tried again when a node changes or has got rid of a pod. */
export class Scheduler implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly unschedulable = new Set<string>();
  /** Pods per node, and per node and owner, kept up to date by the watch. */
  private readonly counts = new Map<string, number>();
  private readonly placed = new Map<string, readonly string[]>();

  constructor(machine: Machine) {
    this.machine = machine;
    this.queue = new WorkQueue(machine, 'scheduler', WATCH_LATENCY);
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Node') this.retry();
    else if (kind === 'Pod') {
      const pod = object?.kind === 'Pod' ? object : undefined;
      if (pod !== undefined && pod.spec.nodeName === undefined) this.queue.add(key);
      if (pod === undefined) {
        this.unschedulable.delete(key);
        if (this.placed.has(key)) this.retry();
      }
      this.count(key, pod);
    }
  }

  handle({ key }: SimulationEvent): void {
    this.queue.taken(key);
    const { store } = this.machine.api;
    const pod = store.get('Pod', key);
    if (pod === undefined || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
    const decision = schedule(pod, store.list('Node'), (node) => this.loadOf(pod, node));
    const lastTransitionTime = toTimestamp(this.machine.now);
    if ('node' in decision) {
      const conditions = [{ type: 'PodScheduled', status: 'True' as const, lastTransitionTime }];
      store.put({ ...pod, spec: { ...pod.spec, nodeName: decision.node }, status: { ...pod.status, conditions } });
      return;
    }
    this.unschedulable.add(key);
    const message = decision.failure;
    if (pod.status.conditions?.some((condition) => condition.message === message) === true) return;
    const conditions = [
      { type: 'PodScheduled', status: 'False' as const, reason: 'Unschedulable', message, lastTransitionTime },
    ];
    store.put({ ...pod, status: { ...pod.status, conditions } });
  }

  private retry(): void {
    for (const podKey of this.unschedulable) this.queue.add(podKey);
    this.unschedulable.clear();
  }

  private loadOf(pod: Pod, node: string): NodeLoad {
    return { pods: this.counts.get(node) ?? 0, siblings: this.counts.get(`${node} ${ownerKey(pod)}`) ?? 0 };
  }

  private count(key: string, pod: Pod | undefined): void {
    const before = this.placed.get(key);
    const node = pod?.spec.nodeName;
    const now = pod === undefined || node === undefined ? undefined : [node, `${node} ${ownerKey(pod)}`];
    for (const counter of before ?? []) this.counts.set(counter, (this.counts.get(counter) ?? 0) - 1);
    for (const counter of now ?? []) this.counts.set(counter, (this.counts.get(counter) ?? 0) + 1);
    if (now === undefined) this.placed.delete(key);
    else this.placed.set(key, now);
  }
}

function ownerKey(pod: Pod): string {
  return controllerOf(pod.metadata)?.uid ?? objectKey(pod.metadata);
}
