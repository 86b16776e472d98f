/** What each timer of a pod is for. */
import type { KubeletCore } from './core.ts';
import { onCrashBackOff, onEnd, onFinish, onNoticed, onRestart } from './ending.ts';
import { removePod } from './removing.ts';
import { specOf, type ContainerRun, type PodState } from './pod-state.ts';
import { probeKindOf, takeTurn } from './probes.ts';
import { beginContainer, onPullBackOff, onPullFailed, onSandbox, onStarted } from './starting.ts';
import { onStandIn } from './stand-in.ts';
import { beginStop, signal } from './stopping.ts';
import { misreadEnd, ownEndOf } from './application.ts';

/** The exit code of what was killed. */
const KILLED = 137;

/** A timer of the pod is due; `index` is the place of the container that it is about. */
export function work(core: KubeletCore, state: PodState, type: string, index: number): void {
  switch (type) {
    case 'sandbox':
      return onSandbox(core, state);
    case 'relist':
      return core.report(state);
    case 'finish':
      return onFinish(core, state);
    case 'remove':
      core.dropSandbox(state);
      return removePod(core, state);
    case 'standInWaits':
      return onStandIn(core, state, false);
    case 'standInRuns':
      return onStandIn(core, state, true);
  }
  const run = state.containers[index];
  if (run !== undefined) workOnContainer(core, state, type, run);
}

function workOnContainer(core: KubeletCore, state: PodState, type: string, run: ContainerRun): void {
  switch (type) {
    case 'started':
      return onStarted(core, state, run);
    case 'pullFailed':
      return onPullFailed(core, state, run);
    case 'pullBackOff':
      return onPullBackOff(core, state, run);
    case 'pullAgain':
      return beginContainer(core, state, run);
    case 'ownEnd':
      return onEnd(core, state, run, exitCodeOf(state, run));
    case 'noticed':
      return onNoticed(core, state, run);
    case 'crashBackOff':
      return onCrashBackOff(core, state, run);
    case 'restart':
      return onRestart(core, state, run);
    case 'sigterm':
      return signal(core, state, run);
    case 'stopped':
      return onEnd(core, state, run, 0);
    case 'sigkill':
      return onEnd(core, state, run, KILLED);
  }
  const kind = probeKindOf(type);
  if (kind === undefined || !takeTurn(core, state, run, kind)) return;
  const probe = kind === 'startup' ? specOf(state, run).startupProbe : specOf(state, run).livenessProbe;
  const { terminationGracePeriodSeconds = 30 } = state.pod.spec;
  const grace = probe?.terminationGracePeriodSeconds ?? terminationGracePeriodSeconds;
  run.isRestarting = true;
  beginStop(core, state, run, grace, `Container ${run.name} failed ${kind} probe, will be restarted`);
}

/** How the program ends that ends by itself; one of an init container succeeds. */
function exitCodeOf(state: PodState, run: ContainerRun): number {
  if (run.isInit) return 0;
  const inits = state.pod.spec.initContainers?.length ?? 0;
  const end = ownEndOf(state.pod, specOf(state, run), run.index === inits) ?? misreadEnd(state.pod, run.env ?? []);
  return end?.exitCode ?? 0;
}
