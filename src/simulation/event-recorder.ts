/** Events: what components tell of an object, the same thing said again only counted. */
import { micros, seconds, type SimTime } from '../base/sim-time.ts';
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

/** How many different messages of one sort were seen lately. */
interface Similar {
  readonly messages: Set<string>;
  last: SimTime;
}

interface Allowance {
  tokens: number;
  since: SimTime;
}

/** Upstream: client-go/tools/record EventCorrelator (v1.36): aggregates, counts, and holds back a flood. */
export class EventRecorder {
  private readonly store: Store;
  private readonly similar = new Map<string, Similar>();
  /** The key under which each message already stands in the store. */
  private readonly written = new Map<string, string>();
  private readonly allowances = new Map<string, Allowance>();
  private made = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** Writes the event at `now`, or counts it where it has been said before. */
  record(draft: EventDraft, now: SimTime): void {
    const { source, host = '', regarding, type, reason } = draft;
    const { name, namespace, uid = '' } = regarding.metadata;
    const about = [source, host, regarding.kind, namespace, name, uid].join(' ');
    const sort = `${about} ${type} ${reason}`;
    const isCombined = this.isOneOfMany(sort, draft.message, now);
    const message = isCombined ? `(combined from similar events): ${draft.message}` : draft.message;
    const identity = isCombined ? sort : `${sort} ${message}`;
    if (!this.isAllowed(about, now)) return;
    // Nothing new may be made in a namespace that is being deleted, nor in one that is gone.
    const place = this.store.get('Namespace', namespace ?? 'default');
    if (place?.metadata.deletionTimestamp !== undefined || place === undefined) return;
    // The scheduler uses the newer API, which counts in its own way.
    const isCounted = source !== 'default-scheduler';
    const previous = this.store.get('Event', this.written.get(identity) ?? '');
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
      message,
      type,
      source: { component: source, ...(host === '' ? {} : { host }) },
      ...(isCounted ? { count: (previous?.count ?? 0) + 1 } : {}),
      firstTimestamp: previous?.firstTimestamp ?? stamp,
      lastTimestamp: stamp,
    };
    this.store.put(event);
    this.written.set(identity, `${event.metadata.namespace ?? ''}/${event.metadata.name}`);
  }

  /** Upstream: EventAggregator.EventAggregate. */
  private isOneOfMany(sort: string, message: string, now: SimTime): boolean {
    const known = this.similar.get(sort);
    const isFresh = known !== undefined && now - known.last <= SIMILAR_INTERVAL;
    const record = isFresh ? known : { messages: new Set<string>(), last: now };
    record.last = now;
    record.messages.add(message);
    this.similar.set(sort, record);
    if (record.messages.size < MAX_SIMILAR) return false;
    record.messages.delete(message);
    return true;
  }

  /** Upstream: EventSourceObjectSpamFilter.Filter. */
  private isAllowed(about: string, now: SimTime): boolean {
    const known = this.allowances.get(about) ?? { tokens: BURST, since: now };
    const tokens = Math.min(BURST, known.tokens + (now - known.since) / REFILL);
    const isAllowed = tokens >= 1;
    this.allowances.set(about, { tokens: isAllowed ? tokens - 1 : tokens, since: micros(now) });
    return isAllowed;
  }

  private nameFor(object: string): string {
    return `${object}.${(++this.made).toString(16).padStart(16, '0')}`;
  }
}
