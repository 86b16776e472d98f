import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seconds, type SimTime } from '../../base/sim-time.ts';
import type { Trace } from '../../simulation/trace.ts';
import type { FromWorker, ToWorker } from '../../worker/protocol.ts';
import {
  ensureHorizon,
  FIRST_HORIZON,
  simulationStarted,
  simulationStopped,
  TYPING_PAUSE_MS,
  useRun,
} from './run-store.ts';
import { commandIssued, manifestEdited, scenarioOpened, sessionOpened, useSession } from './session-store.ts';
import { SAMPLE_NETWORK } from '../../testing/sample-trace.ts';

let posted: ToWorker[];
let answer: (message: FromWorker) => void;

function lastRun(): Extract<ToWorker, { type: 'run' }> {
  const run = posted.findLast((message) => message.type === 'run');
  if (run === undefined) throw new Error('No run was posted.');
  return run;
}

/** The worker's answer to the last run; its kubectl prints `name`, by which the test knows it again. */
function ran(name: string, hasErrors = false, until: SimTime = lastRun().until): void {
  answer({ type: 'ran', run: lastRun().run, trace: trace(name, hasErrors, until) });
}

function trace(name: string, hasErrors: boolean, until: SimTime): Trace {
  const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  return {
    until,
    apply: { exit: 0, stdout: name, stderr: '' },
    applied: [],
    diagnostics: hasErrors ? [{ severity: 'error', source: 'kubectl', message: 'error: x', range }] : [],
    selections: [],
    network: SAMPLE_NETWORK,
    clients: [],
    revisions: [{ at: until, kind: 'Node', key: name }],
    events: [],
    requests: [],
  };
}

function edit(text: string): void {
  manifestEdited(text);
  vi.advanceTimersByTime(TYPING_PAUSE_MS);
}

function shown(): string | undefined {
  return useRun.getState().trace?.apply.stdout;
}

beforeEach(() => {
  vi.useFakeTimers();
  useSession.setState(useSession.getInitialState());
  posted = [];
  simulationStarted((events) => {
    answer = (message) => events.received(message);
    return { send: (message) => posted.push(message), close: () => undefined };
  });
  sessionOpened({ manifests: 'first', seed: 5, commands: [] });
});

afterEach(() => {
  simulationStopped();
  vi.useRealTimers();
});

describe('what the stage shows', () => {
  it('is nothing before the first run is done', () => {
    expect(useRun.getState()).toMatchObject({ trace: undefined, status: 'starting' });
    ran('first');
    expect(useRun.getState()).toMatchObject({ status: 'ready', isStale: false, traceNumber: 1 });
  });

  it('stays the last good run while the text has errors, and the newest run says what is wrong', () => {
    ran('good');
    edit('broken');
    ran('bad', true);
    expect(shown()).toBe('good');
    expect(useRun.getState()).toMatchObject({ isStale: true, traceNumber: 1, latest: { apply: { stdout: 'bad' } } });
    edit('mended');
    ran('better');
    expect(shown()).toBe('better');
    expect(useRun.getState()).toMatchObject({ isStale: false, traceNumber: 3, latest: { diagnostics: [] } });
  });

  it('is the newest run, errors or not, while none was good since the session was opened', () => {
    ran('good');
    scenarioOpened('cluster-ip');
    ran('bad', true);
    expect(shown()).toBe('bad');
    expect(useRun.getState().isStale).toBe(false);
  });

  it('grows by what is asked for, in steps, and keeps its number', () => {
    ran('good');
    ensureHorizon(seconds(80));
    ensureHorizon(seconds(91));
    ensureHorizon(seconds(92));
    expect(posted.filter((message) => message.type === 'extend')).toEqual([
      { type: 'extend', run: 1, until: seconds(120) },
    ]);
    answer({ type: 'extended', run: 1, trace: trace('more', false, seconds(120)) });
    expect(useRun.getState()).toMatchObject({ traceNumber: 1, trace: { until: seconds(120) } });
    expect(useRun.getState().trace?.revisions.map((revision) => revision.key)).toEqual(['good', 'more']);
  });
});

describe('a command', () => {
  const shutDown = { type: 'powerOff', at: seconds(20), node: 'node-1' } as const;

  it('drops the commands after it and runs the session again at once, as far as it was shown', () => {
    ran('good', false, seconds(300));
    commandIssued({ ...shutDown, at: seconds(200) });
    commandIssued(shutDown);
    expect(useSession.getState().commands).toEqual([shutDown]);
    expect(lastRun()).toMatchObject({ until: seconds(300), session: { manifests: 'first', commands: [shutDown] } });
  });

  it('is for the cluster on the stage while the text has errors', () => {
    ran('good');
    edit('broken');
    ran('bad', true);
    commandIssued(shutDown);
    expect(lastRun().session).toMatchObject({ manifests: 'first', commands: [shutDown] });
    ran('good, shut down');
    expect(shown()).toBe('good, shut down');
    expect(useRun.getState()).toMatchObject({ isStale: true, latest: { apply: { stdout: 'bad' } } });
  });

  it('does not swallow what was typed just before it', () => {
    ran('good');
    edit('broken');
    ran('bad', true);
    manifestEdited('mended');
    commandIssued(shutDown);
    ran('good, shut down');
    vi.advanceTimersByTime(TYPING_PAUSE_MS);
    expect(lastRun().session).toMatchObject({ manifests: 'mended', commands: [shutDown] });
  });
});

describe('a fork', () => {
  const shutDown = { type: 'powerOff', at: seconds(20), node: 'node-1' } as const;

  it('keeps what came before it and shows what comes after', () => {
    ran('first');
    const revisions = [10, 20, 30].map((at) => ({ at: seconds(at), kind: 'Node' as const, key: `at ${at}` }));
    answer({ type: 'extended', run: 1, trace: { ...trace('first', false, seconds(120)), revisions } });
    const before = useRun.getState().trace;
    expect(before?.revisions).toHaveLength(4);
    commandIssued(shutDown);
    expect(lastRun()).toMatchObject({ run: 2, atHand: { run: 1, until: seconds(120) } });
    answer({ type: 'forked', run: 2, of: 1, at: seconds(10), trace: trace('after', false, seconds(60)) });
    expect(useRun.getState()).toMatchObject({ traceNumber: 2, status: 'ready', trace: { until: seconds(60) } });
    expect(useRun.getState().trace?.revisions.map(({ key }) => key)).toEqual(['at 10', 'after']);
    answer({ type: 'extended', run: 2, trace: trace('later', false, seconds(120)) });
    expect(useRun.getState().trace?.revisions.map(({ key }) => key)).toEqual(['at 10', 'after', 'later']);
  });

  it('of a run that is not shown is asked for whole', () => {
    ran('first');
    commandIssued(shutDown);
    answer({ type: 'forked', run: 2, of: 7, at: seconds(10), trace: trace('after', false, seconds(60)) });
    expect(lastRun()).toEqual({ type: 'run', run: 3, session: lastRun().session, until: FIRST_HORIZON });
    expect(shown()).toBe('first');
  });
});
