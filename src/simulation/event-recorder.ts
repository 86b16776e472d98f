/** Events: what components tell of an object, the same thing said again only counted. */
import { seconds, type SimTime } from '../base/sim-time.ts';
import { objectKey, type Event, type KubernetesObject } from '../kubernetes/api/objects.ts';
import type { Store } from './apiserver/store.ts';
import { toTimestamp } from './apiserver/timestamp.ts';

/** Upstream: client-go/tools/record/events_cache.go defaultAggregateMaxEvents, defaultAggregateIntervalInSeconds (v1.36). */
const MAX_SIMILAR = 10;
const SIMILAR_INTERVAL = seconds(600);
/** Upstream: client-go/tools/record/events_cache.go defaultSpamBurst, defaultSpamQPS (v1.36): 25, then one in five minutes. */
const BURST = 25;
const REFILL = seconds(300);

/** Upstream: the names under which components sign their events. */
export type EventSource =
  | 'default-scheduler'
  | 'deployment-controller'
  | 'endpoint-slice-controller'
  | 'kubelet'
  | 'node-controller'
  | 'replicaset-controller'
  | 'service-controller'
  | 'statefulset-controller'
  | 'taint-eviction-controller';

/** What is said of which object, and by whom. */
export interface EventDraft {
  readonly source: EventSource;
  /** The node whose kubelet says it. */
  readonly host?: string;
  readonly regarding: Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/**
 * What one source has told of one object. There are very many of these: their lists are made by `concat`, which leaves no
 * spare room.
 */
interface Teller {
  readonly source: EventSource;
  readonly host: string;
  /** How many more Events it may write, as of `since`. */
  tokens: number;
  since: SimTime;
  sorts: readonly Sort[];
}

/** Events of one type and reason: different ones are combined when they get many. */
interface Sort {
  readonly type: string;
  readonly reason: string;
  /** The different messages seen lately. */
  messages: readonly string[];
  last: SimTime;
  /** What stands in the store. */
  written: readonly Written[];
}

interface Written {
  readonly message: string;
  readonly isCombined: boolean;
  readonly key: string;
}

/** Upstream: client-go/tools/record EventCorrelator (v1.36): aggregates, counts, and holds back a flood. */
export class EventRecorder {
  private readonly store: Store;
  /** By the object's uid: who has told what of it. */
  private readonly tellers = new Map<string, readonly Teller[]>();
  private made = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** Writes the event at `now`, or counts it where it has been said before. */
  record(draft: EventDraft, now: SimTime): void {
    const { source, host = '', regarding, type, reason } = draft;
    const { name, namespace, uid = '' } = regarding.metadata;
    const teller = this.teller(source, host, uid === '' ? `${regarding.kind} ${namespace ?? ''}/${name}` : uid, now);
    const sort = sortOf(teller, type, reason, now);
    const isCombined = isOneOfMany(sort, draft.message, now);
    if (!isAllowed(teller, now)) return;
    const known = sort.written.find((one) =>
      isCombined ? one.isCombined : !one.isCombined && one.message === draft.message,
    );
    // The scheduler uses the newer API, which counts in its own way.
    const isCounted = source !== 'default-scheduler';
    const previous = known === undefined ? undefined : this.store.get('Event', known.key);
    const stamp = toTimestamp(now);
    const event: Event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: previous?.metadata ?? { name: this.nameFor(name), namespace: namespace ?? 'default' },
      involvedObject: {
        apiVersion: regarding.apiVersion,
        kind: regarding.kind,
        name,
        uid,
        ...(namespace === undefined ? {} : { namespace }),
      },
      reason,
      message: isCombined ? `(combined from similar events): ${draft.message}` : draft.message,
      type,
      source: sourceOf(source, host),
      ...(isCounted ? { count: (previous?.count ?? 0) + 1 } : {}),
      firstTimestamp: previous?.firstTimestamp ?? stamp,
      lastTimestamp: stamp,
    };
    this.store.put(event);
    if (previous !== undefined) return;
    const others = sort.written.filter((one) => one !== known);
    sort.written = others.concat({ message: draft.message, isCombined, key: objectKey(event.metadata) });
  }

  private teller(source: EventSource, host: string, object: string, now: SimTime): Teller {
    const others = this.tellers.get(object) ?? NOBODY;
    const known = others.find((teller) => teller.source === source && teller.host === host);
    if (known !== undefined) return known;
    const made: Teller = { source, host, tokens: BURST, since: now, sorts: [] };
    this.tellers.set(object, others.concat(made));
    return made;
  }

  private nameFor(object: string): string {
    // Joined, not added: a text that was put together by additions keeps all its parts.
    return [object, (++this.made).toString(16).padStart(16, '0')].join('.');
  }
}

const NOBODY: readonly Teller[] = [];

function sortOf(teller: Teller, type: string, reason: string, now: SimTime): Sort {
  const known = teller.sorts.find((sort) => sort.reason === reason && sort.type === type);
  if (known !== undefined) return known;
  const made: Sort = { type, reason, messages: [], last: now, written: [] };
  teller.sorts = teller.sorts.concat(made);
  return made;
}

/** Upstream: EventAggregator.EventAggregate, which forgets any one of the messages when there are too many. */
function isOneOfMany(sort: Sort, message: string, now: SimTime): boolean {
  if (now - sort.last > SIMILAR_INTERVAL) sort.messages = [];
  sort.last = now;
  if (!sort.messages.includes(message)) sort.messages = sort.messages.concat(message);
  if (sort.messages.length < MAX_SIMILAR) return false;
  sort.messages = sort.messages.filter((other) => other !== message);
  return true;
}

/** Upstream: EventSourceObjectSpamFilter.Filter. */
function isAllowed(teller: Teller, now: SimTime): boolean {
  const tokens = Math.min(BURST, teller.tokens + (now - teller.since) / REFILL);
  const isEnough = tokens >= 1;
  teller.tokens = isEnough ? tokens - 1 : tokens;
  teller.since = now;
  return isEnough;
}

/** The source as an Event carries it. */
function sourceOf(component: EventSource, host: string): Event['source'] {
  return host === '' ? { component } : { component, host };
}
