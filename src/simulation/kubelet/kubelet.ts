/** The kubelets of all nodes: what each hears of, what it is asked for, and who in this folder does it. */
import { assertDefined } from '../../base/assert.ts';
import { after, micros, START, type SimTime } from '../../base/sim-time.ts';
import type { Protocol } from '../../kubernetes/api/meta.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { EnvVar } from '../../kubernetes/kubelet/service-env.ts';
import { LEASE_RENEW_INTERVAL, SHUTDOWN_GRACE_PERIOD_SECONDS, WATCH_LATENCY } from '../constants.ts';
import type { Hosts } from '../hosts.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import type { FixedKubelet } from '../session.ts';
import { bootPod } from './booting.ts';
import { KubeletCore, type NodeState } from './core.ts';
import { endPod, onEnd, onNewImages } from './ending.ts';
import { beat, postStatus } from './heartbeats.ts';
import { isOpen, socketOf, type Socket } from './listening.ts';
import { PodAddresses } from './pod-addresses.ts';
import { adopt, newPodState, type PodState } from './pod-state.ts';
import { wakeProbes } from './probes.ts';
import { beginStandIn, endStandIn } from './stand-in.ts';
import { beginPod } from './starting.ts';
import { work } from './working.ts';

/** Upstream: pkg/kubelet/nodeshutdown/nodeshutdown_manager.go (v1.36). */
const SHUTDOWN = {
  reason: 'Terminated',
  message: 'Pod was terminated in response to imminent node shutdown.',
} as const;
const REJECTION = { reason: 'NodeShutdown', message: 'Pod was rejected as the node is shutting down.' } as const;

/** Upstream: pkg/kubelet (v1.36). A kubelet acts only while its machine has power, and tells only while its network is up. */
export class Kubelet implements Component {
  private readonly core: KubeletCore;
  /** When each node's next heartbeat is due. */
  private readonly beats = new Map<string, SimTime>();

  constructor(machine: Machine, hosts: Hosts, fixed?: FixedKubelet) {
    this.core = new KubeletCore(machine, hosts, fixed);
  }

  onChange(change: Change): void {
    const { kind, key, object, previous } = change;
    this.core.environments.onChange(change);
    if (kind === 'Node' && object?.kind === 'Node') this.join(object.metadata.name, object.spec.podCIDR);
    if (kind !== 'Pod') return;
    if (object?.kind === 'Pod') this.podChanged(key, object, previous?.kind === 'Pod' ? previous : undefined);
    else if (previous?.kind === 'Pod') {
      const state = this.core.pods.get(previous.metadata.uid ?? '');
      if (state !== undefined) this.hear('gone', state.uid);
    }
  }

  handle({ type, key, index = 0 }: SimulationEvent): void {
    if (type === 'heartbeat') return this.heartbeat(key);
    if (type === 'bound') return this.bound(key);
    const state = this.core.pods.get(key);
    if (state === undefined || !this.core.hosts.isOn(state.node)) return;
    if (type === 'deleted' || type === 'gone' || type === 'gates' || type === 'images') {
      if (this.core.hosts.isReachable(state.node)) this.reconcile(state);
      return;
    }
    if (!this.core.takeDue(state, type, index)) return;
    work(this.core, state, type, index);
    if (type === 'finish') this.powerOffIfDone(state.node);
  }

  /** The machine has come back: its pods start anew, and those deleted meanwhile end now. */
  poweredOn(node: string): void {
    const known = this.core.nodes.get(node);
    if (known === undefined) return;
    known.isShuttingDown = false;
    this.beat(node, WATCH_LATENCY);
    if (this.core.fixed === undefined) for (const state of this.podsOf(known)) bootPod(this.core, state);
    this.resync(known);
  }

  /** The machine's cable is in again: what waits to be told is told, and what was asked for meanwhile is done. */
  networkRestored(node: string): void {
    const known = this.core.nodes.get(node);
    if (known !== undefined) this.resync(known);
  }

