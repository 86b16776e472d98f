/** The playhead: the exact moment that the page shows. The canvas asks it; React sees only a coarse copy in the store. */
import { micros, START, type SimTime } from '../../base/sim-time.ts';
import { onFrame } from '../present/frame-scheduler.ts';

/** A frame that comes later than this (a sleeping tab, a long task) moves the playhead no further. */
const LONGEST_FRAME_MS = 100;

/** Told of each movement: whether the playhead flowed there while playing, or jumped (a step, a seek). */
export type PlayheadListener = (time: SimTime, movement: 'flow' | 'jump') => void;

/** Microseconds as a fraction too, so that slow motion loses nothing to rounding. */
let exact: number = START;
let limit: SimTime = START;
let stop: (() => void) | undefined;
const listeners = new Set<PlayheadListener>();

function moveTo(value: number, movement: 'flow' | 'jump'): void {
  const next = Math.min(Math.max(value, START), limit);
  if (next === exact) return;
  exact = next;
  for (const listener of listeners) listener(micros(exact), movement);
}

function now(): SimTime {
  return micros(exact);
}

function onMove(listener: PlayheadListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function jumpTo(time: SimTime): void {
  moveTo(time, 'jump');
}

function limitTo(time: SimTime): void {
  limit = time;
  moveTo(exact, 'jump');
}

function run(speed: number): void {
  stop?.();
  let lastMs: number | undefined;
  stop = onFrame('advance', (wallMs) => {
    const elapsedMs = lastMs === undefined ? 0 : Math.min(wallMs - lastMs, LONGEST_FRAME_MS);
    lastMs = wallMs;
    moveTo(exact + elapsedMs * 1_000 * speed, 'flow');
  });
}

function halt(): void {
  stop?.();
  stop = undefined;
}

/**
 * The one playhead of the page. Only the playback store moves it; anybody may ask it (`now`) or follow it (`onMove`,
 * which returns how to stop following). `run` advances it by wall time times `speed` (virtual seconds for each wall
 * second) and never beyond the limit.
 */
export const playhead = { now, onMove, jumpTo, limitTo, run, halt } as const;
