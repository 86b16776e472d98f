import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { millis, seconds, START, type SimTime } from '../../base/sim-time.ts';
import type { RequestTrace, Trace } from '../../simulation/trace.ts';
import { buildRequest } from '../timeline/build-request.ts';
import { playhead } from '../timeline/playhead.ts';
import { stopsOf } from '../timeline/step.ts';
import {
  paused,
  played,
  playToggled,
  skippedToNextEvent,
  soughtTo,
  speedPicked,
  steppedBack,
  steppedForward,
  steppedToNextRequest,
  usePlayback,
} from './playback-store.ts';
import { useRun } from './run-store.ts';
import { useSession } from './session-store.ts';
import { selectionCleared, useView } from './view-store.ts';
import { SAMPLE_NETWORK } from '../../testing/sample-trace.ts';

let frames: ((wallMs: number) => void)[] = [];

/** Runs the frames that were asked for, at this wall time; those they ask for wait for the next call. */
function frame(wallMs: number): void {
  const due = frames;
  frames = [];
  for (const callback of due) callback(wallMs);
}

function trace(until: SimTime, requests: readonly RequestTrace[]): Trace {
  return {
    until,
    apply: { exit: 0, stdout: '', stderr: '' },
    applied: [],
    diagnostics: [],
    selections: [],
    network: SAMPLE_NETWORK,
    clients: [],
    revisions: [],
    events: [],
    requests,
  };
}

const first = buildRequest('r1', 1_000, [1_001, 1_002]);
const second = buildRequest('r2', 5_000, [5_001]);

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: (wallMs: number) => void) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  useSession.setState((session) => ({ opening: session.opening + 1 }));
  useRun.setState(({ traceNumber }) => ({ trace: trace(seconds(90), [first, second]), traceNumber: traceNumber + 1 }));
  speedPicked(0.5);
});

afterEach(() => {
  paused();
  selectionCleared();
  useRun.setState({ trace: undefined });
  vi.unstubAllGlobals();
});

describe('an opened session', () => {
  it('is shown just before its first request, at rest for those who want little motion', () => {
    expect(playhead.now()).toBe(millis(850));
    expect(usePlayback.getState()).toMatchObject({ isPlaying: false, time: millis(850) });
  });

  it('keeps the time when another run of it is shown, unless nothing was played yet', () => {
    useRun.setState({ trace: trace(seconds(90), [second]), traceNumber: 100 });
    expect(playhead.now()).toBe(millis(4_850));
    soughtTo(seconds(20));
    useRun.setState({ trace: trace(seconds(90), [first]), traceNumber: 101 });
    expect(playhead.now()).toBe(seconds(20));
    useRun.setState({ trace: trace(seconds(10), [first]), traceNumber: 102 });
    expect(playhead.now()).toBe(seconds(10));
  });
});

describe('playing', () => {
  it('moves by wall time times speed and wants no frames once it is paused', () => {
    played();
    frame(1_000);
    frame(1_050);
    expect(playhead.now()).toBe(millis(875));
    speedPicked(2);
    frame(2_000);
    frame(2_050);
    expect(playhead.now()).toBe(millis(975));
    playToggled();
    expect(frames).toEqual([]);
    expect(usePlayback.getState().time).toBe(millis(975));
  });

  it('does not leap over what a sleeping tab has missed', () => {
    played();
    frame(1_000);
    frame(61_000);
    expect(playhead.now()).toBe(millis(900));
  });

  it('never runs past what is simulated', () => {
    soughtTo(seconds(1_000));
    expect(playhead.now()).toBe(seconds(90));
    soughtTo(START);
    expect(playhead.now()).toBe(START);
  });
});

describe('a step', () => {
  it('goes through one request hop by hop, then on to the next, and the inspector follows', () => {
    const times: number[] = [];
    for (let step = 0; step < stopsOf(first).length + 1; step++) {
      steppedForward();
      times.push(playhead.now());
    }
    expect(times).toEqual([...stopsOf(first), second.startedAt]);
    expect(useView.getState().selection).toEqual({ type: 'request', id: 'r2' });
    steppedBack();
    expect(playhead.now()).toBe(stopsOf(first).at(-1));
  });

  it('pauses, and leaves an object that is being read in the inspector', () => {
    useView.setState({ selection: { type: 'client', name: 'alice' } });
    played();
    steppedToNextRequest();
    expect(usePlayback.getState().isPlaying).toBe(false);
    expect(playhead.now()).toBe(first.startedAt);
    expect(useView.getState().selection).toEqual({ type: 'client', name: 'alice' });
  });
});

describe('acting in the past', () => {
  const off = (at: SimTime) => ({ type: 'powerOff', at, node: 'node-1' }) as const;

  it('says that a new future begins and how many later commands went', () => {
    soughtTo(seconds(30));
    useSession.setState({ commands: [off(seconds(30))] });
    expect(usePlayback.getState().fork).toBeUndefined();
    soughtTo(seconds(10));
    useSession.setState({ commands: [off(seconds(10))] });
    expect(usePlayback.getState().fork).toEqual({ at: seconds(10), dropped: 1 });
  });
});

describe('skipping to the next event', () => {
  it('lets the simulation run on, and stays where it is when nothing happens for long', () => {
    soughtTo(seconds(2));
    skippedToNextEvent();
    expect(usePlayback.getState().skip).toBe('looking');
    useRun.setState({ trace: trace(seconds(200), [first, second]) });
    expect(usePlayback.getState().skip).toBe('looking');
    useRun.setState({ trace: trace(seconds(420), [first, second]) });
    expect(usePlayback.getState()).toMatchObject({ skip: 'nothing', time: seconds(2) });
  });

  it('goes there once it is known', () => {
    soughtTo(seconds(2));
    skippedToNextEvent();
    const revisions = [{ at: seconds(150), kind: 'Pod', key: 'default/a' }] as const;
    useRun.setState({ trace: { ...trace(seconds(200), [first, second]), revisions } });
    expect(usePlayback.getState()).toMatchObject({ skip: undefined, time: seconds(150) });
  });
});