  /**
   * Shuts the machine down gracefully: its pods end first. When they have, an `operator` event of type `powerOff` with the
   * node as its key is due. Upstream: pkg/kubelet/nodeshutdown (v1.36).
   */
  shutDown(node: string): void {
    const known = this.core.nodes.get(node);
    const { machine, hosts, fixed } = this.core;
    if (known === undefined || known.isShuttingDown || !hosts.isOn(node)) return;
    known.isShuttingDown = true;
    const stored = machine.api.store.get('Node', node);
    if (stored !== undefined && fixed === undefined && hosts.isReachable(node)) {
      const message = 'Shutdown manager detected shutdown event';
      const reason = 'NodeShutdown';
      machine.recordEvent({ source: 'kubelet', host: node, regarding: stored, type: 'Normal', reason, message });
    }
    postStatus(this.core, known);
    for (const state of this.podsOf(known)) {
      if (state.isFinished || fixed !== undefined) continue;
      if (state.ending === undefined) state.verdict = SHUTDOWN;
      const { terminationGracePeriodSeconds = 30 } = state.pod.spec;
      endPod(this.core, state, 'shutDown', Math.min(terminationGracePeriodSeconds, SHUTDOWN_GRACE_PERIOD_SECONDS));
    }
    this.powerOffIfDone(node);
  }

  /** The pod's first container ends now with exit code 1; nothing happens when it does not run. */
  crash(podKey: string): void {
    const state = this.find(podKey);
    const run = state?.containers.find(({ isInit }) => !isInit);
    if (state === undefined || run === undefined || this.core.fixed !== undefined) return;
    if (this.core.hosts.isOn(state.node)) onEnd(this.core, state, run, 1);
  }

  /**
   * The pod's programs begin or cease to fail their readiness probes. Returns whether they can: a pod without a readiness
   * probe stays ready whatever its program does.
   */
  setReady(podKey: string, isReady: boolean): boolean {
    const state = this.find(podKey);
    if (state === undefined || this.core.fixed !== undefined) return false;
    if (state.pod.spec.containers.every(({ readinessProbe }) => readinessProbe === undefined)) return false;
    state.failsReadiness = !isReady;
    for (const run of state.containers) wakeProbes(this.core, state, run);
    return true;
  }

  /** The pod's socket at that port, open or not. */
  socketOf(pod: Pod, port: number, protocol: Protocol): Socket {
    return socketOf(this.core, pod.metadata.uid ?? '', port, protocol);
  }

  /** Whether a program accepts connections there now. */
  isOpen(socket: Socket): boolean {
    return isOpen(this.core, socket);
  }

  /** What the container's program found in its environment when it last started; undefined when it never has. */
  environmentOf(podKey: string, container: string): readonly EnvVar[] | undefined {
    return this.find(podKey)?.containers.find(({ name }) => name === container)?.env;
  }

  /** An address of the node's pod range, for a client that runs in a pod there. */
  addressFor(node: string): string | undefined {
    return this.core.nodes.get(node)?.addresses.allocate();
  }

  private find(podKey: string): PodState | undefined {
    return this.core.pods.get(this.core.machine.api.store.get('Pod', podKey)?.metadata.uid ?? '');
  }

  private podsOf(node: NodeState): readonly PodState[] {
    return [...node.pods].flatMap((uid) => this.core.pods.get(uid) ?? []);
  }

  private join(name: string, podCIDR: string | undefined): void {
    if (this.core.nodes.has(name)) return;
    this.core.nodes.set(name, {
      name,
      addresses: new PodAddresses(assertDefined(podCIDR, `${name} has no podCIDR`)),
      pods: new Set(),
      images: new Set(),
      isShuttingDown: false,
      reportedAt: this.core.machine.now,
    });
    // Each node beats in a phase of its own.
    this.beat(name, micros(this.core.machine.random('heartbeat phases').below(LEASE_RENEW_INTERVAL)));
  }

  private beat(node: string, delay: SimTime): void {
    this.beats.set(node, after(this.core.machine.now, delay));
    this.core.machine.schedule(delay, { component: 'kubelet', type: 'heartbeat', key: node });
  }

  private heartbeat(name: string): void {
    const node = this.core.nodes.get(name);
    if (node === undefined || this.beats.get(name) !== this.core.machine.now || !this.core.hosts.isOn(name)) return;
    beat(this.core, node);
    this.beat(name, LEASE_RENEW_INTERVAL);
  }

