/** Play, pause, step, seek: what moves the playhead. React sees the time coarsely; the exact one is the playhead's. */
import { create } from 'zustand';
import { after, micros, millis, seconds, START, type SimTime } from '../../base/sim-time.ts';
import type { Trace } from '../../simulation/trace.ts';
import { marksOf, nextEvent, previousEvent } from '../timeline/marks.ts';
import { playhead } from '../timeline/playhead.ts';
import { indexRequests, type RequestIndex } from '../timeline/request-index.ts';
import {
  nextRequest,
  nextStop,
  nextStopOf,
  previousRequest,
  previousStop,
  previousStopOf,
  type Stop,
} from '../timeline/step.ts';
import { ensureHorizon, useRun } from './run-store.ts';
import { useSession } from './session-store.ts';
import { selected, useView } from './view-store.ts';

/** The speeds on offer, in virtual seconds for each wall second. */
export const SPEEDS: readonly number[] = [0.1, 0.25, 0.5, 1, 2, 10, 60];

/** A future that was dropped because someone acted in the past: when, and how many later commands went with it. */
export interface Fork {
  readonly at: SimTime;
  readonly dropped: number;
}

interface PlaybackState {
  readonly isPlaying: boolean;
  readonly speed: number;
  /** Follows the playhead at most ten times a second, and at once on every jump. */
  readonly time: SimTime;
  readonly fork: Fork | undefined;
  /** Whether a skip waits for the simulation to get there, or has found nothing to skip to. */
  readonly skip: 'looking' | 'nothing' | undefined;
}

/** How much of the trace is asked for ahead of the playhead. */
const LEAD = seconds(20);
/** How long before its first request a session opens. */
const BEFORE_FIRST = millis(150);
/** How far a skip looks for something to happen before it gives up. */
const LONGEST_SKIP = seconds(400);
/** How long a fork is worth telling, in virtual time. */
const FORK_NEWS = seconds(10);
const COARSE_MS = 100;

/** The state of playing; written by the actions below only. */
export const usePlayback = create<PlaybackState>()(() => ({
  isPlaying: false,
  speed: 0.5,
  time: START,
  fork: undefined,
  skip: undefined,
}));

/** Someone pressed Play, or the page plays by itself. */
export function played(): void {
  usePlayback.setState({ isPlaying: true });
  playhead.run(usePlayback.getState().speed);
}

/** Someone pressed Pause, or took the next step by hand. */
export function paused(): void {
  playhead.halt();
  skipUntil = undefined;
  usePlayback.setState({ isPlaying: false, skip: undefined, time: playhead.now() });
}

/** The one button for both was pressed. */
export function playToggled(): void {
  if (usePlayback.getState().isPlaying) paused();
  else played();
}

/** Another speed was picked, in virtual seconds for each wall second. */
export function speedPicked(speed: number): void {
  usePlayback.setState({ speed });
  if (usePlayback.getState().isPlaying) playhead.run(speed);
}

/** Someone wants it faster (1) or slower (-1) by one step of the list. */
export function speedChanged(steps: 1 | -1): void {
  const next = SPEEDS[SPEEDS.indexOf(usePlayback.getState().speed) + steps];
  if (next !== undefined) speedPicked(next);
}

/** Someone went back to where the session opens. */
export function soughtToStart(): void {
  const { trace } = useRun.getState();
  if (trace !== undefined) soughtTo(firstMoment(trace));
}

/** Someone went to a moment; beyond what is simulated it stops at the end. */
export function soughtTo(time: SimTime): void {
  skipUntil = undefined;
  if (usePlayback.getState().skip !== undefined) usePlayback.setState({ skip: undefined });
  playhead.jumpTo(time);
}

/** Someone took a step forward: to the next hop, of the selected request first. */
export function steppedForward(): void {
  stepped((index, now, request) => (request && nextStopOf(request, now)) ?? nextStop(index, now));
}

/** Someone took a step back. */
export function steppedBack(): void {
  stepped((index, now, request) => (request && previousStopOf(request, now)) ?? previousStop(index, now));
}

/** Someone went to where the next request begins. */
export function steppedToNextRequest(): void {
  stepped((index, now) => nextRequest(index, now));
}

/** Someone went back to where the last request began. */
export function steppedToPreviousRequest(): void {
  stepped((index, now) => previousRequest(index, now));
}

