/** The phase of a pod, from its containers. */
import type { Container, ContainerStatus, PodSpec, PodStatus } from '../api/pod.ts';
import { isSidecar, shouldRestart } from './restart.ts';

/** What a phase is computed from. */
export interface PhaseInput {
  readonly spec: PodSpec;
  readonly statuses: readonly ContainerStatus[];
  readonly initStatuses: readonly ContainerStatus[];
  /** Nothing of the pod will be started any more. */
  readonly isTerminal: boolean;
}

interface Count {
  waiting: number;
  running: number;
  stopped: number;
  succeeded: number;
  final: number;
  unknown: number;
}

/** Upstream: pkg/kubelet/kubelet_pods.go getPhase (v1.36). */
export function getPhase({ spec, statuses, initStatuses, isTerminal }: PhaseInput): PodStatus['phase'] {
  const hasInitialized = statuses.some(({ state, lastState }) => {
    return state.running !== undefined || state.terminated !== undefined || lastState?.terminated !== undefined;
  });
  let isInitializing = false;
  for (const container of spec.initContainers ?? []) {
    const status = initStatuses.find(({ name }) => name === container.name);
    if (isSidecar(container)) {
      const isUp = status?.started === true || status?.lastState?.terminated !== undefined;
      isInitializing ||= !isUp && status?.state.terminated === undefined && !hasInitialized;
      continue;
    }
    const ended = status?.state.terminated ?? (status?.state.waiting && status.lastState?.terminated);
    isInitializing ||= ended === undefined;
    if (ended !== undefined && ended.exitCode !== 0 && !shouldRestart(spec, container, true, ended.exitCode)) {
      return 'Failed';
    }
  }
  const count = countContainers(spec, spec.containers, statuses);
  if (isInitializing || count.waiting > 0 || count.unknown > 0) return 'Pending';
  if (count.running > 0) return 'Running';
  if (count.stopped === 0) return 'Pending';
  if (!isTerminal && count.final < count.stopped) return 'Running';
  return count.succeeded === count.stopped ? 'Succeeded' : 'Failed';
}

function countContainers(
  spec: PodSpec,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
): Readonly<Count> {
  const count: Count = { waiting: 0, running: 0, stopped: 0, succeeded: 0, final: 0, unknown: 0 };
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    const ended = status?.state.terminated ?? (status?.state.waiting && status.lastState?.terminated);
    if (status?.state.running !== undefined) count.running++;
    else if (ended !== undefined) {
      count.stopped++;
      // Upstream counts as succeeded only what stands as terminated, not what waits after it.
      if (status?.state.terminated?.exitCode === 0) count.succeeded++;
      if (!shouldRestart(spec, container, false, ended.exitCode)) count.final++;
    } else if (status?.state.waiting !== undefined) count.waiting++;
    else count.unknown++;
  }
  return count;
}
