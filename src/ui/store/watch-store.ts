/** What playing looks out for, and the hand that stops, jumps and turns back the playhead for it. */
import { create } from 'zustand';
import type { SimTime } from '../../base/sim-time.ts';
import { marksOf } from '../timeline/marks.ts';
import { playhead } from '../timeline/playhead.ts';
import { indexRequests } from '../timeline/request-index.ts';
import { endOfIdle, nextStopOfWatch, type Watch } from '../timeline/watching.ts';
import { paused } from './playback-store.ts';
import { useRun } from './run-store.ts';
import { useSession } from './session-store.ts';

/** The watch's state; written by the actions below only. */
export const useWatch = create<Watch>()(() => ({
  skipsIdle: false,
  stopsOnFailure: false,
  stopsOnNotReady: false,
  loop: undefined,
}));

/** One of the switches was flipped. */
export function watchToggled(name: 'skipsIdle' | 'stopsOnFailure' | 'stopsOnNotReady'): void {
  useWatch.setState((state) => ({ [name]: !state[name] }));
}

/** A loop is to begin at the playhead. */
export function loopBegun(): void {
  useWatch.setState({ loop: { from: playhead.now(), to: undefined } });
}

/** The loop is to end at the playhead; one that would end before it begins turns round. */
export function loopEnded(): void {
  const { loop } = useWatch.getState();
  const now = playhead.now();
  if (loop === undefined || loop.from === now) return;
  useWatch.setState({ loop: now > loop.from ? { from: loop.from, to: now } : { from: now, to: loop.from } });
}

/** No loop any more. */
export function loopCleared(): void {
  useWatch.setState({ loop: undefined });
}

let before: SimTime = playhead.now();

playhead.onMove((time, movement) => {
  const from = before;
  before = time;
  const { trace } = useRun.getState();
  if (movement === 'jump' || trace === undefined) return;
  const watch = useWatch.getState();
  const index = indexRequests(trace.requests);
  const marks = marksOf(trace);
  const stop = nextStopOfWatch(watch, index, marks, from, time);
  if (stop !== undefined) {
    paused();
    playhead.jumpTo(stop);
  } else if (watch.loop?.to !== undefined && time >= watch.loop.to) {
    playhead.jumpTo(watch.loop.from);
  } else if (watch.skipsIdle) {
    const end = endOfIdle(index, marks, time);
    if (end !== undefined) playhead.jumpTo(end);
  }
});

useSession.subscribe((session, former) => {
  if (session.opening !== former.opening) loopCleared();
});
