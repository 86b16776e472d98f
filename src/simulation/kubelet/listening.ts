/** Which of a pod's sockets are open at this moment. */
import type { Protocol } from '../../kubernetes/api/meta.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { listenersOf, type Listener } from './application.ts';
import type { KubeletCore } from './core.ts';
import type { PodState } from './pod-state.ts';

/** Whether a program of the pod accepts connections from the network there: its container runs and has not been sent SIGTERM. */
export function acceptsOn(core: KubeletCore, state: PodState, port: number, protocol: Protocol): boolean {
  if (!core.hosts.isOn(state.node)) return false;
  const inits = state.pod.spec.initContainers?.length ?? 0;
  return knownListeners(state.pod).some((listener) => {
    if (listener.port !== port || listener.protocol !== protocol || listener.isLoopback) return false;
    const run = state.containers[inits + listener.container];
    return run?.state === 'running' && !run.isSignalled;
  });
}

/** Of pods as they are stored, which never change: every packet asks. */
const LISTENERS = new WeakMap<Pod, readonly Listener[]>();

function knownListeners(pod: Pod): readonly Listener[] {
  const known = LISTENERS.get(pod);
  if (known !== undefined) return known;
  const made = listenersOf(pod);
  LISTENERS.set(pod, made);
  return made;
}
