/** Two runs side by side: which boxes look different, and which requests ended differently. */
import { micros, type SimTime } from '../base/sim-time.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import type { Diagram, DiagramBox } from './diagram.ts';
import { DEFAULT_LENS, presentedTimes } from './flight.ts';

/** The ids of the boxes that one picture has and the other has not, or that say something else there. Places do not count. */
export function differingBoxes(one: Diagram, other: Diagram): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [a, b] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const box of a.boxes) {
      const counterpart = b.byId.get(box.id);
      if (counterpart === undefined || words(box) !== words(counterpart)) ids.add(box.id);
    }
  }
  return ids;
}

/** All that a box says. */
function words({ title, lines, status, labels, count, service }: DiagramBox): string {
  return JSON.stringify([title, lines, status, labels, count, service]);
}

/** How the requests of two runs compare: from when on each is seen to have ended in both, ascending. */
export interface RequestComparison {
  readonly compared: readonly SimTime[];
  /** Of those the ones that `differ`. */
  readonly different: readonly SimTime[];
}

/** Compares the requests that both runs have. */
export function compareRequests(one: Trace, other: Trace): RequestComparison {
  const others = counterparts(one, other);
  const compared: SimTime[] = [];
  const different: SimTime[] = [];
  for (const request of one.requests) {
    const counterpart = others.get(request.id);
    if (counterpart === undefined) continue;
    const from = seenFrom(request, counterpart);
    compared.push(from);
    if (differ(request, counterpart)) different.push(from);
  }
  const ascending = (a: SimTime, b: SimTime): number => a - b;
  return { compared: compared.sort(ascending), different: different.sort(ascending) };
}

/** From when on both are seen to have ended, through the lens of the picture. */
export function seenFrom(one: RequestTrace, other: RequestTrace): SimTime {
  const ends = [one, other].map((request) => presentedTimes(request, DEFAULT_LENS).end);
  return micros(Math.max(...ends));
}

/**
 * The request of the other run that is the same as one of this run (by id): the same client's for the same URL, the first
 * for the first, the second for the second. Where a client calls a URL in one run only, as when it was edited, such
 * requests of the one run count as those of the other.
 */
export function counterparts(one: Trace, other: Trace): ReadonlyMap<string, RequestTrace> {
  const known = pairsKnown.get(one.requests);
  if (known?.other === other.requests) return known.pairs;
  const pairs = pairUp(one, other);
  pairsKnown.set(one.requests, { other: other.requests, pairs });
  return pairs;
}

/** The pairs of two runs, for as long as neither has more requests: the verdict, the list and the inspector ask for them. */
const pairsKnown = new WeakMap<
  readonly RequestTrace[],
  { readonly other: readonly RequestTrace[]; readonly pairs: ReadonlyMap<string, RequestTrace> }
>();

function pairUp(one: Trace, other: Trace): ReadonlyMap<string, RequestTrace> {
  const [here, there] = [streamsOf(one), streamsOf(other)];
  const others = new Map(numbered(other, here).map(([key, request]) => [key, request]));
  const pairs = new Map<string, RequestTrace>();
  for (const [key, { id }] of numbered(one, there)) {
    const counterpart = others.get(key);
    if (counterpart !== undefined) pairs.set(id, counterpart);
  }
  return pairs;
}

/** Whether something else came of it; which of several equal pods answered is chance, and counts only where the other had none. */
export function differ(one: RequestTrace, other: RequestTrace): boolean {
  return fate(one) !== fate(other);
}

function fate({ outcome, sourceSeenByPod, answeredBy }: RequestTrace): string {
  return JSON.stringify([outcome, sourceSeenByPod, answeredBy === undefined]);
}

function streamOf({ client, url }: RequestTrace): string {
  return `${client} ${url}`;
}

function streamsOf({ requests }: Trace): ReadonlySet<string> {
  return new Set(requests.map(streamOf));
}

/** The requests in order, each with its number within its stream, or among its client's streams that the other run has not. */
function numbered({ requests }: Trace, others: ReadonlySet<string>): readonly (readonly [string, RequestTrace])[] {
  const counts = new Map<string, number>();
  const inOrder = requests.toSorted((a, b) => a.startedAt - b.startedAt || sequence(a) - sequence(b));
  return inOrder.map((request) => {
    const stream = streamOf(request);
    const name = others.has(stream) ? stream : request.client;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [`${name} ${String(count)}`, request];
  });
}

/** The number in `r17`. */
function sequence({ id }: RequestTrace): number {
  return Number(id.slice(1));
}
