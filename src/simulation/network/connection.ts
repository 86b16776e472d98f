/** A connection, a UDP socket or a ping that goes on, kept open: later requests go where the first one went, whatever the rules say by then. */
import { after } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { CLIENT_TIMEOUT } from '../constants.ts';
import { message } from '../message.ts';
import type { ClientInfo, RequestTrace } from '../trace.ts';
import { isExpired, isRemembered, remember, type FlowMemory } from './flow-memory.ts';
import { Packet, type Endpoints } from './packet.ts';
import type { RequestOrigin } from './request-origin.ts';
import { conclude } from './conclude.ts';
import { endInTheDark, isStillRunning, type Attempt, type RequestUnderWay } from './under-way.ts';
import { isPing } from './walk-parts.ts';
import { departureReason, departureRule, depart, walk, type Walk } from './walk.ts';
import type { World } from './world.ts';

/** What the client and the nodes keep between two requests. */
export interface Connection {
  /** As the client sends. */
  readonly sent: Endpoints;
  /** The entries that the first request left in the nodes' connection tables, and later ones renewed. */
  readonly memory: FlowMemory;
  /** How often the client's machine had been switched on. */
  readonly boots: number;
  /** What the first request found out. */
  readonly opening: Pick<RequestTrace, 'outcome' | 'cause' | 'sourceSeenByPod' | 'service'>;
}

/** What stays open after the request: a TCP connection to the pod that took it, the socket of UDP or of a ping in any case. */
export function keepOpen(world: World, { origin, trace, pod, attempt }: RequestUnderWay): Connection | undefined {
  if (attempt === undefined) return undefined;
  const { packet, walked } = attempt;
  if (packet.protocol === 'TCP' && pod === undefined) return undefined;
  // What is kept open leads to the proxy, which chooses a pod for each request.
  if (packet.hops.some(({ layer }) => layer === 'ingress')) return undefined;
  const { outcome, cause, sourceSeenByPod, service } = trace;
  const memory = remember(world, packet, walked, pod, pod !== undefined || outcome === 'answered');
  return {
    sent: packet.sent,
    memory,
    boots: bootsOf(world, origin.from),
    opening: {
      outcome,
      cause,
      ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
      ...(service === undefined ? {} : { service }),
    },
  };
}

/** Whether the client still has the connection: its own machine has not been switched off since. */
export function isKeptByClient(world: World, from: ClientInfo['from'], { boots }: Connection): boolean {
  return boots === bootsOf(world, from);
}

function bootsOf({ hosts }: World, from: ClientInfo['from']): number {
  return from.type === 'internet' ? 0 : hosts.bootsOf(from.node);
}

/** A request over what is kept open: no name is resolved and, where the nodes remember, no endpoint chosen. */
export function reuseConnection(world: World, origin: RequestOrigin, connection: Connection): RequestUnderWay {
  const { memory } = connection;
  const packet = new Packet(memory.protocol, connection.sent, world.machine.now);
  return memory.pod !== undefined && memory.protocol === 'TCP'
    ? overConnection(world, origin, connection, packet, memory.pod)
    : overSocket(world, origin, memory, packet);
}

/** UDP knows no connections, nor does ICMP: where a node has forgotten the flow, its rules choose anew. */
function overSocket(world: World, origin: RequestOrigin, memory: FlowMemory, packet: Packet): RequestUnderWay {
  const rule = isPing(packet) ? `${departureRule(packet)} (same identifier)` : 'open socket';
  depart(packet, origin.from, origin.client, rule, departureReason(packet, origin.client));
  const known = isExpired(memory, world.machine.now) ? undefined : memory;
  const walked = walk(world, packet, origin.from, origin.client, known);
  return conclude(world, origin, [], { packet, walked });
}

/** A TCP connection breaks where one end or a rewriting node has forgotten it. */
function overConnection(
  world: World,
  origin: RequestOrigin,
  { memory, opening }: Connection,
  packet: Packet,
  pod: Pod,
): RequestUnderWay {
  const { id, client, url, from } = origin;
  depart(packet, from, client, 'open connection', departureReason(packet, client));
  const isKnown = isRemembered(world, memory);
  const walked = walk(world, packet, from, client, memory);
  const attempt: Attempt = { packet, walked };
  const { sourceSeenByPod, service } = opening;
  const base = {
    id,
    client,
    url,
    startedAt: world.machine.now,
    hops: packet.hops,
    reply: [],
    ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
    ...(service === undefined ? {} : { service }),
  };
  const lost = whereLost(world, origin, attempt, pod);
  if (lost !== undefined) {
    const finishedAt = after(world.machine.now, CLIENT_TIMEOUT);
    return under(origin, { ...base, finishedAt, outcome: 'timedOut', ...lost }, attempt);
  }
  if (!isKnown || !isStillRunning(world, pod)) {
    const cause = message('cause.reset', { pod: objectKey(pod.metadata) });
    const hops = packet.hops.filter(({ layer }) => layer !== 'pod');
    return under(origin, { ...base, finishedAt: packet.at, outcome: 'reset', cause, hops }, attempt);
  }
  const concluded = conclude(world, origin, [], attempt);
  // The same pod answers as before, for the same app.
  const { outcome, cause } = opening;
  return { ...concluded, trace: { ...concluded.trace, ...base, reply: concluded.trace.reply, outcome, cause } };
}

function under(origin: RequestOrigin, trace: RequestTrace, attempt: Attempt): RequestUnderWay {
  return { origin, trace, pod: undefined, attempt, retryAt: undefined };
}

function whereLost(
  world: World,
  { from }: RequestOrigin,
  { packet, walked }: Attempt,
  pod: Pod,
): Pick<RequestTrace, 'hops' | 'cause'> | undefined {
  const dropped = droppedBy(walked);
  // The pod is gone, and told the client so when it ended: that is a reset.
  if (dropped?.id === 'cause.podGone') return undefined;
  if (dropped !== undefined) return { hops: packet.hops, cause: dropped };
  return endInTheDark(world, from, packet.hops, pod);
}

function droppedBy({ end }: Walk): RequestTrace['cause'] | undefined {
  return end.type === 'dropped' ? end.cause : undefined;
}
