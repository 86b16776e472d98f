/** A machine that comes back: what ran on it does not any more, and is made anew. */
import { shouldRestart } from '../../kubernetes/kubelet/restart.ts';
import type { KubeletCore } from './core.ts';
import { termination } from './pod-status.ts';
import { NO_TIMERS, specOf, type ContainerRun, type PodState } from './pod-state.ts';
import { beginPod } from './starting.ts';

/** What the container runtime says of a container that it finds dead after a reboot. */
const EXIT_CODE = 255;
const REASON = 'Unknown';

/** Power is back: the pod starts anew where its restart policy lets it. Upstream: pkg/kubelet/kuberuntime computePodActions (v1.36). */
export function bootPod(core: KubeletCore, state: PodState): void {
  if (state.isFinished) return;
  state.timers = NO_TIMERS;
  state.ending = undefined;
  const hadSandbox = state.hasSandbox;
  core.dropSandbox(state);
  for (const run of state.containers) reset(core, state, run);
  if (core.stored(state)?.metadata.deletionTimestamp !== undefined) return;
  if (state.containers.every(({ state: each }) => each === 'terminated')) {
    state.isFinished = true;
    return core.report(state);
  }
  if (hadSandbox)
    core.tell(state, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
  beginPod(core, state);
}

function reset(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const wasRunning = run.state === 'running';
  const ended = wasRunning ? termination(run, EXIT_CODE, core.machine.now, REASON) : run.terminated;
  run.startup = undefined;
  run.readiness = undefined;
  run.liveness = undefined;
  run.isBegun = false;
  run.isStarted = false;
  run.isReady = false;
  run.isSignalled = false;
  run.isRestarting = false;
  run.backOff = undefined;
  run.pullBackOff = undefined;
  const isOver =
    ended !== undefined &&
    !shouldRestart(state.pod.spec, specOf(state, run), run.isInit, ended.exitCode) &&
    !run.isInit;
  run.terminated = isOver ? ended : undefined;
  if (!isOver) run.lastTerminated = ended ?? run.lastTerminated;
  run.state = isOver ? 'terminated' : 'waiting';
  run.waiting = { reason: state.containers[0]?.isInit === true ? 'PodInitializing' : 'ContainerCreating' };
}
