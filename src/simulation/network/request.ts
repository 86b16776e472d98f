/** One request from its name to its end. */
import { after, toSeconds, type SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Protocol } from '../../kubernetes/api/meta.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { CLIENT_TIMEOUT, LINK_LATENCY } from '../constants.ts';
import { latencyOf } from '../kubelet/application.ts';
import { message, type Message } from '../message.ts';
import type { ClientInfo, Hop, Outcome, RequestTrace } from '../trace.ts';
import { findAppMismatch, type AppMismatch } from './intended-app.ts';
import type { RequestOrigin } from './request-origin.ts';
import { PUBLIC_RESOLVER } from './outside.ts';
import { Packet } from './packet.ts';
import { resolveName } from './resolve-name.ts';
import type { RequestUnderWay } from './under-way.ts';
import type { RequestUrl } from './url.ts';
import { isLoopback } from './walk-parts.ts';
import { walk, type Walk } from './walk.ts';
import type { World } from './world.ts';

/** Resolves the name, opens the connection and says how it will end unless something breaks on the way. */
export function beginRequest(world: World, origin: RequestOrigin): RequestUnderWay {
  const startedAt = world.machine.now;
  const { id, client, url, from, target } = origin;
  const base = { id, client, url, startedAt };
  const resolution = resolveName(world, origin, startedAt);
  const { hops: dnsHops, finishedAt } = resolution;
  if (resolution.address === undefined) {
    const cause = whyNotFound(world, target.host);
    return { trace: { ...base, finishedAt, outcome: 'nameNotFound', cause, hops: dnsHops, reply: [] }, pod: undefined };
  }
  if (target.scheme === 'dns') {
    const name = from.type === 'pod' ? 'CoreDNS' : PUBLIC_RESOLVER.name;
    const cause = message('cause.answeredExternally', { name });
    const trace: RequestTrace = {
      ...base,
      finishedAt,
      outcome: 'answered',
      cause,
      answeredBy: name,
      hops: dnsHops,
      reply: [],
    };
    return { trace, pod: undefined };
  }
  const packet = new Packet(
    protocolOf(target),
    {
      sourceAddress: isLoopback(resolution.address) ? '127.0.0.1' : origin.address,
      sourcePort: target.scheme === 'ping' ? 0 : world.ports.next(),
      destinationAddress: resolution.address,
      destinationPort: target.port,
    },
    finishedAt,
  );
  const walked = walk(world, packet, from, client);
  const service = walked.service ?? namedService(world, origin);
  const ending = endOf(world, packet, walked, service, from);
  const back = ending.isAnswered || ending.outcome === 'refused' ? replyHops(packet, ending.latency) : [];
  const end =
    ending.outcome === 'timedOut'
      ? after(finishedAt, CLIENT_TIMEOUT)
      : after(back.at(-1)?.at ?? packet.at, LINK_LATENCY);
  const pod = walked.end.type === 'pod' ? walked.end.pod : undefined;
  const trace: RequestTrace = {
    ...base,
    finishedAt: end,
    outcome: ending.outcome,
    cause: ending.cause,
    ...(ending.answeredBy === undefined ? {} : { answeredBy: ending.answeredBy }),
    ...(pod === undefined ? {} : { sourceSeenByPod: packet.current.sourceAddress }),
    ...(service === undefined
      ? {}
      : { service: { namespace: service.metadata.namespace ?? 'default', name: service.metadata.name } }),
    hops: [...dnsHops, ...packet.hops],
    reply: back,
  };
  return { trace, pod: ending.isAnswered ? pod : undefined };
}

interface Ending {
  readonly outcome: Outcome;
  readonly cause: Message;
  readonly isAnswered: boolean;
  readonly answeredBy?: string;
  readonly latency: SimTime;
}

