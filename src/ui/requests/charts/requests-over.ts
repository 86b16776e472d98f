/** The requests that are seen to have ended: what charts tell of, so that none gives away what the picture has not shown. */
import type { SimTime } from '../../../base/sim-time.ts';
import type { Trace } from '../../../simulation/trace.ts';
import { presentedEnd } from '../../timeline/presented.ts';

/** The trace with those requests alone that are over at `time` as the stage shows it. */
export function withRequestsOver(trace: Trace, time: SimTime): Trace {
  return { ...trace, requests: trace.requests.filter((request) => presentedEnd(request) <= time) };
}
