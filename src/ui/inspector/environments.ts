/** What the programs of a pod find in their environment: recorded whenever a container begins. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Trace, TraceEvent } from '../../simulation/trace.ts';

type Started = Extract<TraceEvent, { readonly type: 'containerStarted' }>;

/** The environment of one container. */
export type ContainerEnvironment = Pick<Started, 'container' | 'env'>;

const known = new WeakMap<readonly TraceEvent[], ReadonlyMap<string, readonly Started[]>>();

/** The environments of the pod's containers as they last began at or before `time`. */
export function environmentsOf(
  trace: Pick<Trace, 'events'>,
  pod: string,
  time: SimTime,
): readonly ContainerEnvironment[] {
  const latest = new Map<string, ContainerEnvironment>();
  for (const started of startsByPod(trace.events).get(pod) ?? []) {
    if (started.at <= time) latest.set(started.container, started);
  }
  return Array.from(latest.values());
}

function startsByPod(events: readonly TraceEvent[]): ReadonlyMap<string, readonly Started[]> {
  const made = known.get(events);
  if (made !== undefined) return made;
  const byPod = new Map<string, Started[]>();
  for (const event of events) {
    if (event.type !== 'containerStarted') continue;
    const there = byPod.get(event.pod);
    if (there === undefined) byPod.set(event.pod, [event]);
    else there.push(event);
  }
  known.set(events, byPod);
  return byPod;
}
