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
  let earliest = known !== undefined && serviceTime > known.service ? serviceTime : undefined;
  let count = 0;
  let isSame = known?.service === serviceTime;
  for (const pod of pods) {
    const time = readyTime(pod);
    if (time === '') continue;
    count += 1;
    const before = known?.pods.get(pod.metadata.name) ?? '';
    if (time !== before) isSame = false;
    if (time > before && (earliest === undefined || time < earliest)) earliest = time;
  }
  const triggerTime = known === undefined ? serviceTime : earliest;
  const times = known !== undefined && isSame && count === known.pods.size ? known : timesOf(serviceTime, pods);
  return { times, triggerTime: triggerTime === '' ? undefined : triggerTime };
}

function timesOf(service: string, pods: readonly Pod[]): TriggerTimes {
  const times = new Map<string, string>();
  for (const pod of pods) {
    const time = readyTime(pod);
    if (time !== '') times.set(pod.metadata.name, time);
  }
  return { service, pods: times };
}

function readyTime(pod: Pod): string {
  return pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
}
