/** A connection kept open: later requests go where the first one went, whatever the rules say by then. */
import { after, micros, type SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { CLIENT_TIMEOUT } from '../constants.ts';
import { message } from '../message.ts';
import type { ClientInfo, Hop, Place, RequestTrace } from '../trace.ts';
import type { RequestOrigin } from './request-origin.ts';
import { endInTheDark, isStillRunning, type RequestUnderWay } from './under-way.ts';
import type { World } from './world.ts';

/** The entries that the first request left in the nodes' connection tables. */
export interface Connection {
  /** The request that opened it. */
  readonly opening: RequestTrace;
  readonly pod: Pod;
  /** How often the machines that must remember it had been switched on: the client's, and each that rewrites addresses. */
  readonly boots: ReadonlyMap<string, number>;
}

/** The connection that a client's request has opened to the pod. */
export function openConnection(
  { hosts }: World,
  from: ClientInfo['from'],
  opening: RequestTrace,
  pod: Pod,
): Connection {
  const nodes = opening.hops.flatMap(({ place, before, after: left }) =>
    place.type === 'node' && before.destination !== left.destination ? [place.name] : [],
  );
  if (from.type !== 'internet') nodes.push(from.node);
  return { opening, pod, boots: new Map(nodes.map((node) => [node, hosts.bootsOf(node)])) };
}

/** Whether the client still has the connection: its own machine has not been switched off since. */
export function isKeptByClient({ hosts }: World, from: ClientInfo['from'], { boots }: Connection): boolean {
  return from.type === 'internet' || boots.get(from.node) === hosts.bootsOf(from.node);
}

/** A request over an open connection: no name is resolved and no endpoint chosen; where one end or a rewriting node has forgotten it, it breaks. */
export function reuseConnection(world: World, origin: RequestOrigin, connection: Connection): RequestUnderWay {
  const { opening, pod } = connection;
  const { id, client, url } = origin;
  const startedAt = world.machine.now;
  const { hops, shift } = sameWay(startedAt, connection);
  const { sourceSeenByPod, service } = opening;
  const base = {
    id,
    client,
    url,
    startedAt,
    ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
    ...(service === undefined ? {} : { service }),
  };
  const lost = endInTheDark(world, hops, pod);
  if (lost !== undefined) {
    const finishedAt = after(startedAt, CLIENT_TIMEOUT);
    return { trace: { ...base, finishedAt, outcome: 'timedOut', ...lost, reply: [] }, pod: undefined };
  }
  const isForgotten = [...connection.boots].some(([node, boots]) => world.hosts.bootsOf(node) !== boots);
  if (isForgotten || !isStillRunning(world, pod)) {
    const finishedAt = hops.at(-1)?.at ?? startedAt;
    const cause = message('cause.reset', { pod: objectKey(pod.metadata) });
    return {
      trace: { ...base, finishedAt, outcome: 'reset', cause, hops: hops.slice(0, -1), reply: [] },
      pod: undefined,
    };
  }
  const { outcome, cause, answeredBy } = opening;
  const trace: RequestTrace = {
    ...base,
    finishedAt: after(opening.finishedAt, shift),
    outcome,
    cause,
    hops,
    reply: opening.reply.map((hop) => ({ ...hop, at: after(hop.at, shift) })),
    ...(answeredBy === undefined ? {} : { answeredBy }),
  };
  return { trace, pod };
}

/** By what each place sends a packet of an open connection on. */
const ESTABLISHED: Partial<Record<Place['type'], string>> = {
  client: 'open connection',
  loadBalancer: 'flow table',
  node: 'conntrack',
};

/** The hops of the opening request anew, later by `shift`, with every place going by its connection table. */
function sameWay(
  startedAt: SimTime,
  { opening, pod }: Connection,
): { readonly hops: readonly Hop[]; readonly shift: SimTime } {
  const way = opening.hops.filter(({ layer }) => layer !== 'dns');
  const shift = micros(startedAt - (way[0]?.at ?? startedAt));
  const reason = message('hop.connection.reused', { pod: objectKey(pod.metadata) });
  const hops = way.map((hop): Hop => {
    const moved = { ...hop, at: after(hop.at, shift) };
    const rule = ESTABLISHED[hop.place.type];
    return rule === undefined ? moved : { ...moved, rule, ...(hop.place.type === 'client' ? {} : { reason }) };
  });
  return { hops, shift };
}
