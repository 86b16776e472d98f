/** Virtual time: whole microseconds since the session's start. */

declare const simTime: unique symbol;

/** A moment of virtual time in whole microseconds since the session's start. */
export type SimTime = number & { readonly [simTime]: true };

/** The start of every session. */
export const START: SimTime = micros(0);

/** A moment so many microseconds after the start. */
export function micros(value: number): SimTime {
  // The brand's only door: a plain number becomes a moment here.
  return Math.round(value) as SimTime;
}

/** A moment, or a duration to add, of so many milliseconds. */
export function millis(value: number): SimTime {
  return micros(value * 1_000);
}

/** A moment, or a duration to add, of so many seconds. */
export function seconds(value: number): SimTime {
  return micros(value * 1_000_000);
}

/** The moment `duration` after `time`. */
export function after(time: SimTime, duration: SimTime): SimTime {
  return micros(time + duration);
}

/** The moment as seconds, for people and for JSON. */
export function toSeconds(time: SimTime): number {
  return time / 1_000_000;
}

/**
 * A Go-style duration (`1h2m3s`, `500ms`, `250us`) as microseconds, or undefined when the text is none.
 * Upstream: time.ParseDuration, without signs and nanoseconds.
 */
export function parseDuration(text: string): SimTime | undefined {
  const unit: Record<string, number> = { us: 1, µs: 1, ms: 1_000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000 };
  if (!/^(\d+(\.\d+)?(us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, number, name] of text.matchAll(/(\d+(?:\.\d+)?)(us|µs|ms|s|m|h)/g)) {
    total += Number(number) * (unit[name ?? ''] ?? 0);
  }
  return Number.isSafeInteger(Math.round(total)) ? micros(total) : undefined;
}
