/** Events: what components tell of an object, the same thing said again only counted. */
import { seconds, type SimTime } from '../base/sim-time.ts';
import type { Event, KubernetesObject } from '../kubernetes/api/objects.ts';
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

/** No text, one, or several: nearly always it is one, and there are very many of these. */
type Texts = string | readonly string[];

/** What one source has told of one object. */
interface Teller {
  readonly source: Event['source'];
  readonly regarding: Event['involvedObject'];
  /** How many more Events it may write, as of `since`. */
  tokens: number;
  since: SimTime;
  /** Made by `concat`, which leaves no spare room. */
  sorts: readonly Sort[];
}

/** Events of one type and reason: different ones are combined when they get many. */
interface Sort {
  readonly type: string;
  readonly reason: string;
  /** The different messages seen lately. */
  messages: Texts;
  last: SimTime;
  /** The keys of those that were stored. */
  written: Texts;
}

/** Upstream: client-go/tools/record/events_cache.go EventAggregatorByReasonMessageFunc (v1.36). */
const COMBINED = '(combined from similar events): ';

/** Upstream: client-go/tools/record EventCorrelator (v1.36): aggregates, counts, and holds back a flood. */
export class EventRecorder {
  private readonly store: Store;
  /** By the object's uid: who has told what of it. */
  private readonly tellers = new Map<string, readonly Teller[]>();
  /** By component and host: all Events of one source share it. */
  private readonly sources = new Map<EventSource, Map<string, Event['source']>>();
  private made = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** Writes the event at `now`, or counts it where it has been said before. */
  record(draft: EventDraft, now: SimTime): void {
    const { type, reason } = draft;
    const teller = this.teller(draft, now);
    const sort = sortOf(teller, type, reason, now);
    const isCombined = isOneOfMany(sort, draft.message, now);
    if (!isAllowed(teller, now)) return;
    const message = isCombined ? `${COMBINED}${draft.message}` : draft.message;
    const known = this.known(sort, message, isCombined);
    const lastTimestamp = toTimestamp(now);
    // The scheduler uses the newer API, which counts in its own way.
    const isCounted = draft.source !== 'default-scheduler';
    if (known !== undefined) {
      const again = { ...known, message, lastTimestamp };
      this.store.put(isCounted ? { ...again, count: (known.count ?? 0) + 1 } : again);
      return;
    }
    const { name, namespace = 'default' } = teller.regarding;
    const metadata = this.store.newMetadata(this.nameFor(name), namespace);
    const { source, regarding: involvedObject } = teller;
    const firstTimestamp = lastTimestamp;
    // Written out in both forms: an object that is put together of others takes more room.
    // prettier-ignore
    const event: Event = isCounted
      ? { apiVersion: 'v1', kind: 'Event', metadata, involvedObject, reason, message, type, source, count: 1, firstTimestamp, lastTimestamp }
      : { apiVersion: 'v1', kind: 'Event', metadata, involvedObject, reason, message, type, source, firstTimestamp, lastTimestamp };
    const key = this.store.putNew(event);
    if (sort.written.length === 0) sort.written = key;
    else {
      const others = listOf(sort.written).filter((other) => this.store.get('Event', other) !== undefined);
      sort.written = others.concat(key);
    }
  }

  /** What stands in the store of this sort and says the same; all combined ones are one. */
  private known({ written }: Sort, message: string, isCombined: boolean): Event | undefined {
    for (const key of listOf(written)) {
      const event = this.store.get('Event', key);
      if (event !== undefined && (isCombined ? event.message.startsWith(COMBINED) : event.message === message)) {
        return event;
      }
    }
    return undefined;
  }

  private teller({ source, host = '', regarding }: EventDraft, now: SimTime): Teller {
    const { apiVersion, kind } = regarding;
    const { name, namespace, uid = '' } = regarding.metadata;
    const object = uid === '' ? `${kind} ${namespace ?? ''}/${name}` : uid;
    const others = this.tellers.get(object) ?? NOBODY;
    for (const teller of others) {
      if (teller.source.component === source && (teller.source.host ?? '') === host) return teller;
    }
    const made: Teller = {
      source: this.source(source, host),
      regarding: namespace === undefined ? { apiVersion, kind, name, uid } : { apiVersion, kind, name, uid, namespace },
      tokens: BURST,
      since: now,
      sorts: [],
    };
    this.tellers.set(object, others.concat(made));
    return made;
  }

  /** The source as an Event carries it. */
  private source(component: EventSource, host: string): Event['source'] {
    const hosts = this.sources.get(component) ?? new Map<string, Event['source']>();
    this.sources.set(component, hosts);
    const known = hosts.get(host);
    if (known !== undefined) return known;
    const made = host === '' ? { component } : { component, host };
    hosts.set(host, made);
    return made;
  }

  private nameFor(object: string): string {
    // Joined, not added: a text that was put together by additions keeps all its parts.
    const number = (++this.made).toString(16);
    return [object, ZEROS[number.length], number].join('');
  }
}

/** A dot and as many zeros as a number of so many digits lacks to be of sixteen. */
const ZEROS: readonly string[] = Array.from({ length: 17 }, (_, digits) => `.${'0'.repeat(16 - digits)}`);
const NOBODY: readonly Teller[] = [];
const NOTHING: readonly string[] = Object.freeze([]);

function listOf(texts: Texts): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts;
}

function sortOf(teller: Teller, type: string, reason: string, now: SimTime): Sort {
  for (const sort of teller.sorts) if (sort.reason === reason && sort.type === type) return sort;
  const made: Sort = { type, reason, messages: NOTHING, last: now, written: NOTHING };
  teller.sorts = teller.sorts.concat(made);
  return made;
}

/** Upstream: EventAggregator.EventAggregate, which forgets any one of the messages when there are too many. */
function isOneOfMany(sort: Sort, message: string, now: SimTime): boolean {
  const known = now - sort.last > SIMILAR_INTERVAL ? NOTHING : listOf(sort.messages);
  sort.last = now;
  if (known.length === 0) sort.messages = message;
  else if (!known.includes(message)) sort.messages = known.concat(message);
  if (typeof sort.messages === 'string' || sort.messages.length < MAX_SIMILAR) return false;
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
