/** Two runs side by side: which boxes look different, and which requests ended differently. */
import type { SimTime } from '../base/sim-time.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import type { Diagram, DiagramBox } from './diagram.ts';

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

/** A request that both runs have and that came to something else in the other. */
export interface RequestDifference {
  readonly request: RequestTrace;
  readonly other: RequestTrace;
}

/** How the requests of two runs compare up to a moment. */
export interface RequestComparison {
  /** How many both runs have seen to an end. */
  readonly compared: number;
  /** Those whose outcome, pod or source seen by the pod differ; by id. */
  readonly different: ReadonlyMap<string, RequestDifference>;
}

/** Compares the requests that have ended by `until` in both; the same one has the same id, client and URL. */
export function compareRequests(one: Trace, other: Trace, until: SimTime): RequestComparison {
  const others = new Map(other.requests.map((request) => [request.id, request]));
  const different = new Map<string, RequestDifference>();
  let compared = 0;
  for (const request of one.requests) {
    const counterpart = others.get(request.id);
    if (counterpart === undefined || request.finishedAt > until || counterpart.finishedAt > until) continue;
    if (counterpart.client !== request.client || counterpart.url !== request.url) continue;
    compared += 1;
    if (fate(request) !== fate(counterpart)) different.set(request.id, { request, other: counterpart });
  }
  return { compared, different };
}

/** What came of it; which of several equal pods answered is chance, and counts only where the other had none. */
function fate({ outcome, sourceSeenByPod, answeredBy }: RequestTrace): string {
  return JSON.stringify([outcome, sourceSeenByPod, answeredBy === undefined]);
}
