/** The kubelets of all nodes: heartbeats, and the life of bound pods. */
import { assertDefined } from '../../base/assert.ts';
import { after, micros, seconds, type SimTime } from '../../base/sim-time.ts';
import { isNodeReady } from '../../kubernetes/api/node.ts';
import type { Protocol } from '../../kubernetes/api/meta.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod, PodStatus } from '../../kubernetes/api/pod.ts';
import { CONTAINER_STOP, LEASE_DURATION_SECONDS, LEASE_RENEW_INTERVAL, WATCH_LATENCY } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import type { Hosts } from '../hosts.ts';
import { toMicroTimestamp, toTimestamp } from '../apiserver/timestamp.ts';
import { invalidImageOf, listensOn, probeSucceeds, startupOf } from './application.ts';
import { PodAddresses } from './pod-addresses.ts';
import { creatingStatus, invalidImageStatus, readyStatus, runningStatus } from './pod-status.ts';

/** Upstream: pkg/kubelet (v1.36). A kubelet acts only while its machine has power. */
export class Kubelet implements Component {
  private readonly machine: Machine;
  private readonly hosts: Hosts;
  private readonly addresses = new Map<string, PodAddresses>();
  /** When each timer is due; a timer set anew, as a restart does, takes the place of the one before. */
  private readonly timers = new Map<string, SimTime>();

  constructor(machine: Machine, hosts: Hosts) {
    this.machine = machine;
    this.hosts = hosts;
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Node' && object?.kind === 'Node') this.join(object.metadata.name, object.spec.podCIDR);
    if (kind !== 'Pod' || object?.kind !== 'Pod' || object.spec.nodeName === undefined) return;
    if (object.metadata.deletionTimestamp !== undefined) this.wake('stop', key, CONTAINER_STOP);
    else if (object.status.podIP === undefined) this.wake('start', key, WATCH_LATENCY);
  }

  handle({ type, key }: SimulationEvent): void {
    if (isTimer(type) && !this.isDue(type, key)) return;
    if (type === 'heartbeat') return this.heartbeat(key);
    const pod = this.machine.api.store.get('Pod', key);
    if (pod?.spec.nodeName === undefined || !this.hosts.isOn(pod.spec.nodeName)) return;
    if (type === 'stop') return this.stop(pod);
    if (pod.metadata.deletionTimestamp !== undefined) return;
    if (type === 'start') this.start(pod);
    else if (type === 'started') this.started(pod);
    else if (type === 'probe') this.probe(pod);
  }

  /** The machine has come back: its pods start anew, and those deleted meanwhile end now. */
  poweredOn(node: string): void {
    this.wake('heartbeat', node, WATCH_LATENCY);
    for (const pod of this.machine.api.store.list('Pod')) {
      if (pod.spec.nodeName !== node) continue;
      const key = objectKey(pod.metadata);
      if (pod.metadata.deletionTimestamp !== undefined) this.wake('stop', key, WATCH_LATENCY);
      else if (pod.status.podIP === undefined) this.wake('start', key, WATCH_LATENCY);
      else this.restart(pod);
    }
  }

  /** The machine's cable is in again: what waits to be told to the API server, and what it asked for meanwhile, is due now. */
  networkRestored(node: string): void {
    this.poweredOn(node);
  }

  /**
   * Shuts the machine down gracefully: its pods end first. When they have, an `operator` event of type `powerOff` with the
   * node as its key is due.
   */
  shutDown(node: string): void {
    this.machine.schedule(CONTAINER_STOP, { component: 'operator', type: 'powerOff', key: node });
  }

  /** The pod's first container ends now with exit code 1; nothing happens when it does not run. */
  crash(podKey: string): void {
    const pod = this.machine.api.store.get('Pod', podKey);
    if (pod !== undefined) this.restart(pod);
  }

  /**
   * The pod's program begins or ceases to fail its readiness probes. Returns whether it can: a pod without a readiness probe
   * stays ready whatever its program does.
   */
  setReady(podKey: string, isReady: boolean): boolean {
    const pod = this.machine.api.store.get('Pod', podKey);
    if (pod?.spec.containers.every(({ readinessProbe }) => readinessProbe === undefined) ?? true) return false;
    return isReady;
  }

  /** Whether something in the pod accepts connections there right now: its containers run and have not been told to end. */
  listensOn(pod: Pod, port: number, protocol: Protocol): boolean {
    const isRunning = pod.status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
    return isRunning && listensOn(pod, port, protocol);
  }

  /** An address of the node's pod range, for a client that runs in a pod there. */
  addressFor(node: string): string | undefined {
    return this.addresses.get(node)?.allocate();
  }

