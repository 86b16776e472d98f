/** How old something is, as kubectl tells it. */
import { micros, type SimTime } from '../../base/sim-time.ts';

/** Every session starts at this moment of the API's clock. */
const START_MS = Date.UTC(2026, 0, 1);

/** The moment of a timestamp of the API; undefined where it is none. */
export function momentOf(timestamp: string | undefined): SimTime | undefined {
  if (timestamp === undefined) return undefined;
  const ms = Date.parse(timestamp) - START_MS;
  return Number.isNaN(ms) ? undefined : micros(ms * 1_000);
}

/**
 * A duration in microseconds as kubectl prints it: `90s`, `3m10s`, `25m`, `4h5m`. Timestamps have whole seconds, so what
 * has just happened may seem to lie ahead: that is `0s`. Upstream: apimachinery/pkg/util/duration HumanDuration (v1.36).
 */
export function humanDuration(duration: number): string {
  const seconds = Math.max(0, Math.floor(duration / 1_000_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 120) return `${String(seconds)}s`;
  if (minutes < 10) return joined(minutes, 'm', seconds % 60, 's');
  if (hours < 3) return `${String(minutes)}m`;
  if (hours < 8) return joined(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${String(hours)}h`;
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** How long ago the timestamp was at `now`; undefined where there is no timestamp. */
export function ageOf(timestamp: string | undefined, now: SimTime): string | undefined {
  const moment = momentOf(timestamp);
  return moment === undefined ? undefined : humanDuration(now - moment);
}

function joined(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${String(whole)}${unit}` : `${String(whole)}${unit}${String(rest)}${restUnit}`;
}
