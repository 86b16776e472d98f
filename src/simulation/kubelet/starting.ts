/** How containers come to run: the pod's network, initialization in order, images, and the start itself. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import { assertDefined } from '../../base/assert.ts';
import { backOffUntil, nextBackOff } from '../../kubernetes/kubelet/back-off.ts';
import { isSidecar } from '../../kubernetes/kubelet/restart.ts';
import { containerEnvironment } from '../../kubernetes/kubelet/service-env.ts';
import { invalidImageMessage, presentMessage, pulledMessage } from '../../kubernetes/kubelet/words.ts';
import { INIT_CONTAINER_RUN, PLEG_RELIST, POD_SYNC_DELAY, SANDBOX_START } from '../constants.ts';
import { isReadableImage, misreadEnd, ownEndOf, pullErrorOf, startupOf } from './application.ts';
import type { KubeletCore, NodeState } from './core.ts';
import { IMAGE_BYTES } from './images.ts';
import { specOf, type ContainerRun, type PodState } from './pod-state.ts';
import { beginProbes } from './probes.ts';

/** The pod is seen for the first time, or all of it must be made anew. */
export function beginPod(core: KubeletCore, state: PodState): void {
  core.report(state);
  core.wake(state, 'sandbox', SANDBOX_START);
}

/** The pod has its network, where an address is left, and its containers can begin. Simplified: [SIM-24] a pod with hostNetwork gets an address of its own like any other. */
export function onSandbox(core: KubeletCore, state: PodState): void {
  const address = nodeOf(core, state).addresses.allocate();
  if (address === undefined) {
    core.tell(state, 'Warning', 'FailedCreatePodSandBox', noAddressMessage(state));
    return;
  }
  state.ip = address;
  state.hasSandbox = true;
  if (startupOf(state.pod) > PLEG_RELIST) core.wake(state, 'relist', PLEG_RELIST);
  proceed(core, state);
}

/** Begins what can begin: the next init container, or all containers once they are through. Simplified: [SIM-68] those of a pod start together. */
export function proceed(core: KubeletCore, state: PodState): void {
  for (const run of state.containers) {
    if (!run.isInit) {
      if (!run.isBegun) beginContainer(core, state, run);
      continue;
    }
    const isThrough = isSidecar(specOf(state, run)) ? run.isStarted : run.terminated?.exitCode === 0;
    if (isThrough) continue;
    if (!run.isBegun) beginContainer(core, state, run);
    return;
  }
}

/** Pulls the image, where it must be, and starts the container after the time that this takes. */
export function beginContainer(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const container = specOf(state, run);
  const { image = '' } = container;
  // The sandbox is part of the time from binding to the first run.
  const spent = run.isBegun ? 0 : SANDBOX_START;
  run.isBegun = true;
  run.image = image;
  if (!isReadableImage(container)) {
    const message = invalidImageMessage(image);
    core.tell(state, 'Warning', 'InspectFailed', message);
    fail(core, state, run, 'InvalidImageName', message);
    return;
  }
  if (mustPull(core, state, run)) core.tell(state, 'Normal', 'Pulling', `Pulling image "${image}"`);
  const isFailing = mustPull(core, state, run) && pullErrorOf(state.pod, container) !== undefined;
  const wait = micros(Math.max(0, startupOf(state.pod) - spent));
  core.wake(state, isFailing ? 'pullFailed' : 'started', wait, run.index);
}

/** Upstream: pkg/kubelet/images/image_manager.go pullImage (v1.36). */
export function onPullFailed(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const container = specOf(state, run);
  const error = pullErrorOf(state.pod, container) ?? '';
  const { now } = core.machine;
  core.tell(state, 'Warning', 'Failed', `Failed to pull image "${container.image ?? ''}": ${error}`);
  run.pullBackOff = nextBackOff(run.pullBackOff, now, now);
  fail(core, state, run, 'ErrImagePull', error);
  core.wake(state, 'pullBackOff', POD_SYNC_DELAY, run.index);
}

