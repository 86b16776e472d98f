/** When each part of a request is shown: the trace's own times, until a time lens stretches them. */
import type { SimTime } from '../../base/sim-time.ts';
import type { RequestTrace } from '../../simulation/trace.ts';

/** When each hop (the way there, then the way back) is shown first. */
export function presentedHops(request: RequestTrace): readonly SimTime[] {
  return [...request.hops, ...request.reply].map((hop) => hop.at);
}

/** When the outcome is shown. */
export function presentedEnd(request: RequestTrace): SimTime {
  return request.finishedAt;
}
