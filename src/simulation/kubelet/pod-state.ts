/** What a kubelet knows of its pods by itself: whatever runs, whether the API server has heard of it or not. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Container, ContainerStateTerminated, Pod } from '../../kubernetes/api/pod.ts';
import type { EnvVar } from '../../kubernetes/kubelet/service-env.ts';
import type { BackOff } from '../../kubernetes/kubelet/back-off.ts';

/** The three probes of a container. */
export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** One probe of one running container. */
export interface ProbeRun {
  /** When it was first due: all later turns are whole periods after it. */
  readonly firstAt: SimTime;
  /** What the last turn said, and how often in a row. */
  last: boolean | undefined;
  inARow: number;
  /** What counts: it changes when a threshold is reached. */
  result: boolean;
}

/** One container, through all its runs. */
export interface ContainerRun {
  /** Its place among all containers of the pod, those for initialization first. */
  readonly index: number;
  readonly name: string;
  readonly isInit: boolean;
  state: 'waiting' | 'running' | 'terminated';
  waiting: { readonly reason: string; readonly message?: string };
  startedAt: SimTime | undefined;
  finishedAt: SimTime | undefined;
  terminated: ContainerStateTerminated | undefined;
  lastTerminated: ContainerStateTerminated | undefined;
  /** Whether it has been begun in the pod's present sandbox, and from which image. */
  isBegun: boolean;
  image: string | undefined;
  /** How often it has been started. */
  runs: number;
  isStarted: boolean;
  isReady: boolean;
  /** Whether its program has been sent SIGTERM: it accepts no connections any more. */
  isSignalled: boolean;
  /** Whether the kubelet itself ended it so as to start it again. */
  isRestarting: boolean;
  backOff: BackOff | undefined;
  pullBackOff: BackOff | undefined;
  /** What its program found in its environment when it last started. */
  env: readonly EnvVar[] | undefined;
  startup: ProbeRun | undefined;
  readiness: ProbeRun | undefined;
  liveness: ProbeRun | undefined;
}

/** When the pod's worker is woken, for what, and about which container. */
export interface Timer {
  readonly type: string;
  readonly index: number;
  readonly at: SimTime;
}

/** What a pod has when nothing of it is due: nearly always. */
export const NO_TIMERS: readonly Timer[] = Object.freeze([]);

/** Why all of a pod's containers are being ended. */
export interface Ending {
  readonly reason: 'deleted' | 'shutDown' | 'completed';
}

/** One pod on one node. */
export interface PodState {
  readonly uid: string;
  readonly key: string;
  readonly node: string;
  /** The pod as last seen: its spec and its annotations. */
  pod: Pod;
  readonly containers: ContainerRun[];
  /** A timer set anew takes the place of the one before. */
  timers: readonly Timer[];
  startedAt: SimTime;
  ip: string | undefined;
  hasSandbox: boolean;
  ending: Ending | undefined;
  /** Nothing of it runs, and nothing will. */
  isFinished: boolean;
  /** What the status says besides the containers: of a pod that the kubelet refused or ended. */
  verdict: { readonly reason: string; readonly message: string } | undefined;
  /** Whether its programs fail their readiness probes. */
  failsReadiness: boolean;
  /** Its kubelet knows it no more. */
  isForgotten: boolean;
}

/** What is known of a pod before anything of it runs. */
export function newPodState(pod: Pod, uid: string, key: string, node: string, now: SimTime): PodState {
  const inits = pod.spec.initContainers ?? [];
  const reason = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const all = [...inits, ...pod.spec.containers];
  return {
    uid,
    key,
    node,
    pod,
    containers: all.map(({ name }, index) => newRun(name, index, index < inits.length, reason)),
    timers: NO_TIMERS,
    startedAt: now,
    ip: undefined,
    hasSandbox: false,
    ending: undefined,
    isFinished: false,
    verdict: undefined,
    failsReadiness: false,
    isForgotten: false,
  };
}

/** The pod runs already, as its status says: the kubelet takes it over as it is. */
export function adopt(state: PodState, { status }: Pod): void {
  state.ip = status.podIP;
  state.hasSandbox = true;
  for (const run of state.containers) {
    const told = status.containerStatuses?.find(({ name }) => name === run.name);
    run.isBegun = true;
    run.image = specOf(state, run).image;
    run.runs = 1 + (told?.restartCount ?? 0);
    run.state = run.isInit ? 'terminated' : 'running';
    run.startedAt = state.startedAt;
    run.isStarted = !run.isInit;
    run.isReady = told?.ready ?? false;
    if (run.isInit) run.terminated = { reason: 'Completed', exitCode: 0 };
  }
}

function newRun(name: string, index: number, isInit: boolean, reason: string): ContainerRun {
  return {
    index,
    name,
    isInit,
    state: 'waiting',
    waiting: { reason },
    startedAt: undefined,
    finishedAt: undefined,
    terminated: undefined,
    lastTerminated: undefined,
    isBegun: false,
    image: undefined,
    runs: 0,
    isStarted: false,
    isReady: false,
    isSignalled: false,
    isRestarting: false,
    backOff: undefined,
    pullBackOff: undefined,
    env: undefined,
    startup: undefined,
    readiness: undefined,
    liveness: undefined,
  };
}

/** What the pod's spec says of the container. */
export function specOf(state: PodState, { index }: ContainerRun): Container {
  const { initContainers = [], containers } = state.pod.spec;
  const container = index < initContainers.length ? initContainers[index] : containers[index - initContainers.length];
  return container ?? { name: '' };
}
