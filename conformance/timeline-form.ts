/** The form of timeline.json. */

/** A summary's fields by name, as the recording has them. */
export type Summary = Readonly<Record<string, unknown>>;

/** A row of a recorded run: a change as a watch showed it, or (`Action`) what was done to the cluster. */
export interface RecordedRow {
  readonly t: number;
  readonly kind: string;
  readonly name?: string;
  readonly type?: 'INITIAL' | 'ADDED' | 'MODIFIED' | 'DELETED';
  /** All of it, the first time that the object is seen. */
  readonly state?: Summary;
  /** The fields that differ from the row before; of conditions, the types that differ. */
  readonly changed?: Summary;
  readonly text?: string;
}

/** A command as it was given to kubectl. */
interface RecordedCommand {
  readonly argv: readonly string[];
}

/** One recorded run. */
export interface RecordedRun {
  readonly id: string;
  /** The manifest that was applied last: before the run, or by an `apply` in it. */
  readonly manifest: string;
  readonly events: readonly RecordedRow[];
  readonly commands?: readonly RecordedCommand[];
  /** When the node that fails last gave a sign of life. */
  readonly lastHeartbeats?: { readonly lastLeaseRenewal?: number; readonly lastStatusHeartbeat?: number };
}

/** A change: which fields of which object took which values when. `undefined` as `fields`: the object is gone. */
export interface Row {
  readonly t: number;
  readonly kind: string;
  readonly name: string;
  readonly type: 'INITIAL' | 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly fields: Summary | undefined;
}

/** The kinds that are compared. */
export const COMPARED: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'Pod',
  'EndpointSlice',
  'Event',
  'Node',
]);

/** The recorded rows of the compared kinds. */
export function recordedRows(run: RecordedRun): readonly Row[] {
  return run.events.flatMap(({ t, kind, name, type, state, changed }): readonly Row[] => {
    if (!COMPARED.has(kind) || name === undefined || type === undefined) return [];
    if (isOfApiServer(kind, name)) return [];
    return [{ t, kind, name, type, fields: type === 'DELETED' ? undefined : (state ?? changed ?? {}) }];
  });
}

/** Whether it is the EndpointSlice of the API server itself: its address is the recording machine's. */
export function isOfApiServer(kind: string, name: string): boolean {
  return kind === 'EndpointSlice' && name === 'kubernetes';
}

/** The fields of `next` that differ from `previous`; of conditions, the types that differ. */
export function changedFields(previous: Summary, next: Summary): Summary {
  const changed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(next)) {
    const before = previous[field];
    if (sameValue(before, value)) continue;
    changed[field] = field === 'conditions' ? changedConditions(asFields(before), asFields(value)) : value;
  }
  return changed;
}

function changedConditions(before: Summary, now: Summary): Summary {
  const types = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const differing = types.filter((type) => !sameValue(before[type], now[type]));
  return Object.fromEntries(differing.map((type) => [type, now[type] ?? null]));
}

/** Whether two values are alike as JSON, whatever the order of their keys. */
export function sameValue(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

/** The value as JSON with sorted keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isFields(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** The value as fields by name; none when it is no JSON object. */
export function asFields(value: unknown): Summary {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Summary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
