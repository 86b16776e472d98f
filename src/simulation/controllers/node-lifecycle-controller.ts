/** Nodes whose heartbeat has stopped: NotReady, tainted, and in the end emptied. */
import { after, micros, seconds, START, type SimTime } from '../../base/sim-time.ts';
import type { Condition } from '../../kubernetes/api/meta.ts';
import type { Node, Taint } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import { evictableNodes } from '../../kubernetes/nodelifecycle/zone-state.ts';
import { toleratesTaint } from '../../kubernetes/scheduler/taints.ts';
import { NODE_MONITOR_GRACE_PERIOD, NODE_MONITOR_PERIOD, NO_EXECUTE_DELAY, WATCH_LATENCY } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import { markForDeletion } from '../pod-deletion.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';

const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** Upstream: pkg/controller/nodelifecycle and pkg/controller/tainteviction (v1.36). Simplified: [SIM-12] where pods are evicted at all, they are at once: no rate limit. */
export class NodeLifecycleController implements Component {
  private readonly machine: Machine;
  /** When the last sign of life of each node was seen: its lease as the watch told it. */
  private readonly lastSeen = new Map<string, SimTime>();

  constructor(machine: Machine) {
    this.machine = machine;
    machine.schedule(NODE_MONITOR_PERIOD, { component: 'nodeLifecycleController', type: 'monitor', key: '' });
  }

  onChange({ kind, object, at }: Change): void {
    if (kind === 'Lease' && object?.kind === 'Lease') this.lastSeen.set(object.metadata.name, at);
    else if (kind === 'Node' && object?.kind === 'Node') {
      const { name } = object.metadata;
      if (!this.lastSeen.has(name)) this.lastSeen.set(name, at);
      const ready = object.status.conditions?.find((condition) => condition.type === 'Ready')?.status;
      if (ready === 'True' && hasTaint(object, 'NoSchedule')) {
        this.machine.schedule(WATCH_LATENCY, { component: 'nodeLifecycleController', type: 'recovered', key: name });
      }
    }
  }

  handle({ type, key }: SimulationEvent): void {
    const node = this.machine.api.store.get('Node', key);
    switch (type) {
      case 'monitor':
        for (const each of this.machine.api.store.list('Node')) this.monitor(each);
        this.handleDisruption();
        this.machine.schedule(NODE_MONITOR_PERIOD, { component: 'nodeLifecycleController', type: 'monitor', key: '' });
        return;
      case 'noExecute':
        if (node !== undefined && hasTaint(node, 'NoSchedule') && !hasTaint(node, 'NoExecute'))
          this.taintNoExecute(node);
        return;
      case 'evict':
        this.evict(key);
        return;
      case 'recovered':
        if (node !== undefined) this.machine.api.store.put(withTaints(node, (taint) => taint.key !== UNREACHABLE));
        return;
    }
  }

  private monitor(node: Node): void {
    const { name } = node.metadata;
    const silence = micros(this.machine.now - (this.lastSeen.get(name) ?? START));
    const ready = node.status.conditions?.find((condition) => condition.type === 'Ready');
    if (silence <= NODE_MONITOR_GRACE_PERIOD || ready?.status === 'Unknown') return;
    const timeAdded = toTimestamp(this.machine.now);
    const taint: Taint = { key: UNREACHABLE, effect: 'NoSchedule', timeAdded };
    this.machine.api.store.put({
      ...node,
      spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] },
      status: { ...node.status, conditions: [...others(node), this.unknown(ready)] },
    });
    for (const pod of this.podsOn(name)) this.markNotReady(pod);
  }

  /** Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go handleDisruption (v1.36). */
  private handleDisruption(): void {
    const { store } = this.machine.api;
    const nodes = store.list('Node');
    const evictable = evictableNodes(nodes);
    for (const node of evictable) {
      if (!hasTaint(node, 'NoSchedule') || hasTaint(node, 'NoExecute')) continue;
      const { name } = node.metadata;
      this.machine.schedule(NO_EXECUTE_DELAY, { component: 'nodeLifecycleController', type: 'noExecute', key: name });
    }
    if (evictable.length > 0) return;
    // Every zone is down: evictions that wait are called off.
    for (const node of nodes.filter((each) => hasTaint(each, 'NoExecute'))) {
      store.put(withTaints(node, ({ key, effect }) => key !== UNREACHABLE || effect !== 'NoExecute'));
    }
  }

  private unknown(ready: Condition | undefined): Condition {
    return {
      ...ready,
      type: 'Ready',
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: toTimestamp(this.machine.now),
    };
  }

  /** Only the Ready condition changes: phase and containers stay as the kubelet last said. */
  private markNotReady(pod: Pod): void {
    if (!isPodReady(pod)) return;
    const lastTransitionTime = toTimestamp(this.machine.now);
    const conditions = (pod.status.conditions ?? []).map((condition) =>
      condition.type === 'Ready' ? { ...condition, status: 'False' as const, lastTransitionTime } : condition,
    );
    this.machine.api.store.put({ ...pod, status: { ...pod.status, conditions } });
  }

  private taintNoExecute(node: Node): void {
    const taint: Taint = { key: UNREACHABLE, effect: 'NoExecute', timeAdded: toTimestamp(this.machine.now) };
    this.machine.api.store.put({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } });
    for (const pod of this.podsOn(node.metadata.name)) {
      const toleration = toleratesTaint(pod.spec.tolerations, taint);
      if (toleration !== undefined && toleration.tolerationSeconds === undefined) continue;
      const wait = seconds(toleration?.tolerationSeconds ?? 0);
      this.machine.schedule(wait, {
        component: 'nodeLifecycleController',
        type: 'evict',
        key: `${after(this.machine.now, wait)} ${objectKey(pod.metadata)}`,
      });
    }
  }

  /** Evicts the pod if its node has been tainted for the whole toleration: a node that came back cancels it. */
  private evict(key: string): void {
    const [due = '', podKey = ''] = key.split(' ');
    const pod = this.machine.api.store.get('Pod', podKey);
    const node = this.machine.api.store.get('Node', pod?.spec.nodeName ?? '');
    const taint = node?.spec.taints?.find((each) => each.key === UNREACHABLE && each.effect === 'NoExecute');
    if (pod === undefined || taint === undefined) return;
    const wait = seconds(toleratesTaint(pod.spec.tolerations, taint)?.tolerationSeconds ?? 0);
    if (taint.timeAdded === toTimestamp(micros(Number(due) - wait))) markForDeletion(this.machine, pod);
  }

  private podsOn(name: string): readonly Pod[] {
    return this.machine.api.store.list('Pod').filter((pod) => pod.spec.nodeName === name);
  }
}

function others(node: Node): readonly Condition[] {
  return (node.status.conditions ?? []).filter((condition) => condition.type !== 'Ready');
}

function hasTaint(node: Node, effect: Taint['effect']): boolean {
  return node.spec.taints?.some((taint) => taint.key === UNREACHABLE && taint.effect === effect) ?? false;
}

function withTaints(node: Node, keep: (taint: Taint) => boolean): Node {
  return { ...node, spec: { ...node.spec, taints: (node.spec.taints ?? []).filter(keep) } };
}