function endOf(
  world: World,
  packet: Packet,
  walked: Walk,
  service: Service | undefined,
  from: ClientInfo['from'],
): Ending {
  const { end } = walked;
  const unanswered = { isAnswered: false, latency: LINK_LATENCY };
  switch (end.type) {
    case 'refused':
      return { ...unanswered, outcome: 'refused', cause: end.cause };
    case 'dropped':
      return { ...unanswered, outcome: 'timedOut', cause: end.cause };
    case 'host': {
      const { name } = end;
      return {
        outcome: 'answered',
        cause: message('cause.answeredExternally', { name }),
        isAnswered: true,
        answeredBy: name,
        latency: LINK_LATENCY,
      };
    }
    case 'pod': {
      const pod = objectKey(end.pod.metadata);
      const lost = lostReplyNode(walked, end.pod, from);
      if (lost !== undefined)
        return { ...unanswered, outcome: 'timedOut', cause: message('cause.replyLost', { node: lost }) };
      const latency = latencyOf(end.pod);
      if (latency >= CLIENT_TIMEOUT) {
        const cause = message('cause.tooSlow', { pod, seconds: toSeconds(CLIENT_TIMEOUT) });
        return { ...unanswered, outcome: 'timedOut', cause };
      }
      const answered = { isAnswered: true, answeredBy: pod, latency };
      const mismatch = mismatchOf(world, service, end.pod);
      if (mismatch !== undefined && service !== undefined) {
        const cause = message('cause.wrongApp', { pod, service: objectKey(service.metadata), ...mismatch });
        return { ...answered, outcome: 'wrongApp', cause };
      }
      return {
        ...answered,
        outcome: 'answered',
        cause: message('cause.answered', { pod, source: packet.current.sourceAddress }),
      };
    }
  }
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
  if (nat === undefined || nat.isMasqueraded || from.type === 'internet') return undefined;
  const node = nat.node.metadata.name;
  return node === pod.spec.nodeName || node === from.node ? undefined : node;
}

/** The way back: the same places in reverse, each undoing what it did. */
function replyHops(packet: Packet, latency: SimTime): readonly Hop[] {
  let at = after(packet.at, latency);
  return packet.hops.toReversed().map((hop): Hop => {
    const { place, layer } = hop;
    const reply: Hop = {
      at,
      place,
      layer,
      before: { source: hop.after.destination, destination: hop.after.source },
      after: { source: hop.before.destination, destination: hop.before.source },
      rule: 'conntrack',
      reason: message('hop.reply', { place: nameOf(place) }),
    };
    at = after(at, LINK_LATENCY);
    return reply;
  });
}

function nameOf(place: Hop['place']): string {
  switch (place.type) {
    case 'dns':
      return place.server === 'public' ? PUBLIC_RESOLVER.name : 'CoreDNS';
    case 'loadBalancer':
      return `${place.namespace}/${place.service}`;
    case 'pod':
      return `${place.namespace}/${place.name}`;
    case 'client':
    case 'node':
    case 'external':
      return place.name;
  }
}

/** The Service that the URL's name means, for requests that never came as far as its rules, and for headless ones. */
function namedService(world: World, { from, target }: RequestOrigin): Service | undefined {
  if (from.type !== 'pod') return undefined;
  const [name = '', namespace = from.namespace] = target.host.split('.');
  return world.machine.api.store.get('Service', `${namespace}/${name}`);
}

/** A load balancer's name exists from the moment the cloud has given it an address. */
function whyNotFound(world: World, host: string): Message {
  const [name = '', namespace = '', suffix] = host.split('.');
  const service = suffix === 'lb' ? world.machine.api.store.get('Service', `${namespace}/${name}`) : undefined;
  return service?.spec.type === 'LoadBalancer'
    ? message('cause.loadBalancerPending', { service: objectKey(service.metadata) })
    : message('cause.nameNotFound', { name: host });
}

function protocolOf({ scheme }: RequestUrl): Protocol {
  // Simplified: [SIM-22] a ping walks like TCP without ports: no rule of kube-proxy takes it.
  return scheme === 'udp' ? 'UDP' : 'TCP';
}
