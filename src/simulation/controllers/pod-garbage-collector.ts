/** Pods whose node is gone, or said to be out of service for good, are removed without asking a kubelet. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import { isNodeReady, type Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { ORPHAN_QUARANTINE, POD_GC_PERIOD } from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { withPodCondition } from '../pod-conditions.ts';
import { markForDeletion } from '../pod-deletion.ts';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Upstream: pkg/controller/podgc (v1.36). */
export class PodGarbageCollector implements Component {
  private readonly machine: Machine;
  /** Names that pods are bound to and no Node has; with the time at which a pass found that out. */
  private readonly missing = new Map<string, SimTime | undefined>();
  private readonly outOfService = new Set<string>();
  private isDue = false;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Node') this.nodeChanged(key, object?.kind === 'Node' ? object : undefined);
    else if (kind === 'Pod' && object?.kind === 'Pod') {
      const { nodeName } = object.spec;
      if (nodeName === undefined || this.missing.has(nodeName)) return;
      if (this.machine.api.store.get('Node', nodeName) === undefined) this.miss(nodeName);
    }
  }

  handle(_event: SimulationEvent): void {
    this.isDue = false;
    for (const name of this.outOfService) this.collectTerminating(name);
    for (const [name, since] of this.missing) {
      if (this.machine.pods.countOnNode(name) === 0) this.missing.delete(name);
      else if (since === undefined) this.missing.set(name, this.machine.now);
      else if (this.machine.now - since >= ORPHAN_QUARANTINE) this.collectOrphans(name);
    }
    this.schedulePass();
  }

  private nodeChanged(name: string, node: Node | undefined): void {
    if (node === undefined) this.miss(name);
    else this.missing.delete(name);
    if (node?.spec.taints?.some(({ key }) => key === OUT_OF_SERVICE) === true) this.outOfService.add(name);
    else this.outOfService.delete(name);
    this.schedulePass();
  }

  private miss(node: string): void {
    this.missing.set(node, undefined);
    this.schedulePass();
  }

  /** Upstream: gc_controller.go gcOrphaned (v1.36). */
  private collectOrphans(node: string): void {
    const condition = {
      type: 'DisruptionTarget',
      status: 'True' as const,
      reason: 'DeletionByPodGC',
      message: 'PodGC: node no longer exists',
    };
    for (const pod of [...this.machine.pods.onNode(node)]) {
      const told = withPodCondition(pod, condition, toTimestamp(this.machine.now)) ?? pod;
      this.failAndDelete(told);
    }
  }

  /** Upstream: gc_controller.go gcTerminating (v1.36). */
  private collectTerminating(name: string): void {
    const node = this.machine.api.store.get('Node', name);
    if (node === undefined || isNodeReady(node)) return;
    for (const pod of [...this.machine.pods.onNode(name)])
      if (pod.metadata.deletionTimestamp !== undefined) this.failAndDelete(pod);
  }

  /** Upstream: gc_controller.go markFailedAndDeletePodWithCondition (v1.36). */
  private failAndDelete(pod: Pod): void {
    const { store } = this.machine.api;
    const hasEnded = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    if (!hasEnded) store.put({ ...pod, status: { ...pod.status, phase: 'Failed' } });
    const failed = store.get('Pod', objectKey(pod.metadata));
    if (failed !== undefined) markForDeletion(this.machine, failed, 0);
  }

  /** Passes come every 20 s; one that would find nothing to do is left out. */
  private schedulePass(): void {
    if (this.isDue || this.missing.size + this.outOfService.size === 0) return;
    this.isDue = true;
    const wait = micros(POD_GC_PERIOD - (this.machine.now % POD_GC_PERIOD));
    this.machine.schedule(wait, { component: 'podGarbageCollector', type: 'pass', key: '' });
  }
}
