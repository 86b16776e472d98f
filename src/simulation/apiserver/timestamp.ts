/** RFC 3339 text from virtual time: every session starts at midnight, 1 January 2026, UTC. */
import { micros, type SimTime } from '../../base/sim-time.ts';

/** Days from 1 January 1970 to 1 January 2026. */
const EPOCH_DAYS = 20_454;

/** The moment as the API writes it, in whole seconds (`2026-01-01T00:00:05Z`). Upstream: metav1.Time. */
export function toTimestamp(time: SimTime): string {
  const seconds = Math.floor(time / 1_000_000);
  if (seconds !== latest.seconds) latest = { seconds, text: write(seconds) };
  return latest.text;
}

/** The text made last: what happens in one second, and that is a great deal, shares it. */
let latest: { readonly seconds: number; readonly text: string } = { seconds: 0, text: write(0) };

function write(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  return `${toDate(EPOCH_DAYS + days)}T${two(Math.floor(rest / 3_600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}Z`;
}

/** The moment with microseconds, as Leases have it (`2026-01-01T00:00:05.250000Z`). Upstream: metav1.MicroTime. */
export function toMicroTimestamp(time: SimTime): string {
  const micros = String(time - Math.floor(time / 1_000_000) * 1_000_000).padStart(6, '0');
  return `${toTimestamp(time).slice(0, -1)}.${micros}Z`;
}

/**
 * The moment that such a text stands for, with or without a fraction; undefined for any other text. Virtual time starts
 * in 2026: what is earlier is negative.
 */
export function fromTimestamp(text: string): SimTime | undefined {
  if (text !== read.text) read = { text, time: parse(text) };
  return read.time;
}

/** The text read last: the same one is read over and over. */
let read: { readonly text: string; readonly time: SimTime | undefined } = { text: '', time: undefined };

function parse(text: string): SimTime | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?Z$/.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1, 7).map(Number);
  const whole = (daysTo(year, month, day) - EPOCH_DAYS) * 86_400 + hours * 3_600 + minutes * 60 + seconds;
  return micros((whole + Number(found[7] ?? '0')) * 1_000_000);
}

/** Days from 1970 to the date; the inverse of `toDate`. */
function daysTo(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a day counted from 1970, in the proleptic Gregorian calendar (years start in March). */
function toDate(daysSince1970: number): string {
  const days = daysSince1970 + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${two(month)}-${two(day)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
