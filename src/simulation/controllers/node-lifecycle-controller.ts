/** Nodes whose heartbeat has stopped: NotReady and tainted; and the taints that follow from conditions and cordons. */
import { micros, START, type SimTime } from '../../base/sim-time.ts';
import type { ObjectMeta } from '../../kubernetes/api/meta.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { readyCondition, unknownConditions } from '../../kubernetes/nodelifecycle/node-conditions.ts';
import {
  hasTaint,
  noExecuteChange,
  noScheduleChange,
  REACHABLE_AGAIN,
  type TaintChange,
  withTaints,
} from '../../kubernetes/nodelifecycle/node-taints.ts';
import { zoneOf } from '../../kubernetes/nodelifecycle/zone-state.ts';
import { fromTimestamp, toTimestamp } from '../apiserver/timestamp.ts';
import {
  NODE_EVICTION_PERIOD,
  NODE_MONITOR_GRACE_PERIOD,
  NODE_MONITOR_PERIOD,
  NODE_STARTUP_GRACE_PERIOD,
  WATCH_LATENCY,
} from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import { withPodCondition } from '../pod-conditions.ts';
import { NodeLifecycleZones, type ZoneCount } from './node-lifecycle-zones.ts';

/** Nodes that do not count when a zone's state is judged. Upstream: labelNodeDisruptionExclusion (v1.36). */
const EXCLUDED = 'node.kubernetes.io/exclude-disruption';

