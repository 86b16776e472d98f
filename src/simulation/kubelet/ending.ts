/** What follows when containers end: a restart, a back-off, or the end of the pod. */
import { micros, seconds, START } from '../../base/sim-time.ts';
import { nextBackOff } from '../../kubernetes/kubelet/back-off.ts';
import { isSidecar, shouldRestart } from '../../kubernetes/kubelet/restart.ts';
import { crashLoopMessage } from '../../kubernetes/kubelet/words.ts';
import { PLEG_RELIST, POD_SYNC_DELAY, WATCH_LATENCY } from '../constants.ts';
import type { KubeletCore } from './core.ts';
import { termination } from './pod-status.ts';
import { specOf, type ContainerRun, type Ending, type PodState } from './pod-state.ts';
import { endProbes, wakeProbes } from './probes.ts';
import { beginContainer, proceed, restartAt } from './starting.ts';
import { beginStop, forgetStop, hurry } from './stopping.ts';

/** A program has ended. The kubelet learns of it when it next looks, unless it waits for just that. */
export function onEnd(core: KubeletCore, state: PodState, run: ContainerRun, exitCode: number): void {
  if (run.state !== 'running') return;
  const { now } = core.machine;
  forgetStop(core, state, run);
  endProbes(core, state, run);
  run.lastTerminated = run.terminated ?? run.lastTerminated;
  run.terminated = termination(run, exitCode, now);
  run.state = 'terminated';
  run.finishedAt = now;
  run.isStarted = false;
  run.isReady = false;
  for (const each of state.containers) wakeProbes(core, state, each);
  if (state.ending !== undefined) finishIfDone(core, state);
  else core.wake(state, 'noticed', run.isRestarting ? START : PLEG_RELIST, run.index);
}

/** Upstream: pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, doBackOff (v1.36). */
export function onNoticed(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const container = specOf(state, run);
  const exitCode = run.terminated?.exitCode ?? 0;
  core.report(state);
  const isAgain = run.isRestarting && state.pod.spec.restartPolicy !== 'Never';
  if (isAgain || shouldRestart(state.pod.spec, container, run.isInit, exitCode)) {
    const at = restartAt(core, run);
    if (at <= core.machine.now) return onRestart(core, state, run);
    core.wake(state, 'crashBackOff', POD_SYNC_DELAY, run.index);
    core.wake(state, 'restart', micros(at - core.machine.now), run.index);
    return;
  }
  if (run.isInit && exitCode === 0) proceed(core, state);
  else if (isOver(state)) endPod(core, state, 'completed', state.pod.spec.terminationGracePeriodSeconds ?? 30);
}

/** The kubelet says that it waits. */
export function onCrashBackOff(core: KubeletCore, state: PodState, run: ContainerRun): void {
  if (run.state !== 'terminated' || run.backOff === undefined) return;
  const { name, namespace = 'default' } = state.pod.metadata;
  const pod = `${name}_${namespace}(${state.uid})`;
  core.tell(state, 'Warning', 'BackOff', `Back-off restarting failed container ${run.name} in pod ${pod}`);
  run.lastTerminated = run.terminated;
  run.terminated = undefined;
  run.state = 'waiting';
  run.waiting = { reason: 'CrashLoopBackOff', message: crashLoopMessage(run.backOff.delay, run.name, pod) };
  core.report(state);
}

/** Starts a container again that has ended. */
export function onRestart(core: KubeletCore, state: PodState, run: ContainerRun): void {
  core.cancel(state, 'crashBackOff', run.index);
  run.backOff = nextBackOff(run.backOff, run.finishedAt ?? core.machine.now, core.machine.now);
  beginContainer(core, state, run);
}

/**
 * The pod's spec has changed, which can only be its images: what runs another one is ended and started anew, what waits for
 * another one waits no more. Upstream: pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions (v1.36).
 */
export function onNewImages(core: KubeletCore, state: PodState): void {
  if (state.ending !== undefined || state.isFinished) return;
  for (const run of state.containers) {
    if (!run.isBegun || run.image === specOf(state, run).image) continue;
    if (run.state === 'running') {
      run.isRestarting = true;
      const { terminationGracePeriodSeconds = 30 } = state.pod.spec;
      const message = `Container ${run.name} definition changed, will be restarted`;
      beginStop(core, state, run, terminationGracePeriodSeconds, message);
    } else if (run.state === 'waiting') {
      for (const type of STARTING_CONTAINER) core.cancel(state, type, run.index);
      run.pullBackOff = undefined;
      beginContainer(core, state, run);
    }
  }
}

/**
 * Ends all that runs of the pod, within the grace period; a pod that ends already is only ever given less time.
 * Upstream: pkg/kubelet/kubelet.go SyncTerminatingPod (v1.36).
 */
export function endPod(core: KubeletCore, state: PodState, reason: Ending['reason'], graceSeconds: number): void {
  const left = seconds(graceSeconds);
  if (state.ending !== undefined) {
    for (const run of state.containers) hurry(core, state, run, left);
    state.ending = { reason };
    return finishIfDone(core, state);
  }
  state.ending = { reason };
  // What was still to be started is not started any more.
  state.timers = state.timers.filter(({ type }) => !STARTING.has(type));
  for (const run of state.containers) {
    hurry(core, state, run, left);
    beginStop(core, state, run, graceSeconds, `Stopping container ${run.name}`);
  }
  finishIfDone(core, state);
}

/** The timers of a container that is to run. */
const STARTING_CONTAINER = ['started', 'pullFailed', 'pullBackOff', 'pullAgain', 'noticed', 'crashBackOff', 'restart'];
const STARTING: ReadonlySet<string> = new Set(['sandbox', 'relist', ...STARTING_CONTAINER]);

function finishIfDone(core: KubeletCore, state: PodState): void {
  if (state.containers.every(({ state: each }) => each !== 'running')) core.wake(state, 'finish', START);
}

/** Nothing of the pod runs any more. Upstream: pkg/kubelet/kubelet.go SyncTerminatedPod (v1.36). */
export function onFinish(core: KubeletCore, state: PodState): void {
  state.isFinished = true;
  core.dropSandbox(state);
  core.report(state);
  if (core.stored(state) === undefined) core.forget(state);
  else if (state.pod.metadata.deletionTimestamp !== undefined) core.wake(state, 'remove', WATCH_LATENCY);
}

/** Whether no container of the pod will run again. */
function isOver(state: PodState): boolean {
  const { spec } = state.pod;
  const final = state.containers.map((run) => {
    if (run.terminated === undefined) return false;
    return !shouldRestart(spec, specOf(state, run), run.isInit, run.terminated.exitCode);
  });
  const hasFailedInit = state.containers.some((run, index) => {
    return run.isInit && final[index] === true && run.terminated?.exitCode !== 0 && !isSidecar(specOf(state, run));
  });
  return hasFailedInit || state.containers.every((run, index) => run.isInit || final[index] === true);
}
