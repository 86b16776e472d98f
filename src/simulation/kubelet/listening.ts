/** Which of a pod's sockets are open at this moment. */
import type { Protocol } from '../../kubernetes/api/meta.ts';
import { listenersOf } from './application.ts';
import type { KubeletCore } from './core.ts';
import type { PodState } from './pod-state.ts';

/** Whether a program of the pod accepts connections from the network there: its container runs and has not been sent SIGTERM. */
export function acceptsOn(core: KubeletCore, state: PodState, port: number, protocol: Protocol): boolean {
  if (!core.hosts.isOn(state.node)) return false;
  const inits = state.pod.spec.initContainers?.length ?? 0;
  return listenersOf(state.pod).some((listener) => {
    if (listener.port !== port || listener.protocol !== protocol || listener.isLoopback) return false;
    const run = state.containers[inits + listener.container];
    return run?.state === 'running' && !run.isSignalled;
  });
}
