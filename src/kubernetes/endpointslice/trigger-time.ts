/** When the change happened that makes a controller write a Service's endpoints. */
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';

/** The moments that were known when the Service was last looked at; all of them RFC 3339 text. */
export interface TriggerTimes {
  readonly service: string;
  readonly pods: ReadonlyMap<string, string>;
}

/**
 * The earliest moment that is new since last time: a pod's change of readiness, or the making of the Service; the latter
 * when the Service was not known. Undefined when nothing is new.
 * Upstream: staging/src/k8s.io/endpointslice/util TriggerTimeTracker (v1.36).
 */
export function nextTriggerTime(
  known: TriggerTimes | undefined,
  service: Service,
  pods: readonly Pod[],
): { readonly times: TriggerTimes; readonly triggerTime: string | undefined } {
  const serviceTime = service.metadata.creationTimestamp ?? '';
  const times = new Map<string, string>();
  const fresh: string[] = [];
  for (const pod of pods) {
    const time = pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
    if (time === '') continue;
    times.set(pod.metadata.name, time);
    if (time > (known?.pods.get(pod.metadata.name) ?? '')) fresh.push(time);
  }
  if (known === undefined || serviceTime > known.service) fresh.push(serviceTime);
  const triggerTime = known === undefined ? serviceTime : fresh.toSorted()[0];
  return {
    times: { service: serviceTime, pods: times },
    triggerTime: triggerTime === '' ? undefined : triggerTime,
  };
}
