/** What all parts of the kubelets stand on: their nodes and pods, timers, statuses and Events. */
import { after, type SimTime } from '../../base/sim-time.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Pod, PodStatus } from '../../kubernetes/api/pod.ts';
import { sameJson } from '../../kubernetes/decode/same-json.ts';
import type { Hosts } from '../hosts.ts';
import type { Machine } from '../machine.ts';
import type { FixedKubelet } from '../session.ts';
import { Environments } from './environments.ts';
import type { PodAddresses } from './pod-addresses.ts';
import { podStatus } from './pod-status.ts';
import { NO_TIMERS, type PodState } from './pod-state.ts';

/** One node's kubelet. */
export interface NodeState {
  readonly name: string;
  readonly addresses: PodAddresses;
  /** The uids of its pods. */
  readonly pods: Set<string>;
  /** The images that have been pulled. */
  readonly images: Set<string>;
  isShuttingDown: boolean;
  /** When it last told the node's status. */
  reportedAt: SimTime;
}

/** The kubelets' common ground. What lives in its fields is plain data, so that a run can be copied. */
export class KubeletCore {
  readonly machine: Machine;
  readonly hosts: Hosts;
  /** The times of a stand-in kubelet, where there is one. */
  readonly fixed: FixedKubelet | undefined;
  readonly nodes = new Map<string, NodeState>();
  /** By uid: a pod that was deleted by force may run on beside a new one of its name. */
  readonly pods = new Map<string, PodState>();
  readonly environments: Environments;

  constructor(machine: Machine, hosts: Hosts, fixed: FixedKubelet | undefined) {
    this.machine = machine;
    this.hosts = hosts;
    this.fixed = fixed;
    this.environments = new Environments(machine.api.store.list('Service'));
  }

  /** The pod as it is stored, if this very one still is. */
  stored({ key, uid }: PodState): Pod | undefined {
    const pod = this.machine.api.store.get('Pod', key);
    return pod?.metadata.uid === uid ? pod : undefined;
  }

  /** Wakes the pod's worker after the delay; `index` is the container's place, where it is about one. */
  wake(state: PodState, type: string, delay: SimTime, index = 0): void {
    this.cancel(state, type, index);
    state.timers = state.timers.concat({ type, index, at: after(this.machine.now, delay) });
    this.machine.schedule(delay, { component: 'kubelet', type, key: state.uid, index });
  }

  /** When the timer is due; undefined when it is not set. */
  dueAt(state: PodState, type: string, index = 0): SimTime | undefined {
    for (const timer of state.timers) if (timer.type === type && timer.index === index) return timer.at;
    return undefined;
  }

  /** Whether the timer is due now; it is not any more afterwards. */
  takeDue(state: PodState, type: string, index: number): boolean {
    if (this.dueAt(state, type, index) !== this.machine.now) return false;
    this.cancel(state, type, index);
    return true;
  }

  /** Calls off a timer. */
  cancel(state: PodState, type: string, index = 0): void {
    if (this.dueAt(state, type, index) === undefined) return;
    const left = state.timers.filter((timer) => timer.type !== type || timer.index !== index);
    state.timers = left.length === 0 ? NO_TIMERS : left;
  }

  /** Tells the API server of the pod as it is now: not at all where nothing has changed, later where it cannot be reached. */
  report(state: PodState): void {
    if (!this.hosts.isReachable(state.node)) return;
    const pod = this.stored(state);
    if (pod === undefined) return;
    const { store } = this.machine.api;
    const node = store.get('Node', state.node);
    const status = podStatus(pod, state, node && internalIP(node), this.machine.now);
    if (!sameStatus(pod.status, status)) store.put({ ...pod, status }, state.key);
  }

  /** Writes an Event about the pod. Simplified: [SIM-66] one that happens while the API server cannot be reached is lost. */
  tell({ pod, node }: PodState, type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.fixed !== undefined || !this.hosts.isReachable(node)) return;
    this.machine.recordEvent({ source: 'kubelet', host: node, regarding: pod, type, reason, message });
  }

  /** Nothing more is to be known of the pod. */
  forget(state: PodState): void {
    state.isForgotten = true;
    this.pods.delete(state.uid);
    this.nodes.get(state.node)?.pods.delete(state.uid);
  }

  /** Takes the pod's network away. */
  dropSandbox(state: PodState): void {
    state.hasSandbox = false;
    if (state.ip !== undefined) this.nodes.get(state.node)?.addresses.release(state.ip);
    state.ip = undefined;
  }
}

/** A pod's first status is never like another: nothing is compared then. */
function sameStatus(before: PodStatus, after: PodStatus): boolean {
  if (before.containerStatuses === undefined || before.phase !== after.phase) return false;
  // Statuses are plain data; their interface only lacks an index signature.
  return sameJson(before as unknown as JsonValue, after as unknown as JsonValue);
}
