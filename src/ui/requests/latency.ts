/** How long requests took and how they ended, in equal stretches of time. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import type { Outcome, RequestTrace } from '../../simulation/trace.ts';

/** The requests that ended in one stretch. */
export interface LatencyBin {
  readonly from: SimTime;
  /** Of those that were answered, in microseconds; undefined where none was. */
  readonly median: number | undefined;
  readonly longest: number | undefined;
  readonly outcomes: ReadonlyMap<Outcome, number>;
}

/** The stretches of `width` microseconds from the start to `until`, in order of time. */
export function latencyBins(requests: readonly RequestTrace[], until: SimTime, width: number): readonly LatencyBin[] {
  const count = Math.max(1, Math.ceil((until + 1) / width));
  const took = Array.from({ length: count }, (): number[] => []);
  const outcomes = Array.from({ length: count }, () => new Map<Outcome, number>());
  for (const { startedAt, finishedAt, outcome } of requests) {
    if (finishedAt > until) continue;
    const place = Math.floor(finishedAt / width);
    const bin = outcomes[place];
    bin?.set(outcome, (bin.get(outcome) ?? 0) + 1);
    if (outcome === 'answered') took[place]?.push(finishedAt - startedAt);
  }
  return took.map((times, place) => {
    const sorted = times.toSorted((a, b) => a - b);
    return {
      from: micros(place * width),
      median: sorted[Math.floor((sorted.length - 1) / 2)],
      longest: sorted.at(-1),
      outcomes: outcomes[place] ?? new Map<Outcome, number>(),
    };
  });
}

/** A width that people like, so that about `wanted` stretches cover the time until `until`. */
export function binWidth(until: SimTime, wanted: number): number {
  const least = Math.max(until, 1) / wanted;
  return WIDTHS.find((width) => width >= least) ?? Math.ceil(least);
}

const SECOND = 1_000_000;
const WIDTHS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600].map((width) => width * SECOND);
