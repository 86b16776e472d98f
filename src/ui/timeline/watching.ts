/** What playing looks out for: a failure, a lost node, the end of a loop, a stretch in which nothing happens. */
import { micros, millis, seconds, type SimTime } from '../../base/sim-time.ts';
import type { Mark } from './marks.ts';
import type { RequestIndex } from './request-index.ts';
import { countUpTo } from './sorted.ts';

/** What somebody wants to be stopped or hurried by. */
export interface Watch {
  readonly skipsIdle: boolean;
  readonly stopsOnFailure: boolean;
  readonly stopsOnNotReady: boolean;
  /** A stretch that is played again and again; without `to` its end has not been set yet. */
  readonly loop: { readonly from: SimTime; readonly to: SimTime | undefined } | undefined;
}

/** Only stretches longer than this are worth a jump. */
const IDLE = seconds(1.5);
/** A jump ends so long before what comes next, so that it is seen to begin. */
const LEAD = millis(250);

/** The first moment after `from` and up to `to` at which playing is to stop; undefined when there is none. */
export function nextStopOfWatch(
  { stopsOnFailure, stopsOnNotReady }: Watch,
  index: RequestIndex,
  marks: readonly Mark[],
  from: number,
  to: number,
): SimTime | undefined {
  const moments: number[] = [];
  if (stopsOnFailure) {
    for (const [outcome, ends] of index.endsByOutcome) {
      const next = outcome === 'answered' ? undefined : ends[countUpTo(ends, from)];
      if (next !== undefined) moments.push(next);
    }
  }
  if (stopsOnNotReady) {
    const mark = marks.find(({ at, type }) => type === 'notReady' && at > from);
    if (mark !== undefined) moments.push(mark.at);
  }
  const first = Math.min(...moments);
  return first <= to ? micros(first) : undefined;
}

/** Where to jump from `now`, when nothing is under way and nothing happens for a good while; undefined otherwise. */
export function endOfIdle(index: RequestIndex, marks: readonly Mark[], now: SimTime): SimTime | undefined {
  const begun = countUpTo(index.starts, now);
  if (begun > 0 && (index.latestEnds[begun - 1] ?? 0) > now) return undefined;
  const start = index.starts[begun] ?? Infinity;
  const mark = marks.find(({ at }) => at > now)?.at ?? Infinity;
  const next = Math.min(start, mark);
  return Number.isFinite(next) && next - now > IDLE ? micros(next - LEAD) : undefined;
}
