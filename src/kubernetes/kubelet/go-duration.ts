/** A duration as Go's `time.Duration` prints itself. */
import type { SimTime } from '../../base/sim-time.ts';

/** `10s`, `1m20s`, `5m0s`, `812ms`, `1.5s`. Upstream: time.Duration.String. */
export function goDuration(duration: SimTime): string {
  if (duration === 0) return '0s';
  if (duration < 1_000) return `${duration}µs`;
  if (duration < 1_000_000) return `${duration / 1_000}ms`;
  const whole = Math.floor(duration / 60_000_000);
  const rest = (duration - whole * 60_000_000) / 1_000_000;
  const hours = Math.floor(whole / 60);
  if (hours > 0) return `${hours}h${whole - hours * 60}m${rest}s`;
  return whole > 0 ? `${whole}m${rest}s` : `${rest}s`;
}
