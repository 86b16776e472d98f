import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { millis, seconds } from '../../base/sim-time.ts';
import type { SelectionPlace } from '../../simulation/selections.ts';
import type { ObjectRevision, Trace } from '../../simulation/trace.ts';
import { aPod } from '../../testing/builders.ts';
import { SAMPLE_TRACE } from '../../testing/sample-trace.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { useView } from '../store/view-store.ts';
import { followSelections } from './follow-selections.ts';

const PLACE: SelectionPlace = {
  type: 'selector',
  namespace: 'default',
  name: 'web',
  selector: { app: 'web' },
  range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 },
};

function revision(name: string, at: number): ObjectRevision {
  return { at: seconds(at), kind: 'Pod', key: `default/${name}`, object: aPod(name) };
}

const trace: Trace = {
  ...SAMPLE_TRACE,
  selections: [PLACE],
  revisions: [revision('a', 1), revision('a', 2), revision('b', 3)],
};

let said: string[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  useView.setState({ language: 'en' });
  usePlayback.setState({ time: millis(500) });
  useRun.setState({ trace, latest: trace });
  said = [];
  stop = followSelections((hints) => said.push(hints.map(({ text }) => text).join()));
});

afterEach(() => {
  stop();
  useRun.setState(useRun.getInitialState());
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the hints about selections', () => {
  it('are told at once, and follow the playhead a few times a second', () => {
    expect(said).toEqual(['no pod']);
    usePlayback.setState({ time: seconds(1) });
    usePlayback.setState({ time: seconds(3) });
    expect(said).toEqual(['no pod']);
    vi.advanceTimersByTime(300);
    expect(said).toEqual(['no pod', '2 pods']);
    usePlayback.setState({ time: seconds(1) });
    vi.advanceTimersByTime(300);
    expect(said.at(-1)).toBe('1 pod');
  });

  it('are not told again while nothing that they say has changed', () => {
    for (const at of [1_000, 1_500, 2_000, 2_500]) {
      usePlayback.setState({ time: millis(at) });
      vi.advanceTimersByTime(300);
    }
    expect(said).toEqual(['no pod', '1 pod']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('follow the language and the newest text at once', () => {
    useView.setState({ language: 'ko' });
    expect(said.at(-1)).toBe('파드 없음');
    useRun.setState({ latest: { ...trace, selections: [] } });
    expect(said.at(-1)).toBe('');
    useRun.setState({ latest: { ...trace, selections: [{ ...PLACE }] } });
    expect(said.at(-1)).toBe('파드 없음');
  });

  it('are silent after the editor has gone', () => {
    usePlayback.setState({ time: seconds(3) });
    stop();
    vi.advanceTimersByTime(300);
    useRun.setState({ latest: { ...trace, selections: [] } });
    expect(said).toEqual(['no pod']);
  });
});
