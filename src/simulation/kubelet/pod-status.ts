/** The status that a kubelet reports of a pod. */
import type { SimTime } from '../../base/sim-time.ts';
import type { ContainerStateTerminated, ContainerStatus, Pod, PodStatus } from '../../kubernetes/api/pod.ts';
import { podConditions } from '../../kubernetes/kubelet/conditions.ts';
import { getPhase } from '../../kubernetes/kubelet/phase.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { specOf, type ContainerRun, type PodState } from './pod-state.ts';

/**
 * The status of the stored pod, as its kubelet sees it now. `hostIP` is the node's address.
 * Upstream: pkg/kubelet/kubelet_pods.go generateAPIPodStatus (v1.36).
 */
export function podStatus(pod: Pod, state: PodState, hostIP: string | undefined, now: SimTime): PodStatus {
  const statuses: ContainerStatus[] = [];
  const initStatuses: ContainerStatus[] = [];
  for (const run of state.containers) (run.isInit ? initStatuses : statuses).push(containerStatus(state, run));
  const isOver = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';
  const computed = getPhase({ spec: pod.spec, statuses, initStatuses, isTerminal: state.isFinished });
  // What has ended stays as it ended.
  const phase = isOver ? pod.status.phase : state.verdict === undefined ? computed : 'Failed';
  const { podIP = state.ip } = state.hasSandbox ? { podIP: state.ip } : pod.status;
  return {
    ...pod.status,
    ...state.verdict,
    phase,
    ...(hostIP !== undefined && { hostIP, hostIPs: listed(hostIP, pod.status.hostIPs) }),
    ...(podIP !== undefined && { podIP, podIPs: listed(podIP, pod.status.podIPs) }),
    startTime: toTimestamp(state.startedAt),
    ...(initStatuses.length > 0 && { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
    conditions: podConditions({
      pod,
      phase,
      statuses,
      initStatuses,
      hasSandbox: state.hasSandbox,
      now: toTimestamp(now),
    }),
  };
}

/** The list with that address alone: the one that was there, where it will do. */
function listed(ip: string, before: PodStatus['podIPs']): NonNullable<PodStatus['podIPs']> {
  return before?.length === 1 && before[0]?.ip === ip ? before : [{ ip }];
}

function containerStatus(state: PodState, run: ContainerRun): ContainerStatus {
  const { image = '' } = specOf(state, run);
  const hasCompleted = run.isInit && run.state === 'terminated' && run.terminated?.exitCode === 0;
  const status: ContainerStatus = {
    name: run.name,
    image,
    ready: hasCompleted || (run.state === 'running' && run.isReady),
    started: run.state === 'running' && run.isStarted,
    restartCount: Math.max(0, run.runs - 1),
    state: stateOf(run),
  };
  return run.lastTerminated === undefined ? status : { ...status, lastState: { terminated: run.lastTerminated } };
}

function stateOf(run: ContainerRun): ContainerStatus['state'] {
  if (run.state === 'running' && run.startedAt !== undefined) {
    return { running: { startedAt: toTimestamp(run.startedAt) } };
  }
  if (run.state === 'terminated' && run.terminated !== undefined) return { terminated: run.terminated };
  return { waiting: run.waiting };
}

/** How a program's end is reported. */
export function termination(
  { startedAt }: ContainerRun,
  exitCode: number,
  now: SimTime,
  reason: string = exitCode === 0 ? 'Completed' : 'Error',
): ContainerStateTerminated {
  return {
    exitCode,
    reason,
    ...(startedAt !== undefined && { startedAt: toTimestamp(startedAt) }),
    finishedAt: toTimestamp(now),
  };
}
