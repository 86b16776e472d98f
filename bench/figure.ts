/** What a measurement says, and how measuring is done. */
import { performance } from 'node:perf_hooks';

/** A measured figure; `peer` is what the comparable program needed in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure must not exceed (`atMost`) or fall below (`atLeast`), where there is such a promise. */
  readonly bound?: { readonly atMost: number } | { readonly atLeast: number };
  readonly peer?: number;
}

const RUNS = 9;

/** The middle one of the values. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The median of the times, in milliseconds, that `work` takes, after once to warm up. */
export function medianMs(work: () => void, runs = RUNS): number {
  work();
  return median(Array.from({ length: runs }, () => timeMs(work)));
}

/** The time in milliseconds that `work` takes. */
export function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Whether the figure breaks its promise. */
export function isBroken({ value, bound }: Figure): boolean {
  if (bound === undefined) return false;
  return 'atMost' in bound ? !(value <= bound.atMost) : !(value >= bound.atLeast);
}

/** The figure as a line: `value unit  name  (bound)`. */
export function printed(figure: Figure): string {
  const { name, value, unit, bound, peer } = figure;
  const told = (given: number): string => (given >= 1000 ? Math.round(given).toLocaleString('en') : given.toFixed(2));
  const limit = bound === undefined ? '' : 'atMost' in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
  const notes = [
    ...(peer === undefined ? [] : [`webernetes: ${told(peer)} ${unit}`]),
    ...(limit === '' ? [] : [`bound: ${limit} ${unit}${isBroken(figure) ? ', BROKEN' : ''}`]),
  ];
  return `${told(value).padStart(11)} ${unit.padEnd(9)} ${name}${notes.length === 0 ? '' : `  (${notes.join('; ')})`}`;
}
