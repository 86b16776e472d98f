/** Round numbers along an axis of time. */

const STEPS: readonly number[] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200];
const MOST_TICKS = 7;

/** Seconds to label on an axis from 0 to `end` seconds: round, evenly apart, at most seven, and none at the very end. */
export function axisTicks(end: number): readonly number[] {
  const step = STEPS.find((each) => end / each <= MOST_TICKS) ?? Math.ceil(end / MOST_TICKS / 3_600) * 3_600;
  const ticks: number[] = [];
  for (let tick = 0; tick < end - step / 4; tick += step) ticks.push(tick);
  return ticks;
}
