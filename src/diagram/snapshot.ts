/** The cluster as it was at one moment of a trace: every object by kind and key, and how the machines were. */
import type { SimTime } from '../base/sim-time.ts';
import type { Kind, KubernetesObject, ObjectByKind } from '../kubernetes/api/objects.ts';
import type { ObjectRevision, Trace, TraceEvent } from '../simulation/trace.ts';

/** All objects of a moment, by kind and then by key (`namespace/name` or the bare name). */
export type ObjectsByKind = { readonly [K in Kind]: ReadonlyMap<string, ObjectByKind[K]> };

/** One moment of a trace. The same moment of the same trace gives the very same snapshot object. */
export interface Snapshot {
  readonly objects: ObjectsByKind;
  /** Names of the nodes without power. */
  readonly nodesOff: ReadonlySet<string>;
  /** Names of the nodes that no packet leaves or reaches; they may have power or not. */
  readonly nodesCut: ReadonlySet<string>;
  /** Whether the cluster has a cloud that makes load balancers. */
  readonly hasLoadBalancerProvider: boolean;
  /** Whether the firewall in front of the nodes lets the internet through to them. */
  readonly isFirewallOpen: boolean;
  /** The load balancers' view: `service node` to whether the node is healthy. */
  readonly health: ReadonlyMap<string, boolean>;
}

type Objects = { readonly [K in Kind]: ReadonlyMap<string, KubernetesObject> };
type Mark = Extract<TraceEvent, { type: 'hostChanged' | 'healthChanged' | 'firewallChanged' | 'command' }>;

/** What was worked out for one list of revisions: checkpoints, and the snapshots last asked for. */
interface Memory {
  readonly checkpoints: Objects[];
  readonly recent: Map<string, Snapshot>;
}

const CHECKPOINT_EVERY = 256;
const RECENT_KEPT = 48;
const memories = new WeakMap<readonly ObjectRevision[], Memory>();
const marksOf = new WeakMap<readonly TraceEvent[], readonly Mark[]>();

const NOTHING: Objects = {
  Deployment: new Map(),
  EndpointSlice: new Map(),
  Event: new Map(),
  Ingress: new Map(),
  Lease: new Map(),
  Namespace: new Map(),
  Node: new Map(),
  Pod: new Map(),
  ReplicaSet: new Map(),
  Service: new Map(),
  StatefulSet: new Map(),
};

/**
 * The objects and machines of `trace` at `time` (inclusive). Cheap to call often: checkpoints every 256 revisions, and
 * equal moments share one result.
 */
export function snapshotAt(trace: Trace, time: SimTime): Snapshot {
  const { revisions } = trace;
  let memory = memories.get(revisions);
  if (memory === undefined) {
    memory = { checkpoints: [NOTHING], recent: new Map() };
    memories.set(revisions, memory);
  }
  const marks = relevantMarks(trace.events);
  const count = countUntil(revisions, time);
  const markCount = countUntil(marks, time);
  const name = `${String(count)}:${String(markCount)}`;
  const known = memory.recent.get(name);
  if (known !== undefined) return known;
  const snapshot: Snapshot = {
    // Every revision's kind says which map its object goes into, which the compiler cannot see.
    objects: objectsAfter(revisions, count, memory.checkpoints) as unknown as ObjectsByKind,
    ...machinesAfter(marks, markCount),
  };
  if (memory.recent.size >= RECENT_KEPT) memory.recent.clear();
  memory.recent.set(name, snapshot);
  return snapshot;
}

/** How many entries of a list in order of time happened at or before `time`. */
export function countUntil(list: readonly { readonly at: SimTime }[], time: SimTime): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = list[middle];
    if (entry !== undefined && entry.at <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function objectsAfter(revisions: readonly ObjectRevision[], count: number, checkpoints: Objects[]): Objects {
  const wanted = Math.floor(count / CHECKPOINT_EVERY);
  while (checkpoints.length <= wanted) {
    const from = (checkpoints.length - 1) * CHECKPOINT_EVERY;
    const base = checkpoints[checkpoints.length - 1] ?? NOTHING;
    checkpoints.push(apply(base, revisions.slice(from, from + CHECKPOINT_EVERY)));
  }
  return apply(checkpoints[wanted] ?? NOTHING, revisions.slice(wanted * CHECKPOINT_EVERY, count));
}

/** `base` with the revisions on top; kinds that none of them touches are shared. */
function apply(base: Objects, revisions: readonly ObjectRevision[]): Objects {
  const fresh = new Map<Kind, Map<string, KubernetesObject>>();
  for (const { kind, key, object } of revisions) {
    let map = fresh.get(kind);
    if (map === undefined) {
      map = new Map(base[kind]);
      fresh.set(kind, map);
    }
    if (object === undefined) map.delete(key);
    else map.set(key, object);
  }
  return fresh.size === 0 ? base : { ...base, ...Object.fromEntries(fresh) };
}

/** Whether the firewall is closed at any moment of the trace: the picture keeps room for it. */
export function isFirewallEverClosed({ events }: Trace): boolean {
  return relevantMarks(events).some((mark) => mark.type === 'firewallChanged');
}

function relevantMarks(events: readonly TraceEvent[]): readonly Mark[] {
  let marks = marksOf.get(events);
  if (marks === undefined) {
    marks = events.filter(
      (event): event is Mark =>
        event.type === 'hostChanged' ||
        event.type === 'healthChanged' ||
        event.type === 'firewallChanged' ||
        (event.type === 'command' && event.command.type === 'setLoadBalancerProvider'),
    );
    marksOf.set(events, marks);
  }
  return marks;
}

function machinesAfter(marks: readonly Mark[], count: number): Omit<Snapshot, 'objects'> {
  const nodesOff = new Set<string>();
  const nodesCut = new Set<string>();
  const health = new Map<string, boolean>();
  let hasLoadBalancerProvider = true;
  let isFirewallOpen = true;
  for (const mark of marks.slice(0, count)) {
    if (mark.type === 'healthChanged') {
      health.set(`${mark.service} ${mark.node}`, mark.healthy);
    } else if (mark.type === 'hostChanged') {
      setMember(nodesOff, mark.node, !mark.isOn);
      setMember(nodesCut, mark.node, !mark.isConnected);
    } else if (mark.type === 'firewallChanged') {
      isFirewallOpen = mark.isOpen;
    } else if (mark.command.type === 'setLoadBalancerProvider') {
      hasLoadBalancerProvider = mark.command.isOn;
    }
  }
  return { nodesOff, nodesCut, hasLoadBalancerProvider, isFirewallOpen, health };
}

function setMember(set: Set<string>, name: string, isMember: boolean): void {
  if (isMember) set.add(name);
  else set.delete(name);
}
