/** Requests counted by outcome in equal stretches of time: what the timeline draws behind its scrubber. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Outcome, RequestTrace } from '../../simulation/trace.ts';

/** How many requests of each outcome ended within one stretch. */
export type Bin = Readonly<Partial<Record<Outcome, number>>>;

/** Counts `requests` into `count` equal stretches of [0, until) by when they ended; what ends later is left out. */
export function binRequests(requests: readonly RequestTrace[], until: SimTime, count: number): readonly Bin[] {
  const bins: Partial<Record<Outcome, number>>[] = Array.from({ length: count }, () => ({}));
  if (until <= 0) return bins;
  for (const { finishedAt, outcome } of requests) {
    const bin = bins[Math.floor((finishedAt / until) * count)];
    if (bin !== undefined) bin[outcome] = (bin[outcome] ?? 0) + 1;
  }
  return bins;
}
