/** Virtual time as text. */
import type { SimTime } from '../../base/sim-time.ts';

/** Seconds with milliseconds, as `12.345`. */
export function formatSeconds(time: SimTime): string {
  return (time / 1_000_000).toFixed(3);
}

/** A duration of so many microseconds in milliseconds, as `0.12` or `1.2`; from a second on without a fraction. */
export function formatMillis(duration: number): string {
  const ms = duration / 1_000;
  if (ms === 0) return '0';
  return ms < 1_000 ? ms.toFixed(ms < 10 ? 2 : 1) : Math.round(ms).toString();
}

/** A moment in minutes and whole seconds, as `0:40`; what has passed of a second is left out. */
export function formatMoment(time: SimTime): string {
  const whole = Math.floor(time / 1_000_000);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
