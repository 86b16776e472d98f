/** From where a packet ended to how its request ends, unless something breaks or mends it before then. */
import { after, micros, toSeconds, type SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { CLIENT_TIMEOUT, LINK_LATENCY, SYN_RETRIES } from '../constants.ts';
import { INGRESS_CONTROLLER } from '../ingress/ingress-controller.ts';
import { latencyOf } from '../kubelet/application.ts';
import { message, type Message } from '../message.ts';
import type { ClientInfo, Hop, Outcome, RequestTrace } from '../trace.ts';
import { findAppMismatch, type AppMismatch } from './intended-app.ts';
import { WEB_HOSTS } from './outside.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { Attempt, RequestUnderWay } from './under-way.ts';
import { isPing } from './walk-parts.ts';
import type { Walk } from './walk.ts';
import { replyHops } from './way-back.ts';
import type { World } from './world.ts';

/** What there was of the request before this packet. */
export interface Earlier {
  readonly startedAt: SimTime;
  /** DNS's hops, and those of packets that were lost. */
  readonly hops: readonly Hop[];
  /** When the client sent its first packet. */
  readonly sentAt: SimTime;
  /** When it sent its SYN again. */
  readonly retries: readonly SimTime[];
}

interface Ending {
  readonly outcome: Outcome;
  readonly cause: Message;
  /** Whether something comes back: an answer, or a refusal. */
  readonly isHeard: boolean;
  readonly isAnswered: boolean;
  readonly answeredBy?: string;
  readonly latency: SimTime;
}

/** The request as it ends by what became of the packet, which was sent just now unless `earlier` tells of more. */
export function conclude(
  world: World,
  origin: RequestOrigin,
  dnsHops: readonly Hop[],
  attempt: Attempt,
  earlier?: Earlier,
): RequestUnderWay {
  const { packet, walked } = attempt;
  const sentAt = earlier?.sentAt ?? packet.hops[0]?.at ?? packet.at;
  const service = walked.service ?? namedService(world, origin);
  const ending = endOf(world, origin, attempt, service);
  const reply = ending.isHeard ? replyHops(world, packet.hops, walked.end, after(packet.at, ending.latency)) : [];
  const last = reply.at(-1)?.at;
  const finishedAt =
    ending.outcome === 'timedOut' ? after(sentAt, CLIENT_TIMEOUT) : after(last ?? packet.at, LINK_LATENCY);
  const pod = walked.end.type === 'pod' ? walked.end.pod : undefined;
  const before = earlier?.hops ?? dnsHops;
  const trace: RequestTrace = {
    id: origin.id,
    client: origin.client,
    url: origin.url,
    startedAt: earlier?.startedAt ?? world.machine.now,
    finishedAt,
    outcome: ending.outcome,
    cause: ending.cause,
    ...(ending.answeredBy === undefined ? {} : { answeredBy: ending.answeredBy }),
    ...(pod === undefined ? {} : { sourceSeenByPod: packet.current.sourceAddress }),
    ...(service === undefined
      ? {}
      : { service: { namespace: service.metadata.namespace ?? 'default', name: service.metadata.name } }),
    hops: before.length === 0 ? packet.hops : [...before, ...packet.hops],
    reply,
    ...(earlier === undefined || earlier.retries.length === 0 ? {} : { retries: earlier.retries }),
  };
  const isRepeated = !ending.isHeard && ending.latency === 0 && packet.protocol === 'TCP';
  return {
    origin,
    trace,
    pod: ending.isAnswered ? pod : undefined,
    attempt,
    retryAt: isRepeated ? nextRetry(sentAt, packet.hops[0]?.at ?? sentAt, finishedAt) : undefined,
  };
}

/**
 * When the kernel sends the SYN again that it sent at `last`. Simplified: [SIM-9] a client gives up after five seconds, and
 * its kernel waits 1, 2, 4 s between SYNs, as before Linux 6.5.
 */
export function nextRetry(sentAt: SimTime, last: SimTime, end: SimTime): SimTime | undefined {
  for (const delay of SYN_RETRIES) {
    const at = after(sentAt, delay);
    if (at > last) return at < end ? at : undefined;
  }
  return undefined;
}

/** A latency of 0: no connection has come about. */
const UNHEARD = { isHeard: false, isAnswered: false, latency: micros(0) };

function endOf(world: World, origin: RequestOrigin, { packet, walked }: Attempt, service: Service | undefined): Ending {
  const { end } = walked;
  switch (end.type) {
    case 'refused':
      return { isHeard: true, isAnswered: false, latency: LINK_LATENCY, outcome: 'refused', cause: end.cause };
    case 'failed':
      return failedBy(end.outcome, end.cause);
    case 'dropped':
      return { ...UNHEARD, outcome: 'timedOut', cause: end.cause };
    case 'host':
      return isPing(packet) ? pinged(end.name) : answeredByHost(end.name, origin);
    case 'pod': {
      const pod = objectKey(end.pod.metadata);
      if (isPing(packet)) return pinged(pod);
      const lost = lostReplyNode(walked, end.pod, origin.from);
      if (lost !== undefined) {
        return { ...UNHEARD, outcome: 'timedOut', cause: message('cause.replyLost', { node: lost }) };
      }
      const latency = latencyOf(end.pod);
      if (latency >= CLIENT_TIMEOUT) {
        const cause = message('cause.tooSlow', { pod, seconds: toSeconds(CLIENT_TIMEOUT) });
        return { isHeard: false, isAnswered: false, outcome: 'timedOut', cause, latency };
      }
      const answered = { isHeard: true, isAnswered: true, answeredBy: pod, latency };
      const mismatch = mismatchOf(world, service, end.pod);
      if (mismatch !== undefined && service !== undefined) {
        const cause = message('cause.wrongApp', { pod, service: objectKey(service.metadata), ...mismatch });
        return { ...answered, outcome: 'wrongApp', cause };
      }
      const source = packet.current.sourceAddress;
      return { ...answered, outcome: 'answered', cause: message('cause.answered', { pod, source }) };
    }
  }
}

/** The kernel has answered at once: no program is asked, be it slow, another app's, or none at all. */
function pinged(name: string): Ending {
  const cause = message('cause.pinged', { name });
  return { isHeard: true, isAnswered: true, answeredBy: name, latency: LINK_LATENCY, outcome: 'answered', cause };
}

/** A proxy has answered by itself. */
function failedBy(outcome: Outcome, cause: Message): Ending {
  const heard = { isHeard: true, isAnswered: false, latency: LINK_LATENCY, outcome, cause };
  return outcome === 'wrongApp' ? { ...heard, answeredBy: INGRESS_CONTROLLER.name } : heard;
}

/**
 * A host that is no pod. One that serves web sites looks at the name that it was called by: under an alias of the
 * cluster's making it has no site to show, and its certificate is for another name.
 */
function answeredByHost(name: string, { target: { scheme, host } }: RequestOrigin): Ending {
  const heard = { isHeard: true, latency: LINK_LATENCY };
  const asked = host.replace(/\.$/, '');
  const isStranger = WEB_HOSTS.has(name) && asked !== name && !/^[\d.]+$/.test(asked);
  if (isStranger && scheme === 'https') {
    const cause = message('cause.certificateMismatch', { name: asked, host: name });
    return { ...heard, isAnswered: false, outcome: 'reset', cause };
  }
  const cause =
    isStranger && scheme === 'http'
      ? message('cause.hostHeaderMismatch', { name: asked, host: name })
      : message('cause.answeredExternally', { name });
  return { ...heard, isAnswered: true, answeredBy: name, outcome: 'answered', cause };
}

function mismatchOf({ apps }: World, service: Service | undefined, pod: Pod): AppMismatch | undefined {
  const intended = service && apps.of(service);
  return intended && findAppMismatch(intended, pod);
}

/**
 * The node whose rewriting the reply would miss: a reply without masquerading goes straight to the client, and only on
 * the pod's own node and the client's does it meet the connection's entry.
 */
function lostReplyNode({ nat }: Walk, pod: Pod, from: ClientInfo['from']): string | undefined {
  if (nat === undefined || nat.isMasqueraded) return undefined;
  const node = nat.node.metadata.name;
  const isMet = node === pod.spec.nodeName || (from.type !== 'internet' && node === from.node);
  return isMet ? undefined : node;
}

/** The Service that the URL's name means, for requests that never came as far as its rules, and for headless ones. */
function namedService(world: World, { from, target }: RequestOrigin): Service | undefined {
  if (from.type !== 'pod') return undefined;
  const [name = '', namespace = from.namespace] = target.host.split('.');
  return world.machine.api.store.get('Service', `${namespace}/${name}`);
}
