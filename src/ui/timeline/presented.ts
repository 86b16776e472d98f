/** When each part of a request is shown on the stage: through the time lens that the whole page looks through. */
import type { SimTime } from '../../base/sim-time.ts';
import { DEFAULT_LENS, presentedTimes } from '../../diagram/flight.ts';
import type { RequestTrace } from '../../simulation/trace.ts';

/** When each hop (the way there, then the way back) is shown first. */
export function presentedHops(request: RequestTrace): readonly SimTime[] {
  return presentedTimes(request, DEFAULT_LENS).hops;
}

/** When the outcome is shown. */
export function presentedEnd(request: RequestTrace): SimTime {
  return presentedTimes(request, DEFAULT_LENS).end;
}
