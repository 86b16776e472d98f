/** A trace's requests in the orders that the timeline and the table ask for. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Outcome, RequestTrace } from '../../simulation/trace.ts';
import { presentedEnd } from './presented.ts';

/** The requests by start and by end; the times beside them are for binary search. */
export interface RequestIndex {
  readonly byStart: readonly RequestTrace[];
  readonly starts: Float64Array;
  readonly byId: ReadonlyMap<string, RequestTrace>;
  /** For each place in `byStart`, the latest presented end of it and all before it: how far back one must look. */
  readonly latestEnds: Float64Array;
  readonly byEnd: readonly RequestTrace[];
  readonly ends: Float64Array;
  /** The ends of each outcome's requests, ascending. */
  readonly endsByOutcome: ReadonlyMap<Outcome, readonly number[]>;
}

const known = new WeakMap<readonly RequestTrace[], RequestIndex>();

/** The index of these requests; made once for each array. */
export function indexRequests(requests: readonly RequestTrace[]): RequestIndex {
  let index = known.get(requests);
  if (index === undefined) {
    index = buildIndex(requests);
    known.set(requests, index);
  }
  return index;
}

function buildIndex(requests: readonly RequestTrace[]): RequestIndex {
  const endOf = new Map<string, SimTime>(requests.map((request) => [request.id, presentedEnd(request)]));
  const end = (request: RequestTrace): number => endOf.get(request.id) ?? request.finishedAt;
  const byStart = requests.toSorted((a, b) => a.startedAt - b.startedAt || sequence(a) - sequence(b));
  const byEnd = requests.toSorted((a, b) => end(a) - end(b) || sequence(a) - sequence(b));
  const latestEnds = new Float64Array(byStart.length);
  let latest = -Infinity;
  byStart.forEach((request, place) => {
    latest = Math.max(latest, end(request));
    latestEnds[place] = latest;
  });
  const endsByOutcome = new Map<Outcome, number[]>();
  for (const request of byEnd) {
    const ends = endsByOutcome.get(request.outcome);
    if (ends === undefined) endsByOutcome.set(request.outcome, [end(request)]);
    else ends.push(end(request));
  }
  return {
    byStart,
    byId: new Map(requests.map((request) => [request.id, request])),
    starts: Float64Array.from(byStart, (request) => request.startedAt),
    latestEnds,
    byEnd,
    ends: Float64Array.from(byEnd, end),
    endsByOutcome,
  };
}

/** The number in `r17`. */
function sequence(request: RequestTrace): number {
  return Number(request.id.slice(1));
}
