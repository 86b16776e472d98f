/** A request whose first packet has arrived or is lost, and what may still break or mend it. */
import { after, micros, type SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { CLIENT_TIMEOUT } from '../constants.ts';
import { message } from '../message.ts';
import type { ClientInfo, Hop, RequestTrace } from '../trace.ts';
import { cutBetween } from './link.ts';
import type { Packet } from './packet.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { Walk } from './walk.ts';
import type { World } from './world.ts';

/** A packet that was sent, and what became of it. */
export interface Attempt {
  readonly packet: Packet;
  readonly walked: Walk;
}

/** A request as it is known when its packet has arrived or is lost; `pod` may still break it before it ends. */
export interface RequestUnderWay {
  readonly origin: RequestOrigin;
  readonly trace: RequestTrace;
  /** The pod that is working on the answer. */
  readonly pod: Pod | undefined;
  /** The last packet; undefined where none was sent, because the name led nowhere. */
  readonly attempt: Attempt | undefined;
  /** When the client sends its SYN again, if nothing has come back by then. */
  readonly retryAt: SimTime | undefined;
}

/** The request as it ends now: broken if the pod that worked on it is gone, or a machine that the answer needs. */
export function finishRequest(
  world: World,
  from: ClientInfo['from'],
  trace: RequestTrace,
  pod: Pod | undefined,
): RequestTrace {
  if (pod === undefined) return trace;
  const { answeredBy: _answeredBy, ...rest } = trace;
  // Where a SYN was lost, the answer is to the last one.
  const last = trace.hops.findLastIndex(({ layer }) => layer === 'client');
  const lost = endInTheDark(world, from, trace.hops.slice(Math.max(0, last)), pod);
  if (lost !== undefined) {
    // The client has waited since it sent its first packet.
    const sentAt = trace.hops.find(({ layer }) => layer === 'client')?.at ?? trace.startedAt;
    const finishedAt = micros(Math.max(trace.finishedAt, after(sentAt, CLIENT_TIMEOUT)));
    return { ...rest, finishedAt, outcome: 'timedOut', cause: lost.cause, reply: [] };
  }
  // A ping was answered by no program, so it does not end with one.
  if (trace.cause.id === 'cause.pinged' || isStillRunning(world, pod)) return trace;
  return { ...rest, outcome: 'reset', cause: message('cause.reset', { pod: objectKey(pod.metadata) }), reply: [] };
}

/** Whether the pod's programs are the ones that ran before: the pod is still there, and none has ended or been started anew. */
export function isStillRunning(world: World, pod: Pod): boolean {
  const current = world.machine.api.store.get('Pod', objectKey(pod.metadata));
  if (current === undefined || current.metadata.uid !== pod.metadata.uid) return false;
  return restartsOf(current) === restartsOf(pod) && isAnyRunning(current);
}

function isAnyRunning({ status }: Pod): boolean {
  return status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
}

function restartsOf(pod: Pod): number {
  return (pod.status.containerStatuses ?? []).reduce((total, { restartCount }) => total + restartCount, 0);
}

/** The hops up to the first machine on the way that has no power or network, and the cause; undefined when all have. */
export function endInTheDark(
  { hosts }: World,
  from: ClientInfo['from'],
  hops: readonly Hop[],
  pod: Pod,
): Pick<RequestTrace, 'hops' | 'cause'> | undefined {
  let here = from.type === 'internet' ? undefined : from.node;
  for (const [index, hop] of hops.entries()) {
    const { place } = hop;
    if (place.type === 'client') continue;
    const node = place.type === 'node' ? place.name : place.type === 'pod' ? (pod.spec.nodeName ?? '') : undefined;
    const isOff = node !== undefined && !hosts.isOn(node);
    const cut = isOff ? undefined : cutBetween(hosts, here, node);
    here = node;
    if (!isOff && cut === undefined) continue;
    const broken = cut ?? node ?? '';
    const before = hops.slice(0, index);
    const isHere = broken === node;
    const reason = isOff ? message('hop.node.down', { node: broken }) : message('hop.node.cut', { node: broken });
    const ended: Hop = { ...hop, after: hop.before, rule: isOff ? 'power: off' : 'link: down', reason };
    return {
      hops: isHere ? [...before, ended] : before,
      cause: whyBroken(isOff, isHere && place.type === 'pod' ? pod : undefined, broken),
    };
  }
  return undefined;
}

function whyBroken(isOff: boolean, pod: Pod | undefined, node: string): RequestTrace['cause'] {
  if (pod === undefined) return isOff ? message('cause.nodeDown', { node }) : message('cause.nodeCut', { node });
  const key = objectKey(pod.metadata);
  return isOff ? message('cause.podOnDeadNode', { pod: key, node }) : message('cause.podOnCutNode', { pod: key, node });
}
