/** Which requests the table shows at the playhead: filtered once, then cut by binary search. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Outcome, RequestTrace } from '../../simulation/trace.ts';
import { presentedEnd } from '../timeline/presented.ts';
import type { RequestIndex } from '../timeline/request-index.ts';
import { countUpTo } from '../timeline/sorted.ts';

/**
 * What the reader wants to see; no outcome picked means all of them. The text is words that a row must all have; one
 * like `client:alice`, `service:shop`, `pod:web-1` or `source:10.` looks at that column alone.
 */
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
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const byOutcome = outcomes.length > 0;
  const requests = byOutcome ? index.byEnd : index.byStart;
  const times = byOutcome ? index.ends : index.starts;
  if (!byOutcome && words.length === 0) return { requests, shownFrom: times };
  const kept: RequestTrace[] = [];
  const shownFrom: number[] = [];
  requests.forEach((request, place) => {
    if (byOutcome && !outcomes.includes(request.outcome)) return;
    if (!words.every((word) => mentions(request, word))) return;
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

/** The columns that a word can ask for by name. */
export const FILTER_COLUMNS = ['client', 'service', 'pod', 'source', 'url'] as const;

type FilterColumn = (typeof FILTER_COLUMNS)[number];

function mentions(request: RequestTrace, word: string): boolean {
  const [, name, rest] = /^([a-z]+):(.+)$/.exec(word) ?? [];
  const column = FILTER_COLUMNS.find((each) => each === name);
  if (column !== undefined && rest !== undefined) return has(textOf(request, column), rest);
  return has(request.id, word) || FILTER_COLUMNS.some((each) => has(textOf(request, each), word));
}

function textOf({ client, url, answeredBy, sourceSeenByPod, service }: RequestTrace, column: FilterColumn): string {
  switch (column) {
    case 'client':
      return client;
    case 'service':
      return service === undefined ? '' : `${service.namespace}/${service.name}`;
    case 'pod':
      return answeredBy ?? '';
    case 'source':
      return sourceSeenByPod ?? '';
    case 'url':
      return url;
  }
}

function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part);
}
