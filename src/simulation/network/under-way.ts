/** A request whose first packet has arrived or is lost, and what may still break it. */
import { after, micros } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { CLIENT_TIMEOUT } from '../constants.ts';
import { message } from '../message.ts';
import type { Hop, RequestTrace } from '../trace.ts';
import type { World } from './world.ts';

/** A request as it is known when its first packet has arrived or is lost; `pod` may still break it before `finishedAt`. */
export interface RequestUnderWay {
  readonly trace: RequestTrace;
  /** The pod that is working on the answer. */
  readonly pod: Pod | undefined;
}

/** The request as it ends now: broken if the pod that worked on it is gone, or a machine that the answer needs. */
export function finishRequest(world: World, { trace, pod }: RequestUnderWay): RequestTrace {
  if (pod === undefined) return trace;
  const { answeredBy: _answeredBy, ...rest } = trace;
  const lost = endInTheDark(world, trace.hops, pod);
  if (lost !== undefined) {
    // The client has waited since it sent its first packet.
    const sentAt = trace.hops.find(({ layer }) => layer === 'client')?.at ?? trace.startedAt;
    const finishedAt = micros(Math.max(trace.finishedAt, after(sentAt, CLIENT_TIMEOUT)));
    return { ...rest, finishedAt, outcome: 'timedOut', cause: lost.cause, reply: [] };
  }
  if (isStillRunning(world, pod)) return trace;
  return { ...rest, outcome: 'reset', cause: message('cause.reset', { pod: objectKey(pod.metadata) }), reply: [] };
}

/** Whether the pod's programs are the ones that ran before: the pod is still there, and none has been started anew. */
export function isStillRunning(world: World, pod: Pod): boolean {
  const current = world.machine.api.store.get('Pod', objectKey(pod.metadata));
  return current?.metadata.uid === pod.metadata.uid && restartsOf(current) === restartsOf(pod);
}

function restartsOf(pod: Pod | undefined): number {
  return (pod?.status.containerStatuses ?? []).reduce((total, { restartCount }) => total + restartCount, 0);
}

/** The hops up to the first machine on the way that has no hosts, and the cause; undefined when all have. */
export function endInTheDark(
  { hosts }: World,
  hops: readonly Hop[],
  pod: Pod,
): Pick<RequestTrace, 'hops' | 'cause'> | undefined {
  const nodeOf = ({ place }: Hop): string | undefined =>
    place.type === 'node' ? place.name : place.type === 'pod' ? pod.spec.nodeName : undefined;
  const index = hops.findIndex((hop) => !hosts.isOn(nodeOf(hop) ?? ''));
  const last = hops[index];
  if (last === undefined) return undefined;
  const node = nodeOf(last) ?? '';
  const reason = message('hop.node.down', { node });
  const ended: Hop = { ...last, after: last.before, rule: 'power: off', reason };
  const cause =
    last.place.type === 'pod'
      ? message('cause.podOnDeadNode', { pod: objectKey(pod.metadata), node })
      : message('cause.nodeDown', { node });
  return { hops: [...hops.slice(0, index), ended], cause };
}