/** The kubelet says that it waits, and until when it does. */
export function onPullBackOff(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const { image = '' } = specOf(state, run);
  const message = `Back-off pulling image "${image}"`;
  core.tell(state, 'Normal', 'BackOff', message);
  const { setAt } = assertDefined(run.pullBackOff, 'a pull that has failed has a back-off');
  fail(core, state, run, 'ImagePullBackOff', `${message}: ErrImagePull: ${run.waiting.message ?? ''}`);
  const until = backOffUntil(run.pullBackOff, setAt) ?? core.machine.now;
  core.wake(state, 'pullAgain', micros(Math.max(0, until - core.machine.now)), run.index);
}

/** The programs run: those of all containers that are due at this moment. */
export function onStarted(core: KubeletCore, state: PodState, first: ContainerRun): void {
  const due = state.containers.filter((run) => run === first || core.takeDue(state, 'started', run.index));
  for (const run of due) start(core, state, run);
  core.report(state);
  if (due.some((run) => run.isInit)) proceed(core, state);
}

function start(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const container = specOf(state, run);
  const { machine } = core;
  tellPulled(core, state, run);
  core.tell(state, 'Normal', 'Created', 'Container created');
  core.tell(state, 'Normal', 'Started', 'Container started');
  run.lastTerminated = run.terminated ?? run.lastTerminated;
  run.terminated = undefined;
  run.state = 'running';
  run.startedAt = machine.now;
  run.runs++;
  run.isRestarting = false;
  run.pullBackOff = undefined;
  const env = containerEnvironment(container, core.environments.forPod(state.pod));
  run.env = env;
  machine.record({ type: 'containerStarted', at: machine.now, pod: state.key, container: run.name, env });
  beginProbes(core, state, run);
  const inits = state.pod.spec.initContainers?.length ?? 0;
  const isProgramOfInit = run.isInit && !isSidecar(container);
  const end = isProgramOfInit
    ? { after: INIT_CONTAINER_RUN, exitCode: 0 }
    : (ownEndOf(state.pod, container, run.index === inits) ?? misreadEnd(state.pod, env));
  if (end !== undefined) core.wake(state, 'ownEnd', end.after, run.index);
}

function tellPulled(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const { image = '' } = specOf(state, run);
  if (!mustPull(core, state, run)) {
    core.tell(state, 'Normal', 'Pulled', presentMessage(image));
    return;
  }
  nodeOf(core, state).images.add(image);
  const took: SimTime = micros(Math.max(1_000, startupOf(state.pod) - SANDBOX_START));
  core.tell(state, 'Normal', 'Pulled', pulledMessage(image, took, IMAGE_BYTES));
}

/** Upstream: pkg/kubelet/images/image_manager.go shouldPullImage (v1.36). Simplified: [SIM-69] with the policy Never an image is on every node. */
function mustPull(core: KubeletCore, state: PodState, run: ContainerRun): boolean {
  const { image = '', imagePullPolicy = 'IfNotPresent' } = specOf(state, run);
  if (imagePullPolicy === 'Never') return false;
  return imagePullPolicy === 'Always' || !nodeOf(core, state).images.has(image);
}

function fail(core: KubeletCore, state: PodState, run: ContainerRun, reason: string, message: string): void {
  core.tell(state, 'Warning', 'Failed', `Error: ${reason}`);
  run.lastTerminated = run.terminated ?? run.lastTerminated;
  run.terminated = undefined;
  run.state = 'waiting';
  run.waiting = { reason, message };
  core.report(state);
}

function nodeOf(core: KubeletCore, { node }: PodState): NodeState {
  return assertDefined(core.nodes.get(node), `no kubelet on ${node}`);
}

function noAddressMessage({ key }: PodState): string {
  return `Failed to create pod sandbox: plugin type="ptp" failed (add): no IP addresses available for ${key}`;
}

/** When a container that has ended may run again: not before now. */
export function restartAt(core: KubeletCore, run: ContainerRun): SimTime {
  const { now } = core.machine;
  return micros(Math.max(backOffUntil(run.backOff, run.finishedAt ?? now) ?? now, now));
}
