/** What our watches would have shown: revisions as rows in the recording's form. */
import { type SimTime, toSeconds } from '../src/base/sim-time.ts';
import type { ObjectRevision } from '../src/simulation/trace.ts';
import { changedFields, COMPARED, isOfApiServer, type Row, type Summary } from './timeline-form.ts';
import { summaryOf } from './timeline-summary.ts';

/** The recorded watches saw this namespace alone. */
const OWN_NAMESPACE = 'default';

/** Revisions in the recording's form: the state at `start` as INITIAL rows, then each change that shows. */
export function rowsSince(revisions: readonly ObjectRevision[], start: SimTime): readonly Row[] {
  const known = new Map<string, Summary>();
  const rows: Row[] = [];
  let begun = false;
  const begin = (): void => {
    begun = true;
    for (const [id, fields] of known) {
      const [kind = '', name = ''] = id.split(' ');
      if (kind !== 'Event') rows.push({ t: 0, kind, name, type: 'INITIAL', fields });
    }
  };
  for (const { at, kind, key, object } of revisions) {
    if (!COMPARED.has(kind) || !isOwn(kind, key)) continue;
    if (!begun && at >= start) begin();
    const name = key.split('/').at(-1) ?? key;
    const id = `${kind} ${name}`;
    const t = toSeconds(at) - toSeconds(start);
    const before = known.get(id);
    const fields = object === undefined ? undefined : summaryOf(object);
    if (fields === undefined) {
      known.delete(id);
      if (begun && before !== undefined) rows.push({ t, kind, name, type: 'DELETED', fields: undefined });
      continue;
    }
    known.set(id, fields);
    if (fields['source'] === 'kubelet') continue;
    const changed = before === undefined ? fields : changedFields(before, fields);
    if (begun && Object.keys(changed).length > 0) {
      // An Event that is older than the run is told whole, as the recording does the first time that it sees one.
      const told = kind === 'Event' ? fields : changed;
      rows.push({ t, kind, name, type: before === undefined ? 'ADDED' : 'MODIFIED', fields: told });
    }
  }
  if (!begun) begin();
  return rows;
}

/** The recorded watches saw the namespace of the manifest alone, and nodes; its fake kubelet told no Events. */
function isOwn(kind: string, key: string): boolean {
  const [namespace, name = ''] = key.split('/');
  return kind === 'Node' || (namespace === OWN_NAMESPACE && !isOfApiServer(kind, name));
}
