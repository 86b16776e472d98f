/** How one container is ended: preStop, SIGTERM, and SIGKILL when its time is up. */
import { after, micros, parseDuration, seconds, START, type SimTime } from '../../base/sim-time.ts';
import type { LifecycleHandler } from '../../kubernetes/api/pod.ts';
import { MINIMUM_GRACE_PERIOD } from '../constants.ts';
import { latencyOf, stopOf } from './application.ts';
import type { KubeletCore } from './core.ts';
import { acceptsOn } from './listening.ts';
import { specOf, type ContainerRun, type PodState } from './pod-state.ts';
import { keepReadinessOnly, wakeProbes } from './probes.ts';

/**
 * Begins to end a running container within the grace period. The preStop hook counts inside it, but at least two seconds are
 * left after SIGTERM. Upstream: pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer (v1.36).
 */
export function beginStop(
  core: KubeletCore,
  state: PodState,
  run: ContainerRun,
  graceSeconds: number,
  message: string,
): void {
  if (run.state !== 'running' || core.dueAt(state, 'sigkill', run.index) !== undefined) return;
  core.tell(state, 'Normal', 'Killing', message);
  keepReadinessOnly(core, state, run);
  const grace = seconds(graceSeconds);
  const hook = grace > 0 ? specOf(state, run).lifecycle?.preStop : undefined;
  const wanted = hook === undefined ? START : hookDuration(core, state, hook);
  if (wanted === undefined) core.tell(state, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  const before = micros(Math.min(wanted ?? 0, grace));
  const left = micros(Math.max(grace - before, MINIMUM_GRACE_PERIOD));
  core.wake(state, 'sigkill', after(before, left), run.index);
  if (before > 0) core.wake(state, 'sigterm', before, run.index);
  else signal(core, state, run);
}

/** SIGTERM: the program closes its listening sockets and ends when it is done. */
export function signal(core: KubeletCore, state: PodState, run: ContainerRun): void {
  if (run.state !== 'running') return;
  run.isSignalled = true;
  for (const each of state.containers) wakeProbes(core, state, each);
  const stop = stopOf(state.pod);
  if (stop !== undefined) core.wake(state, 'stopped', stop, run.index);
}

/** The container has less time than it was told: `left` from now. */
export function hurry(core: KubeletCore, state: PodState, run: ContainerRun, left: SimTime): void {
  const due = core.dueAt(state, 'sigkill', run.index);
  if (due === undefined || due <= after(core.machine.now, left)) return;
  core.wake(state, 'sigkill', left, run.index);
}

/** Calls off all that was to happen to a container that has ended. */
export function forgetStop(core: KubeletCore, state: PodState, run: ContainerRun): void {
  for (const type of ['sigterm', 'sigkill', 'stopped', 'ownEnd']) core.cancel(state, type, run.index);
  run.isSignalled = false;
}

/** How long a hook takes, or undefined where it fails. Simplified: [SIM-67] of a command only a `sleep` in it takes time. */
function hookDuration(core: KubeletCore, state: PodState, hook: LifecycleHandler): SimTime | undefined {
  if (hook.sleep !== undefined) return seconds(hook.sleep.seconds);
  if (hook.httpGet !== undefined) {
    const { port } = hook.httpGet;
    const ports = state.pod.spec.containers.flatMap((container) => container.ports ?? []);
    const number = typeof port === 'number' ? port : ports.find(({ name }) => name === port)?.containerPort;
    return number !== undefined && acceptsOn(core, state, number, 'TCP') ? latencyOf(state.pod) : undefined;
  }
  const text = (hook.exec?.command ?? []).join(' ');
  const amount = /\bsleep\s+(\d+(?:\.\d+)?)([smh]?)/.exec(text);
  return parseDuration(`${amount?.[1] ?? 0}${amount?.[2] === '' ? 's' : (amount?.[2] ?? 's')}`) ?? START;
}
