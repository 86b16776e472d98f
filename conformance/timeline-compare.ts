/** Whether two timelines tell the same: see timeline.ts for what is compared, and why that is fair. */
import { asFields, canonical, type Row, type Summary } from './timeline-form.ts';
import { withoutPlace } from './timeline-names.ts';

/**
 * Seconds within which the recording is a matter of luck: the fake kubelet was up to 0.4 s late. A count that lasts less
 * may be passed over, and what happens to different objects in less has no order.
 */
const MOMENT = 0.5;

/** One thing out of place is out of order with many others: more than these say no more. */
const MOST_ORDER_DIFFERENCES = 5;

/** One field of one object takes a value. */
interface Fact {
  readonly t: number;
  readonly kind: string;
  readonly object: string;
  readonly field: string;
  readonly value: string;
  /** Facts of one row have the same number. */
  readonly row: number;
}

/** Counts that several quick changes may pass through in any number of steps. */
const COUNTS: ReadonlySet<string> = new Set([
  'replicas',
  'updated',
  'ready',
  'available',
  'unavailable',
  'terminating',
  'ports',
]);

/** What came of comparing one kind. */
export interface Comparison {
  readonly differences: readonly string[];
  /** The largest difference in time between two changes that correspond, in seconds. */
  readonly largest: number;
}

/** Compares the rows of one kind, both in the same names. `tolerance` in seconds. */
export function compareKind(recorded: readonly Row[], ours: readonly Row[], tolerance: number): Comparison {
  const differences: string[] = [];
  const pairs: (readonly [Fact, Fact])[] = [];
  const [theirTracks, ownTracks] = [tracksOf(factsOf(recorded)), tracksOf(factsOf(ours))];
  for (const track of new Set([...theirTracks.keys(), ...ownTracks.keys()])) {
    const [theirs, own] = [theirTracks.get(track) ?? [], ownTracks.get(track) ?? []];
    const isCombined = theirs.some(sayCombined) && own.some(sayCombined);
    const found = isCombined ? compareTrack(theirs.map(apart), own.map(apart)) : compareTrack(theirs, own);
    differences.push(...found.differences);
    pairs.push(...found.pairs);
  }
  differences.push(...orderDifferences(pairs));
  const inTime = pairs.filter(([fact]) => fact.t >= 0);
  for (const [fact, other] of inTime) {
    if (Math.abs(fact.t - other.t) <= tolerance) continue;
    differences.push(`${shown(fact)}: recorded at ${fact.t.toFixed(2)} s, ours at ${other.t.toFixed(2)} s`);
  }
  const largest = Math.max(0, ...inTime.map(([fact, other]) => Math.abs(fact.t - other.t)));
  return { differences, largest };
}

const COMBINED = '(combined from similar events): ';

function sayCombined({ kind, value }: Fact): boolean {
  return kind === 'Event' && value.startsWith(COMBINED);
}

/** The Event as if nothing had been combined and counted. */
function apart(fact: Fact): Fact {
  return { ...fact, value: fact.value.replace(COMBINED, '').replace(/ \(\d+\)$/, '') };
}

/** Rows as facts. The state at t0 is a fact too, at a time before all others. */
function factsOf(rows: readonly Row[]): readonly Fact[] {
  const facts: Fact[] = [];
  const endpoints = new Map<string, ReadonlySet<string>>();
  const events = new Map<string, Summary>();
  for (const [row, { t, kind, name, type, fields }] of rows.entries()) {
    const head = { t: type === 'INITIAL' ? -1 : Math.max(0, t), kind, object: name, row };
    if (kind === 'Event') {
      if (type === 'DELETED') continue;
      const event = { ...events.get(name), ...fields };
      events.set(name, event);
      facts.push({ ...head, ...eventFact(event) });
      continue;
    }
    if (fields === undefined || type === 'ADDED') {
      facts.push({ ...head, field: 'object', value: fields === undefined ? 'gone' : 'there' });
    }
    for (const [field, value] of Object.entries(withoutPlace(fields))) {
      if (field === 'conditions') {
        for (const [condition, what] of Object.entries(asFields(value))) {
          facts.push({ ...head, field: `conditions.${condition}`, value: canonical(what) });
        }
      } else if (field === 'endpoints' && Array.isArray(value)) {
        const now = endpointsIn(value);
        for (const gone of endpoints.get(name) ?? []) {
          if (!now.has(gone)) facts.push({ ...head, field: `endpoint ${gone}`, value: 'gone' });
        }
        for (const [pod, state] of now) facts.push({ ...head, field: `endpoint ${pod}`, value: state });
        endpoints.set(name, new Set(now.keys()));
      } else facts.push({ ...head, field, value: canonical(value) });
    }
  }
  return facts;
}

function endpointsIn(list: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(
    list.map((endpoint) => {
      const { pod, address, conditions } = asFields(endpoint);
      const { ready = true, serving = true, terminating = false } = asFields(conditions);
      return [String(pod ?? address), canonical({ ready, serving, terminating })];
    }),
  );
}

/** Events are known by whom they regard and why; the node a pod went to is free, and so is a node's past. */
function eventFact(event: Summary): Pick<Fact, 'object' | 'field' | 'value'> {
  const { regarding, reason, source, type, message, count } = event;
  const isNode = String(regarding).startsWith('Node/');
  const text = reason === 'Scheduled' ? String(message).replace(/ to \S+$/, ' to <node>') : String(message);
  const times = isNode || typeof count !== 'number' ? '' : ` (${count})`;
  return {
    object: String(regarding),
    field: `${String(type)} ${String(reason)} by ${String(source)}`,
    value: text + times,
  };
}

