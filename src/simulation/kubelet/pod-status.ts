/** The statuses that a kubelet reports along a pod's life. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Condition } from '../../kubernetes/api/meta.ts';
import type { ContainerStatus, Pod, PodStatus } from '../../kubernetes/api/pod.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { invalidImageOf } from './application.ts';

/**
 * The pod has its address; its containers are being made, `restarts` more times than before. A pod that has run once stays Running.
 * Upstream: pkg/kubelet/kubelet_pods.go getPhase (v1.36).
 */
export function creatingStatus(pod: Pod, address: string, now: SimTime, restarts = 0): PodStatus {
  const waiting = { waiting: { reason: 'ContainerCreating' } };
  const phase = restarts > 0 ? pod.status.phase : 'Pending';
  return withAddress(pod, address, now, phase, containerStatuses(pod, waiting, false, restarts));
}

/**
 * An image name that cannot be read: the pod never gets further.
 * Upstream: pkg/kubelet/images/image_manager.go applyDefaultImageTag (v1.36).
 */
export function invalidImageStatus(pod: Pod, address: string, now: SimTime): PodStatus {
  const image = invalidImageOf(pod) ?? '';
  const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
  return withAddress(
    pod,
    address,
    now,
    'Pending',
    containerStatuses(pod, { waiting: { reason: 'InvalidImageName', message } }, false, 0),
  );
}

/** The containers run; without a readiness probe the pod is ready as well. */
export function runningStatus(pod: Pod, now: SimTime, isReady: boolean): PodStatus {
  const running = { running: { startedAt: toTimestamp(now) } };
  return {
    ...pod.status,
    phase: 'Running',
    containerStatuses: containerStatuses(pod, running, isReady, 0),
    conditions: conditions(pod, now, isReady),
  };
}

/** The readiness probes have succeeded. */
export function readyStatus(pod: Pod, now: SimTime): PodStatus {
  return {
    ...pod.status,
    containerStatuses: (pod.status.containerStatuses ?? []).map((status) => ({ ...status, ready: true })),
    conditions: conditions(pod, now, true),
  };
}

function withAddress(
  pod: Pod,
  address: string,
  now: SimTime,
  phase: PodStatus['phase'],
  statuses: readonly ContainerStatus[],
): PodStatus {
  return {
    ...pod.status,
    phase,
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: pod.status.startTime ?? toTimestamp(now),
    containerStatuses: statuses,
    conditions: conditions(pod, now, false),
  };
}

function containerStatuses(
  pod: Pod,
  state: ContainerStatus['state'],
  ready: boolean,
  restarts: number,
): readonly ContainerStatus[] {
  return pod.spec.containers.map(({ name, image }, index) => ({
    name,
    image: image ?? '',
    ready,
    started: state.running !== undefined,
    restartCount: (pod.status.containerStatuses?.[index]?.restartCount ?? 0) + restarts,
    state,
  }));
}

function conditions(pod: Pod, now: SimTime, isReady: boolean): readonly Condition[] {
  const status = isReady ? 'True' : 'False';
  const old = pod.status.conditions ?? [];
  const kept = old.filter(({ type }) => type !== 'Ready' && type !== 'ContainersReady');
  const fresh = ['ContainersReady', 'Ready'].map((type): Condition => {
    const before = old.find((condition) => condition.type === type);
    return before?.status === status ? before : { type, status, lastTransitionTime: toTimestamp(now) };
  });
  return [...kept, ...fresh];
}