  private join(node: string, podCIDR: string | undefined): void {
    if (this.addresses.has(node)) return;
    this.addresses.set(node, new PodAddresses(assertDefined(podCIDR, `${node} has no podCIDR`)));
    // Each node beats in a phase of its own.
    this.wake('heartbeat', node, micros(this.machine.random('heartbeat phases').below(LEASE_RENEW_INTERVAL)));
  }

  private heartbeat(node: string): void {
    if (!this.hosts.isOn(node)) return;
    const { store } = this.machine.api;
    store.put({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        ...store.get('Lease', `kube-node-lease/${node}`)?.metadata,
        name: node,
        namespace: 'kube-node-lease',
      },
      spec: {
        holderIdentity: node,
        leaseDurationSeconds: LEASE_DURATION_SECONDS,
        renewTime: toMicroTimestamp(this.machine.now),
      },
    });
    const stored = store.get('Node', node);
    if (stored !== undefined && !isNodeReady(stored)) {
      const ready = {
        type: 'Ready',
        status: 'True' as const,
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastTransitionTime: toTimestamp(this.machine.now),
      };
      const others = (stored.status.conditions ?? []).filter((condition) => condition.type !== 'Ready');
      store.put({ ...stored, status: { ...stored.status, conditions: [...others, ready] } });
    }
    this.wake('heartbeat', node, LEASE_RENEW_INTERVAL);
  }

  /** Simplified: [SIM-24] a pod with hostNetwork gets an address of its own like any other. */
  private start(pod: Pod): void {
    if (pod.status.podIP !== undefined) return;
    const address = this.addresses.get(pod.spec.nodeName ?? '')?.allocate();
    if (address === undefined) return; // the node's range is used up: the pod stays ContainerCreating, as in real life
    const invalid = invalidImageOf(pod);
    const status =
      invalid === undefined
        ? creatingStatus(pod, address, this.machine.now)
        : invalidImageStatus(pod, address, this.machine.now);
    this.putStatus(pod, status);
    if (invalid === undefined) this.wake('started', objectKey(pod.metadata), startupOf(pod));
  }

  /** Simplified: [SIM-25] a pod keeps its address when its machine has been off; a real one gets a new one with its new sandbox. */
  private restart(pod: Pod): void {
    if (invalidImageOf(pod) !== undefined) return;
    const address = assertDefined(pod.status.podIP, 'a pod that restarts has an address');
    const hasRun = pod.status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
    this.putStatus(pod, creatingStatus(pod, address, this.machine.now, hasRun ? 1 : 0));
    this.wake('started', objectKey(pod.metadata), startupOf(pod));
  }

  private started(pod: Pod): void {
    if (pod.status.containerStatuses?.every((status) => status.state.running !== undefined) === true) return;
    const probes = pod.spec.containers.flatMap(({ readinessProbe }) =>
      readinessProbe === undefined ? [] : [readinessProbe],
    );
    this.putStatus(pod, runningStatus(pod, this.machine.now, probes.length === 0));
    if (probes.length === 0) return;
    const delay = Math.max(...probes.map((probe) => probe.initialDelaySeconds ?? 0));
    this.wake('probe', objectKey(pod.metadata), delay === 0 ? WATCH_LATENCY : seconds(delay));
  }

  /** Simplified: [SIM-15] readiness is probed until it succeeds once; what a program listens on never changes afterwards. */
  private probe(pod: Pod): void {
    const probes = pod.spec.containers.flatMap(({ readinessProbe }) =>
      readinessProbe === undefined ? [] : [readinessProbe],
    );
    if (probes.every((probe) => probeSucceeds(pod, probe))) {
      this.putStatus(pod, readyStatus(pod, this.machine.now));
      return;
    }
    this.wake(
      'probe',
      objectKey(pod.metadata),
      seconds(Math.max(1, ...probes.map((probe) => probe.periodSeconds ?? 10))),
    );
  }

  private stop(pod: Pod): void {
    if (pod.metadata.deletionTimestamp === undefined) return;
    const { podIP } = pod.status;
    if (podIP !== undefined) this.addresses.get(pod.spec.nodeName ?? '')?.release(podIP);
    this.machine.api.store.remove('Pod', objectKey(pod.metadata));
  }

  private putStatus(pod: Pod, status: PodStatus): void {
    this.machine.api.store.put({ ...pod, status });
  }

  private wake(type: string, key: string, delay: SimTime): void {
    if (isTimer(type)) this.timers.set(`${type} ${key}`, after(this.machine.now, delay));
    this.machine.schedule(delay, { component: 'kubelet', type, key });
  }

  private isDue(type: string, key: string): boolean {
    if (this.timers.get(`${type} ${key}`) !== this.machine.now) return false;
    this.timers.delete(`${type} ${key}`);
    return true;
  }
}

/** Whether only the last of the wakings of this type counts. */
function isTimer(type: string): boolean {
  return type === 'heartbeat' || type === 'started' || type === 'probe';
}