/** Upstream: pkg/controller/nodelifecycle (v1.36). What evicts pods from the tainted nodes is the taint eviction controller. */
export class NodeLifecycleController implements Component {
  private readonly machine: Machine;
  private readonly zones = new NodeLifecycleZones();
  /** The nodes that the monitor knows of, as it first saw them. */
  private readonly known = new Map<string, ObjectMeta>();
  /** When the monitor last found that a node had shown a sign of life. */
  private readonly probedAt = new Map<string, SimTime>();
  /** The nodes that have renewed their Lease or reported their status since the monitor's last look. */
  private readonly alive = new Set<string>();
  private readonly removed = new Set<string>();
  /** The nodes whose NoSchedule taints are about to be looked at. */
  private readonly waiting = new Set<string>();
  /** When nodes are given NoExecute taints next. */
  private passAt: SimTime | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
    machine.schedule(START, { component: 'nodeLifecycleController', type: 'monitor', key: '' });
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'Lease' && object?.kind === 'Lease') this.alive.add(object.metadata.name);
    if (kind !== 'Node') return;
    if (object?.kind !== 'Node') {
      this.removed.add(key);
      return;
    }
    const before = previous?.kind === 'Node' ? readyCondition(previous) : undefined;
    if (before?.lastHeartbeatTime !== readyCondition(object)?.lastHeartbeatTime) this.alive.add(key);
    const { add, remove } = noScheduleChange(object);
    if (add.length + remove.length === 0 || this.waiting.has(key)) return;
    this.waiting.add(key);
    this.machine.schedule(WATCH_LATENCY, { component: 'nodeLifecycleController', type: 'noSchedule', key });
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'noSchedule') {
      this.waiting.delete(key);
      const node = this.machine.api.store.get('Node', key);
      if (node !== undefined) this.changeTaints(key, noScheduleChange(node));
    } else if (type === 'noExecute') {
      if (this.passAt === this.machine.now) this.taintNoExecute();
    } else {
      this.monitor();
      this.machine.schedule(NODE_MONITOR_PERIOD, { component: 'nodeLifecycleController', type: 'monitor', key: '' });
    }
  }

  /** Upstream: node_lifecycle_controller.go monitorNodeHealth (v1.36). */
  private monitor(): void {
    const { now } = this.machine;
    const nodes = this.machine.api.store.list('Node');
    for (const name of this.alive) this.probedAt.set(name, now);
    this.alive.clear();
    this.classify(nodes);
    const counts = new Map<string, ZoneCount>();
    for (const node of nodes) {
      const isReady = this.look(node);
      if (node.metadata.labels?.[EXCLUDED] !== undefined) continue;
      const zone = zoneOf(node);
      const count = counts.get(zone) ?? { nodes: 0, notReady: 0 };
      counts.set(zone, { nodes: count.nodes + 1, notReady: count.notReady + (isReady ? 0 : 1) });
    }
    const disruption = this.zones.update(counts, now);
    if (disruption === 'entered') for (const node of nodes) this.markReachable(node);
    if (disruption === 'left') for (const { metadata } of nodes) this.probedAt.set(metadata.name, now);
    this.schedulePass();
  }

  private classify(nodes: readonly Node[]): void {
    for (const node of nodes) {
      const { name } = node.metadata;
      if (this.known.has(name)) continue;
      this.known.set(name, node.metadata);
      if (!this.probedAt.has(name)) this.probedAt.set(name, this.machine.now);
      this.record(node.metadata, 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`);
      this.markReachable(node);
    }
    for (const name of this.removed) {
      const metadata = this.known.get(name);
      if (metadata === undefined || this.machine.api.store.get('Node', name) !== undefined) continue;
      this.known.delete(name);
      this.probedAt.delete(name);
      this.record(metadata, 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`);
    }
    this.removed.clear();
  }

  /** Looks after one node; returns whether it is ready. */
  private look(before: Node): boolean {
    const { name } = before.metadata;
    const node = this.updateHealth(before);
    const ready = readyCondition(node);
    if (ready?.status === 'True') {
      this.markReachable(node);
      return true;
    }
    const change = noExecuteChange(node);
    if (change === undefined) return false;
    // A taint that says the wrong one of not-ready and unreachable is put right at once.
    if (change.remove.some((taint) => hasTaint(node, taint))) this.changeTaints(name, change);
    else this.zones.queueOf(zoneOf(node), this.machine.now).add(name);
    if (node !== before && readyCondition(before)?.status === 'True') {
      this.record(node.metadata, 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
      this.markPodsNotReady(name);
    }
    return false;
  }

  /**
   * The node, its conditions Unknown if it has been silent for too long. Upstream looks a little later each time than every five
   * seconds: the tenth look after a sign of life is past the grace period.
   * Upstream: node_lifecycle_controller.go tryUpdateNodeHealth (v1.36).
   */
  private updateHealth(node: Node): Node {
    const { name, creationTimestamp = '' } = node.metadata;
    const { now } = this.machine;
    const ready = readyCondition(node);
    const created = fromTimestamp(creationTimestamp) ?? START;
    const since = ready === undefined ? created : (this.probedAt.get(name) ?? now);
    const grace = ready === undefined ? NODE_STARTUP_GRACE_PERIOD : NODE_MONITOR_GRACE_PERIOD;
    if (now - since < grace || ready?.status === 'Unknown') return node;
    const conditions = unknownConditions(node, toTimestamp(now));
    return this.machine.api.store.put({ ...node, status: { ...node.status, conditions } });
  }

  /** Upstream: pkg/controller/util/node MarkPodsNotReady (v1.36): phase and containers stay as the kubelet last said. */
  private markPodsNotReady(node: string): void {
    const now = toTimestamp(this.machine.now);
    for (const pod of [...this.machine.pods.onNode(node)]) {
      const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
      const changed = ready && withPodCondition(pod, { ...ready, status: 'False' }, now);
      if (changed === undefined) continue;
      this.machine.api.store.put(changed);
      this.machine.recordEvent({
        source: 'node-controller',
        regarding: pod,
        type: 'Warning',
        reason: 'NodeNotReady',
        message: 'Node is not ready',
      });
    }
  }

  private markReachable(node: Node): void {
    const { name } = node.metadata;
    if (node.spec.taints !== undefined) this.changeTaints(name, REACHABLE_AGAIN);
    this.zones.queueOf(zoneOf(node), this.machine.now).remove(name);
  }

  /** Upstream: node_lifecycle_controller.go doNoExecuteTaintingPass (v1.36). */
  private taintNoExecute(): void {
    const { now } = this.machine;
    this.passAt = undefined;
    for (const queue of this.zones.all()) {
      for (let name = queue.take(now); name !== undefined; name = queue.take(now)) {
        const node = this.machine.api.store.get('Node', name);
        const change = node && noExecuteChange(node);
        if (change !== undefined) this.changeTaints(name, change);
      }
    }
    this.schedulePass();
  }

  /** Upstream: doNoExecuteTaintingPass runs every NodeEvictionPeriod; here only when it has something to do. */
  private schedulePass(): void {
    const { now } = this.machine;
    const times = [...this.zones.all()].flatMap((queue) => queue.nextAt(now) ?? []);
    if (times.length === 0) return;
    const earliest = Math.max(Math.min(...times), now + 1);
    const at = micros(Math.ceil(earliest / NODE_EVICTION_PERIOD) * NODE_EVICTION_PERIOD);
    if (this.passAt !== undefined && this.passAt <= at) return;
    this.passAt = at;
    const wait = micros(at - now);
    this.machine.schedule(wait, { component: 'nodeLifecycleController', type: 'noExecute', key: '' });
  }

  private changeTaints(name: string, change: TaintChange): void {
    const { store } = this.machine.api;
    const node = store.get('Node', name);
    const changed = node && withTaints(node, change, toTimestamp(this.machine.now));
    if (changed !== undefined) store.put(changed);
  }

  private record(metadata: ObjectMeta, reason: string, message: string): void {
    const regarding = { apiVersion: 'v1' as const, kind: 'Node' as const, metadata };
    this.machine.recordEvent({ source: 'node-controller', regarding, type: 'Normal', reason, message });
  }
}