/** The values that each field of each object took, in order; a value that only came again is none. */
function tracksOf(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const tracks = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = `${fact.object} ${fact.field}`;
    const track = tracks.get(key);
    if (track === undefined) tracks.set(key, [fact]);
    else if (fact.kind === 'Event' || track.at(-1)?.value !== fact.value) track.push(fact);
  }
  return tracks;
}

interface TrackComparison {
  readonly differences: readonly string[];
  readonly pairs: readonly (readonly [Fact, Fact])[];
}

function compareTrack(recorded: readonly Fact[], ours: readonly Fact[]): TrackComparison {
  const { kind, field } = recorded[0] ?? ours[0] ?? { kind: '', field: '' };
  const isCount = COUNTS.has(field) && kind !== 'Pod' && kind !== 'Node';
  const pairs =
    kind === 'Event' && !field.includes('ScalingReplicaSet') ? sameValues(recorded, ours) : aligned(recorded, ours);
  const theirs = new Set(pairs.map(([fact]) => fact));
  const own = new Set(pairs.map(([, fact]) => fact));
  // A count that only went elsewhere and back has not changed for whoever did not see it go.
  const counts = (track: readonly Fact[], index: number, known: ReadonlySet<Fact>): boolean => {
    const before = track.findLast((fact, at) => at < index && (known.has(fact) || lasts(track, at)));
    return !isCount || (lasts(track, index) && before?.value !== track[index]?.value);
  };
  return {
    pairs,
    differences: [
      ...recorded
        .filter((fact, index) => !theirs.has(fact) && counts(recorded, index, theirs))
        .map((fact) => `recorded, not ours: ${when(fact)} ${shown(fact)}`),
      ...ours
        .filter((fact, index) => !own.has(fact) && counts(ours, index, own))
        .map((fact) => `ours, not recorded: ${when(fact)} ${shown(fact)}`),
    ],
  };
}

function lasts(track: readonly Fact[], index: number): boolean {
  const [fact, next] = [track[index], track[index + 1]];
  return fact === undefined || next === undefined || next.t - fact.t >= MOMENT || fact.t < 0;
}

/** Facts of one sort in any order: those with the same value belong together, first to first. */
function sameValues(recorded: readonly Fact[], ours: readonly Fact[]): readonly (readonly [Fact, Fact])[] {
  const rest = [...ours];
  return recorded.flatMap((fact) => {
    const index = rest.findIndex(({ value }) => value === fact.value);
    const [other] = index < 0 ? [] : rest.splice(index, 1);
    return other === undefined ? [] : [[fact, other] as const];
  });
}

/** The longest common run of values; where there are several, the one whose times are closest. */
function aligned(recorded: readonly Fact[], ours: readonly Fact[]): readonly (readonly [Fact, Fact])[] {
  const width = ours.length + 1;
  const best = new Float64Array((recorded.length + 1) * width);
  const gain = (i: number, j: number): number => {
    const [fact, other] = [recorded[i], ours[j]];
    if (fact === undefined || other === undefined || fact.value !== other.value) return 0;
    return (lasts(recorded, i) ? 2 : 1) - Math.min(Math.abs(fact.t - other.t), 50) / 100;
  };
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = recorded.length - 1; i >= 0; i--) {
    for (let j = ours.length - 1; j >= 0; j--) {
      const both = gain(i, j);
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), both > 0 ? both + at(i + 1, j + 1) : 0);
    }
  }
  const pairs: (readonly [Fact, Fact])[] = [];
  for (let i = 0, j = 0; i < recorded.length && j < ours.length;) {
    const both = gain(i, j);
    const [fact, other] = [recorded[i], ours[j]];
    if (both > 0 && fact !== undefined && other !== undefined && at(i, j) === both + at(i + 1, j + 1)) {
      pairs.push([fact, other]);
      i++;
      j++;
    } else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

/** Changes of one object keep the order of their rows; those of different objects where a moment lies between them. */
function orderDifferences(pairs: readonly (readonly [Fact, Fact])[]): readonly string[] {
  const sorted = pairs.filter(([fact]) => fact.t >= 0).toSorted(([left], [right]) => left.row - right.row);
  const differences: string[] = [];
  for (const [index, [fact, other]] of sorted.entries()) {
    for (const [later, otherLater] of sorted.slice(index + 1)) {
      const isExact = fact.object === later.object && (fact.kind === 'Pod' || fact.kind === 'Node');
      const isOrdered = isExact ? fact.row !== later.row : later.t - fact.t > MOMENT;
      if (isOrdered && otherLater.t < other.t) {
        differences.push(`order: ${shown(fact)} comes before ${shown(later)} in the recording, after it here`);
      }
      if (isExact && fact.row === later.row && otherLater.row !== other.row) {
        differences.push(`order: ${shown(fact)} and ${shown(later)} are one change in the recording, two here`);
      }
    }
  }
  return differences.slice(0, MOST_ORDER_DIFFERENCES);
}

function when({ t }: Fact): string {
  return t < 0 ? 'at the start' : `at ${t.toFixed(2)} s`;
}

function shown({ kind, object, field, value }: Fact): string {
  return `${kind} ${object} ${field} = ${value}`;
}
