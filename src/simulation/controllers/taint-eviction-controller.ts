/** NoExecute taints: pods that do not tolerate one are deleted, others when their tolerationSeconds are over. */
import { after, micros, seconds, START, type SimTime } from '../../base/sim-time.ts';
import type { Node, Taint } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { toleratesTaint } from '../../kubernetes/scheduler/taints.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { WATCH_LATENCY } from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { withPodCondition } from '../pod-conditions.ts';
import { markForDeletion } from '../pod-deletion.ts';

/** A pod to be deleted at `due`; undefined in its place once that is done. */
interface Work {
  readonly madeAt: SimTime;
  readonly due: SimTime;
}

/** Upstream: pkg/controller/tainteviction (v1.36). */
export class TaintEvictionController implements Component {
  private readonly machine: Machine;
  /** The NoExecute taints of the nodes that have any. */
  private readonly taints = new Map<string, readonly Taint[]>();
  private readonly work = new Map<string, Work | undefined>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'Node') {
      const before = previous?.kind === 'Node' ? previous.spec.taints : undefined;
      const taints = object?.kind === 'Node' ? object.spec.taints : undefined;
      if (before !== taints)
        this.machine.schedule(WATCH_LATENCY, { component: 'taintEvictionController', type: 'node', key });
    } else if (kind === 'Pod') {
      const before = previous?.kind === 'Pod' ? previous.spec : undefined;
      if (object?.kind !== 'Pod') this.work.delete(key);
      else if (this.taints.has(object.spec.nodeName ?? '') && before !== object.spec)
        this.machine.schedule(WATCH_LATENCY, { component: 'taintEvictionController', type: 'pod', key });
    }
  }

  handle({ type, key }: SimulationEvent): void {
    const { store } = this.machine.api;
    if (type === 'node') this.syncNode(key, store.get('Node', key));
    else if (type === 'pod') {
      const pod = store.get('Pod', key);
      if (pod !== undefined) this.syncPod(pod, this.taints.get(pod.spec.nodeName ?? '') ?? []);
    } else if (this.work.get(key)?.due === this.machine.now) this.evict(key);
  }

  private syncNode(name: string, node: Node | undefined): void {
    const taints = (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
    const hadNone = !this.taints.has(name);
    if (taints.length === 0) this.taints.delete(name);
    else this.taints.set(name, taints);
    if (node === undefined || (hadNone && taints.length === 0)) return;
    for (const pod of [...this.machine.pods.onNode(name)]) this.syncPod(pod, taints);
  }

  /** Upstream: taint_eviction.go processPodOnNode (v1.36). */
  private syncPod(pod: Pod, taints: readonly Taint[]): void {
    const key = objectKey(pod.metadata);
    const { now } = this.machine;
    const wait = taints.length === 0 ? undefined : toleratedFor(pod, taints);
    if (wait === undefined) return this.cancel(key, pod);
    if (wait === START) {
      this.cancel(key, pod);
      return this.add(key, now, now);
    }
    const known = this.work.get(key);
    if (known === undefined) return this.add(key, now, after(now, wait));
    // The time that has passed counts, even when another taint has come; only a shorter wait is a new one.
    if (after(known.madeAt, wait) < after(now, wait)) return;
    this.cancel(key, pod);
    this.add(key, known.madeAt, after(now, wait));
  }

  private add(key: string, madeAt: SimTime, due: SimTime): void {
    if (this.work.has(key)) return;
    this.work.set(key, { madeAt, due });
    const wait = micros(due - this.machine.now);
    this.machine.schedule(wait, { component: 'taintEvictionController', type: 'evict', key });
  }

  private cancel(key: string, pod: Pod): void {
    const known = this.work.get(key);
    this.work.delete(key);
    if (known !== undefined) this.record(pod, `Cancelling deletion of Pod ${key}`);
  }

  /** Upstream: taint_eviction.go addConditionAndDeletePod (v1.36). */
  private evict(key: string): void {
    this.work.set(key, undefined);
    const pod = this.machine.api.store.get('Pod', key);
    if (pod === undefined) return;
    this.record(pod, `Marking for deletion Pod ${key}`);
    const condition = {
      type: 'DisruptionTarget',
      status: 'True' as const,
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    };
    const changed = withPodCondition(pod, condition, toTimestamp(this.machine.now));
    markForDeletion(this.machine, changed === undefined ? pod : this.machine.api.store.put(changed));
  }

  private record(pod: Pod, message: string): void {
    this.machine.recordEvent({
      source: 'taint-eviction-controller',
      regarding: pod,
      type: 'Normal',
      reason: 'TaintManagerEviction',
      message,
    });
  }
}

/** How long the pod may stay under the taints, 0 if it does not tolerate one of them; undefined: for ever. Upstream: getMinTolerationTime (v1.36). */
function toleratedFor({ spec: { tolerations } }: Pod, taints: readonly Taint[]): SimTime | undefined {
  let least: number | undefined;
  for (const taint of taints) {
    const toleration = toleratesTaint(tolerations, taint);
    if (toleration === undefined) return START;
    const { tolerationSeconds } = toleration;
    if (tolerationSeconds !== undefined) least = Math.min(least ?? Infinity, Math.max(0, tolerationSeconds));
  }
  return least === undefined ? undefined : seconds(least);
}