/** Someone wants to see the next thing that happens to the cluster; the simulation runs on where nothing has yet. */
export function skippedToNextEvent(): void {
  const { trace } = useRun.getState();
  if (trace === undefined) return;
  const event = nextEvent(marksOf(trace), playhead.now());
  if (event !== undefined) {
    soughtTo(event.at);
    return;
  }
  skipUntil ??= after(playhead.now(), LONGEST_SKIP);
  if (trace.until >= skipUntil) {
    skipUntil = undefined;
    usePlayback.setState({ skip: 'nothing' });
    return;
  }
  usePlayback.setState({ skip: 'looking' });
  ensureHorizon(skipUntil);
}

/** Someone went back to the last thing that happened to the cluster. */
export function skippedToPreviousEvent(): void {
  const { trace } = useRun.getState();
  const event = trace && previousEvent(marksOf(trace), playhead.now());
  if (event !== undefined) soughtTo(event.at);
}

/** The moment at which a session opens: just before its first request, so that it is seen to leave. */
export function firstMoment(trace: Trace): SimTime {
  const first = indexRequests(trace.requests).byStart[0];
  return first === undefined ? START : micros(Math.max(first.startedAt - BEFORE_FIRST, START));
}

/** How far a skip under way may look. */
let skipUntil: SimTime | undefined;
/** The session whose start was shown last. */
let openingShown = 0;
/** The latest moment that was shown since: acting before it drops a future that somebody has seen. */
let latestShown: number = START;
let coarseAt = -Infinity;

function stepped(
  find: (index: RequestIndex, now: SimTime, request: Stop['request'] | undefined) => Stop | undefined,
): void {
  paused();
  const { trace } = useRun.getState();
  if (trace === undefined) return;
  const { selection } = useView.getState();
  const requestId = selection?.type === 'request' ? selection.id : undefined;
  const index = indexRequests(trace.requests);
  const request = requestId === undefined ? undefined : index.byId.get(requestId);
  const stop = find(index, playhead.now(), request);
  if (stop === undefined) return;
  soughtTo(stop.time);
  // A step is there to be explained: the inspector follows it, unless something else than a request is being read there.
  const follows = selection === undefined || selection.type === 'request';
  if (follows && stop.request.id !== requestId) selected({ type: 'request', id: stop.request.id });
}

function keepAhead(time: SimTime): void {
  const { trace } = useRun.getState();
  if (trace === undefined) return;
  const wanted = time + Math.max(LEAD, usePlayback.getState().speed * 4_000_000);
  if (wanted <= trace.until) return;
  ensureHorizon(micros(wanted));
}

playhead.onMove((time, movement) => {
  latestShown = Math.max(latestShown, time);
  const wallMs = performance.now();
  if (movement === 'jump' || wallMs - coarseAt >= COARSE_MS) {
    coarseAt = wallMs;
    const { fork } = usePlayback.getState();
    const isNews = fork !== undefined && time >= fork.at && time <= fork.at + FORK_NEWS;
    usePlayback.setState({ time, fork: isNews ? fork : undefined });
    keepAhead(time);
  }
});

useRun.subscribe((run, before) => {
  if (run.trace === undefined || run.trace === before.trace) return;
  const { opening } = useSession.getState();
  playhead.limitTo(run.trace.until);
  const wasAtStart = before.trace === undefined || playhead.now() <= firstMoment(before.trace);
  if (run.traceNumber !== before.traceNumber && opening !== openingShown) {
    openingShown = opening;
    latestShown = START;
    usePlayback.setState({ fork: undefined });
    playhead.jumpTo(firstMoment(run.trace));
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) played();
  } else if (run.traceNumber !== before.traceNumber && wasAtStart) {
    playhead.jumpTo(firstMoment(run.trace));
  }
  if (skipUntil !== undefined) skippedToNextEvent();
  else keepAhead(playhead.now());
});

useSession.subscribe((session, before) => {
  if (session.opening !== before.opening || session.commands === before.commands) return;
  const added = session.commands.find((command) => !before.commands.includes(command));
  if (added === undefined || session.commands === before.formerCommands) {
    // Taken out of the log, or brought back into it: nobody acted in the past.
    usePlayback.setState({ fork: undefined });
    return;
  }
  const dropped = before.commands.filter((command) => !session.commands.includes(command)).length;
  const isPast = dropped > 0 || latestShown > added.at + seconds(1);
  usePlayback.setState({ fork: isPast ? { at: added.at, dropped } : undefined });
  latestShown = added.at;
});
