/** A stand-in for a kubelet, as recordings of a cluster without machines use it: it keeps to fixed times and runs nothing. */
import { micros } from '../../base/sim-time.ts';
import { assertDefined } from '../../base/assert.ts';
import type { FixedKubelet } from '../session.ts';
import { SANDBOX_START, WATCH_LATENCY } from '../constants.ts';
import { pullErrorOf } from './application.ts';
import type { KubeletCore } from './core.ts';
import { specOf, type PodState } from './pod-state.ts';

/** The pod has been bound. Of one that will wait for an image nothing is told before it has its address. */
export function beginStandIn(core: KubeletCore, state: PodState, { start }: FixedKubelet): void {
  if (hasNoImage(state)) return core.wake(state, 'standInWaits', SANDBOX_START);
  core.report(state);
  core.wake(state, 'standInRuns', micros(Math.max(0, start - WATCH_LATENCY)));
}

/** The pod gets its address; unless it is said to wait, it runs and is ready. */
export function onStandIn(core: KubeletCore, state: PodState, isRunning: boolean): void {
  if (state.ending !== undefined) return;
  const node = assertDefined(core.nodes.get(state.node), `no kubelet on ${state.node}`);
  state.ip = node.addresses.allocate();
  state.hasSandbox = state.ip !== undefined;
  for (const run of state.containers) {
    if (!isRunning) run.waiting = { reason: 'ImagePullBackOff' };
    else if (run.isInit) {
      run.state = 'terminated';
      run.terminated = { reason: 'Completed', exitCode: 0 };
    } else {
      run.state = 'running';
      run.startedAt = core.machine.now;
      run.isStarted = true;
      run.isReady = true;
      run.runs = 1;
    }
  }
  core.report(state);
}

/** The pod has been marked: it is removed in due time. */
export function endStandIn(core: KubeletCore, state: PodState, { stop }: FixedKubelet): void {
  if (state.ending !== undefined) return;
  state.ending = { reason: 'deleted' };
  core.wake(state, 'remove', micros(Math.max(0, stop - WATCH_LATENCY)));
}

/** Whether an image of the pod cannot be pulled: it then waits for ever. */
function hasNoImage(state: PodState): boolean {
  return state.containers.some((run) => pullErrorOf(state.pod, specOf(state, run)) !== undefined);
}
