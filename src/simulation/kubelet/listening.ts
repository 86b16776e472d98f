/** Which of a pod's sockets are open at this moment. */
import type { Protocol } from '../../kubernetes/api/meta.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { listenersOf, type Listener } from './application.ts';
import type { KubeletCore } from './core.ts';
import type { PodState } from './pod-state.ts';

/** A port of a pod that packets come to, and what was known of it when the first one came. */
export interface Socket {
  readonly uid: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Undefined: its kubelet did not know the pod. */
  readonly state: PodState | undefined;
  /** The pod as its kubelet knew it, and the places of the containers whose programs listen there when they run. */
  readonly pod: Pod | undefined;
  readonly containers: readonly number[];
}

/** The socket at that port of the pod, open or not. */
export function socketOf(core: KubeletCore, uid: string, port: number, protocol: Protocol): Socket {
  const state = core.pods.get(uid);
  const containers = state === undefined ? [] : listening(state.pod, port, protocol);
  return { uid, port, protocol, state, pod: state?.pod, containers };
}

/** Whether a program accepts connections there now. */
export function isOpen(core: KubeletCore, { uid, port, protocol, state, pod, containers }: Socket): boolean {
  if (state !== undefined && state.pod === pod && !state.isForgotten) return isAnyOpen(core, state, containers);
  const current = core.pods.get(uid);
  return current !== undefined && acceptsOn(core, current, port, protocol);
}

/** Whether a program of the pod accepts connections from the network there. */
export function acceptsOn(core: KubeletCore, state: PodState, port: number, protocol: Protocol): boolean {
  return isAnyOpen(core, state, listening(state.pod, port, protocol));
}

/** Whether one of the containers runs and has not been sent SIGTERM. */
function isAnyOpen({ hosts }: KubeletCore, state: PodState, containers: readonly number[]): boolean {
  if (!hosts.isOn(state.node)) return false;
  for (const index of containers) {
    const run = state.containers[index];
    if (run?.state === 'running' && !run.isSignalled) return true;
  }
  return false;
}

/** The places of the containers that listen there to the network, when they run. */
function listening(pod: Pod, port: number, protocol: Protocol): readonly number[] {
  const inits = pod.spec.initContainers?.length ?? 0;
  return knownListeners(pod).flatMap((each) =>
    each.port === port && each.protocol === protocol && !each.isLoopback ? [inits + each.container] : [],
  );
}

/** Of pods as they are stored, which never change: probes and packets ask. */
const LISTENERS = new WeakMap<Pod, readonly Listener[]>();

function knownListeners(pod: Pod): readonly Listener[] {
  const known = LISTENERS.get(pod);
  if (known !== undefined) return known;
  const made = listenersOf(pod);
  LISTENERS.set(pod, made);
  return made;
}