  private podChanged(key: string, pod: Pod, previous: Pod | undefined): void {
    if (pod.spec.nodeName === undefined) return;
    const state = this.core.pods.get(pod.metadata.uid ?? '');
    if (state === undefined) {
      const isNew = previous?.spec.nodeName === undefined || previous.metadata.uid !== pod.metadata.uid;
      if (isNew) this.core.machine.schedule(WATCH_LATENCY, { component: 'kubelet', type: 'bound', key });
      return;
    }
    state.pod = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    const isMarked = deletionTimestamp !== undefined && previous?.metadata.deletionTimestamp === undefined;
    const isHurried = deletionGracePeriodSeconds !== previous?.metadata.deletionGracePeriodSeconds;
    if (isMarked || isHurried) this.hear('deleted', state.uid);
    if (previous !== undefined && hasNewImages(pod, previous)) this.hear('images', state.uid);
    const hasGates = (pod.spec.readinessGates ?? []).length > 0;
    if (hasGates && pod.status.conditions !== previous?.status.conditions) this.hear('gates', state.uid);
  }

  private hear(type: 'deleted' | 'gone' | 'gates' | 'images', uid: string): void {
    this.core.machine.schedule(WATCH_LATENCY, { component: 'kubelet', type, key: uid });
  }

  private bound(key: string): void {
    const pod = this.core.machine.api.store.get('Pod', key);
    if (pod?.spec.nodeName === undefined || !this.core.hosts.isReachable(pod.spec.nodeName)) return;
    this.admit(pod, key, pod.spec.nodeName);
  }

  /** The kubelet meets a pod that it has not known. */
  private admit(pod: Pod, key: string, nodeName: string): void {
    const { uid = '', deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    const node = this.core.nodes.get(nodeName);
    const isGoing = deletionTimestamp !== undefined && deletionGracePeriodSeconds === 0;
    if (node === undefined || this.core.pods.has(uid) || isGoing) return;
    const state = newPodState(pod, uid, key, nodeName, this.core.machine.now);
    this.core.pods.set(uid, state);
    node.pods.add(uid);
    if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') state.isFinished = true;
    else if (pod.status.podIP !== undefined) adopt(state, pod);
    else if (node.isShuttingDown) {
      state.isFinished = true;
      state.verdict = REJECTION;
      this.core.tell(state, 'Warning', REJECTION.reason, REJECTION.message);
      this.core.report(state);
    } else if (deletionTimestamp === undefined) {
      if (this.core.fixed === undefined) beginPod(this.core, state);
      else beginStandIn(this.core, state, this.core.fixed);
    }
    if (deletionTimestamp !== undefined) this.reconcile(state);
  }

  /** What the API server says of the node's pods is heard again, and it is told how they are. */
  private resync(node: NodeState): void {
    if (!this.core.hosts.isReachable(node.name)) return;
    for (const state of this.podsOf(node)) this.reconcile(state);
    for (const pod of [...this.core.machine.pods.onNode(node.name)])
      this.admit(pod, objectKey(pod.metadata), node.name);
  }

  private reconcile(state: PodState): void {
    const { core } = this;
    const { fixed } = core;
    const pod = core.stored(state);
    if (pod !== undefined && pod.metadata.deletionTimestamp === undefined) {
      if (fixed === undefined) onNewImages(core, state);
      return core.report(state);
    }
    if (state.isFinished || (pod === undefined && fixed !== undefined)) {
      core.dropSandbox(state);
      if (pod === undefined) core.forget(state);
      else core.wake(state, 'remove', START);
      return;
    }
    if (fixed !== undefined) return endStandIn(core, state, fixed);
    core.report(state);
    const { deletionGracePeriodSeconds, spec } = { ...state.pod.metadata, spec: state.pod.spec };
    const grace = deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
    endPod(core, state, 'deleted', Math.max(1, grace));
  }

  private powerOffIfDone(name: string): void {
    const node = this.core.nodes.get(name);
    if (node?.isShuttingDown !== true || this.podsOf(node).some(({ isFinished }) => !isFinished)) return;
    // Removals under way are still told.
    this.core.machine.schedule(micros(2 * WATCH_LATENCY), { component: 'operator', type: 'powerOff', key: name });
  }
}

function hasNewImages(pod: Pod, previous: Pod): boolean {
  if (pod.spec === previous.spec) return false;
  return pod.spec.containers.some(({ image }, index) => image !== previous.spec.containers[index]?.image);
}
