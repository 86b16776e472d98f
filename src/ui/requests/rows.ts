/** Which requests the table shows at the playhead: filtered once, then cut by binary search. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Outcome, RequestTrace } from '../../simulation/trace.ts';
import { presentedEnd } from '../timeline/presented.ts';
import type { RequestIndex } from '../timeline/request-index.ts';
import { countUpTo } from '../timeline/sorted.ts';

/** What the reader wants to see; no outcome picked means all of them. */
export interface RequestFilter {
  readonly text: string;
  readonly outcomes: readonly Outcome[];
}

/** Requests in the table's order with the moment from which each is shown, ascending. */
export interface RowSource {
  readonly requests: readonly RequestTrace[];
  readonly shownFrom: ArrayLike<number>;
}

/**
 * The rows that pass `filter`, whatever the time. Without picked outcomes they stand in the order in which they began
 * and are shown from then on; with some, in the order in which their outcome was seen, and not before it was.
 */
export function filterRows(index: RequestIndex, { text, outcomes }: RequestFilter): RowSource {
  const needle = text.trim().toLowerCase();
  const byOutcome = outcomes.length > 0;
  const requests = byOutcome ? index.byEnd : index.byStart;
  const times = byOutcome ? index.ends : index.starts;
  if (!byOutcome && needle === '') return { requests, shownFrom: times };
  const kept: RequestTrace[] = [];
  const shownFrom: number[] = [];
  requests.forEach((request, place) => {
    if (byOutcome && !outcomes.includes(request.outcome)) return;
    if (needle !== '' && !mentions(request, needle)) return;
    kept.push(request);
    shownFrom.push(times[place] ?? request.finishedAt);
  });
  return { requests: kept, shownFrom };
}

/** How many of the rows are to be seen at `time`. */
export function countRows(rows: RowSource, time: SimTime): number {
  return countUpTo(rows.shownFrom, time);
}

/** A request's outcome as far as it is known at `time`. */
export function statusAt(request: RequestTrace, time: SimTime): Outcome | 'inFlight' {
  return presentedEnd(request) <= time ? request.outcome : 'inFlight';
}

/** How many requests have come to each outcome by `time`; those without any are left out. */
export function countOutcomes(index: RequestIndex, time: SimTime): ReadonlyMap<Outcome, number> {
  const counts = new Map<Outcome, number>();
  for (const [outcome, ends] of index.endsByOutcome) {
    const count = countUpTo(ends, time);
    if (count > 0) counts.set(outcome, count);
  }
  return counts;
}

function mentions(request: RequestTrace, needle: string): boolean {
  const { id, client, url, answeredBy, sourceSeenByPod, service } = request;
  const texts = [id, client, url, answeredBy, sourceSeenByPod, service && `${service.namespace}/${service.name}`];
  return texts.some((text) => text?.toLowerCase().includes(needle) === true);
}
