/** A connection kept open: later requests go where the first one went, whatever the rules say by then. */
import { after, micros } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { CLIENT_TIMEOUT } from '../constants.ts';
import { message } from '../message.ts';
import type { Hop, RequestTrace } from '../trace.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { RequestUnderWay } from './request.ts';
import type { World } from './world.ts';

/** The entries that the first request left in the nodes' connection tables. */
export interface Connection {
  /** The request that opened it. */
  readonly opening: RequestTrace;
  readonly pod: Pod;
}

/** A request over an open connection: no name is resolved and no endpoint chosen; if the pod is gone, it breaks. */
export function reuseConnection(world: World, origin: RequestOrigin, { opening, pod }: Connection): RequestUnderWay {
  const { id, client, url } = origin;
  const startedAt = world.machine.now;
  const way = opening.hops.filter(({ layer }) => layer !== 'dns');
  const shift = micros(startedAt - (way[0]?.at ?? startedAt));
  const key = objectKey(pod.metadata);
  const dark = way.find(({ place }) => place.type === 'node' && !world.power.isOn(place.name))?.place;
  const reason = message('hop.connection.reused', { pod: key });
  const moved = (hop: Hop): Hop => ({ ...hop, at: after(hop.at, shift) });
  const hops = way.map((hop): Hop =>
    hop.place.type === 'node' ? { ...moved(hop), rule: 'conntrack', reason } : moved(hop),
  );
  const { outcome, cause, answeredBy, sourceSeenByPod, service } = opening;
  const base = {
    id,
    client,
    url,
    startedAt,
    ...(sourceSeenByPod === undefined ? {} : { sourceSeenByPod }),
    ...(service === undefined ? {} : { service }),
  };
  const lastAt = hops.at(-1)?.at ?? startedAt;
  if (dark?.type === 'node' || !world.power.isOn(pod.spec.nodeName ?? '')) {
    const node = dark?.type === 'node' ? dark.name : (pod.spec.nodeName ?? '');
    const reached = hops.slice(0, dark === undefined ? -1 : way.findIndex(({ place }) => place === dark));
    const finishedAt = after(startedAt, CLIENT_TIMEOUT);
    const cause = message(dark === undefined ? 'cause.podOnDeadNode' : 'cause.nodeDown', { pod: key, node });
    return { trace: { ...base, finishedAt, outcome: 'timedOut', cause, hops: reached, reply: [] }, pod: undefined };
  }
  if (world.machine.api.store.get('Pod', key)?.metadata.uid !== pod.metadata.uid) {
    const cause = message('cause.reset', { pod: key });
    return {
      trace: { ...base, finishedAt: lastAt, outcome: 'reset', cause, hops: hops.slice(0, -1), reply: [] },
      pod: undefined,
    };
  }
  const reply = opening.reply.map(moved);
  const finishedAt = after(opening.finishedAt, shift);
  const trace: RequestTrace = {
    ...base,
    finishedAt,
    outcome,
    cause,
    hops,
    reply,
    ...(answeredBy === undefined ? {} : { answeredBy }),
  };
  return { trace, pod };
}
