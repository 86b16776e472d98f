import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seconds, type SimTime } from '../../base/sim-time.ts';
import type { Session } from '../../simulation/session.ts';
import type { TextVerdict, Trace } from '../../simulation/trace.ts';
import type { FromWorker, ToWorker } from '../../worker/protocol.ts';
import { createSimulationClient, RESTARTS_PER_RUN, type SimulationClient } from './simulation-client.ts';
import { PING_INTERVAL_MS, PINGS_UNTIL_LOST, PINGS_UNTIL_NOT_LOADED } from './watchdog.ts';
import { SAMPLE_NETWORK } from '../../testing/sample-trace.ts';

/** A worker that does what the test says. */
class FakeWorker {
  readonly heard: ToWorker[] = [];
  isClosed = false;
  readonly say: (message: FromWorker) => void;
  readonly breakDown: (error: string) => void;

  constructor(say: (message: FromWorker) => void, breakDown: (error: string) => void) {
    this.say = say;
    this.breakDown = breakDown;
  }

  runs(): Extract<ToWorker, { type: 'run' }>[] {
    return this.heard.filter((message) => message.type === 'run');
  }

  pings(): number {
    return this.heard.filter((message) => message.type === 'ping').length;
  }
}

const HANG_MS = PING_INTERVAL_MS * (PINGS_UNTIL_LOST + 1);
let workers: FakeWorker[];
let told: string[];
let client: SimulationClient;

function session(manifests: string): Session {
  return { manifests, seed: 1, commands: [] };
}

function trace(until: SimTime): Trace {
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
    requests: [],
  };
}

function worker(index = workers.length - 1): FakeWorker {
  const found = workers[index];
  if (found === undefined) throw new Error(`There is no worker ${String(index)}.`);
  return found;
}

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  told = [];
  client = createSimulationClient(
    (events) => {
      const made = new FakeWorker(
        (message) => events.received(message),
        (error) => events.broke(error),
      );
      workers.push(made);
      return { send: (message) => made.heard.push(message), close: () => (made.isClosed = true) };
    },
    {
      ran: (run, { until }) => told.push(`ran ${String(run)} to ${String(until)}`),
      forked: (run, of, at) => told.push(`forked ${String(run)} of ${String(of)} at ${String(at)}`),
      extended: (run) => told.push(`extended ${String(run)}`),
      checked: ({ apply }) => told.push(`checked: ${apply.stdout}`),
      restarted: () => told.push('restarted'),
      failed: (run, error) => told.push(`failed ${String(run)}: ${error}`),
    },
  );
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

describe('a run', () => {
  it('is posted at once when no delay is asked for', () => {
    client.run(session('a'), seconds(90), 0);
    expect(worker().runs()).toEqual([{ type: 'run', run: 1, session: session('a'), until: seconds(90) }]);
  });

  it('is posted once, with the last text, 300 ms after the last key', () => {
    for (const text of ['a', 'ab', 'abc']) {
      client.run(session(text), seconds(90), 300);
      vi.advanceTimersByTime(200);
    }
    expect(workers).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(
      worker()
        .runs()
        .map((run) => run.session.manifests),
    ).toEqual(['abc']);
  });

  it('is told only when it is the newest', () => {
    client.run(session('a'), seconds(90), 0);
    client.run(session('b'), seconds(90), 300);
    worker().say({ type: 'ran', run: 1, trace: trace(seconds(90)) });
    expect(told).toEqual([]);
    vi.advanceTimersByTime(300);
    worker().say({ type: 'ran', run: 2, trace: trace(seconds(90)) });
    expect(told).toEqual([`ran 2 to ${String(seconds(90))}`]);
  });

  it('may go on from the trace at hand', () => {
    client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'ran', run: 1, trace: trace(seconds(90)) });
    client.run(session('a'), seconds(90), 0, { run: 1, until: seconds(90) });
    expect(worker().runs().at(-1)).toMatchObject({ run: 2, atHand: { run: 1, until: seconds(90) } });
    worker().say({ type: 'forked', run: 2, of: 1, at: seconds(30), trace: trace(seconds(60)) });
    expect(told.at(-1)).toBe(`forked 2 of 1 at ${String(seconds(30))}`);
    client.extend(2, seconds(90));
    expect(worker().heard.at(-1)).toEqual({ type: 'extend', run: 2, until: seconds(90) });
  });

  it('that ends in a bug is told as failed, and the worker lives on', () => {
    client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'failed', run: 1, error: 'Bug: x' });
    expect(told).toEqual(['failed 1: Bug: x']);
    client.run(session('b'), seconds(90), 0);
    expect(workers).toHaveLength(1);
  });
});

describe('an extension', () => {
  it('is asked for once, however often the page wants it', () => {
    const run = client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'ran', run, trace: trace(seconds(90)) });
    client.extend(run, seconds(120));
    client.extend(run, seconds(120));
    client.extend(run, seconds(100));
    expect(worker().heard.filter((message) => message.type === 'extend')).toEqual([
      { type: 'extend', run, until: seconds(120) },
    ]);
    worker().say({ type: 'extended', run, trace: trace(seconds(120)) });
    expect(told.at(-1)).toBe('extended 1');
  });

  it('that reached less far than was asked for can be asked for again', () => {
    const run = client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'ran', run, trace: trace(seconds(40)) });
    client.extend(run, seconds(90));
    worker().say({ type: 'extended', run, trace: trace(seconds(60)) });
    client.extend(run, seconds(90));
    expect(worker().heard.filter((message) => message.type === 'extend')).toHaveLength(2);
  });

  it('of a run that nobody knows is not asked for', () => {
    client.run(session('a'), seconds(90), 0);
    client.extend(7, seconds(120));
    expect(worker().heard.filter((message) => message.type === 'extend')).toEqual([]);
  });
});

describe('the watchdog', () => {
  it('starts a worker that has not answered for 8 s again, with the same run', () => {
    client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'ready' });
    vi.advanceTimersByTime(HANG_MS);
    expect(told).toEqual(['restarted']);
    expect(worker(0).isClosed).toBe(true);
    expect(worker(1).runs()).toEqual(worker(0).runs());
    worker(1).say({ type: 'ran', run: 1, trace: trace(seconds(90)) });
    expect(told.at(-1)).toBe(`ran 1 to ${String(seconds(90))}`);
  });

  it('leaves a slow worker alone as long as it answers', () => {
    client.run(session('a'), seconds(90), 0);
    for (let second = 0; second < 60; second++) {
      vi.advanceTimersByTime(PING_INTERVAL_MS);
      worker().say({ type: 'pong', ping: second });
    }
    expect(workers).toHaveLength(1);
  });

  it('waits longer for a worker that is still loading', () => {
    client.run(session('a'), seconds(90), 0);
    vi.advanceTimersByTime(PING_INTERVAL_MS * PINGS_UNTIL_NOT_LOADED);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(PING_INTERVAL_MS);
    expect(told).toEqual(['restarted']);
  });

  it('gives up after two restarts for one run and says so; the next run tries again', () => {
    client.run(session('a'), seconds(90), 0);
    for (let attempt = 0; attempt <= RESTARTS_PER_RUN; attempt++) worker().breakDown('out of memory');
    expect(told).toEqual(['restarted', 'restarted', 'failed 1: out of memory']);
    vi.advanceTimersByTime(600_000);
    expect(workers).toHaveLength(1 + RESTARTS_PER_RUN);
    client.run(session('b'), seconds(90), 0);
    worker().say({ type: 'ran', run: 2, trace: trace(seconds(90)) });
    expect(told.at(-1)).toBe(`ran 2 to ${String(seconds(90))}`);
  });

  it('gives up too when the run answers but what comes after it kills the worker each time', () => {
    const run = client.run(session('a'), seconds(90), 0);
    for (let attempt = 0; attempt < 10; attempt++) {
      worker().say({ type: 'ran', run, trace: trace(seconds(90)) });
      client.extend(run, seconds(120));
      if (!worker().isClosed) worker().breakDown('out of memory');
    }
    expect(told.filter((line) => line === 'restarted')).toHaveLength(RESTARTS_PER_RUN);
    expect(told.filter((line) => line.startsWith('failed'))).toHaveLength(1);
  });

  it('asks the new worker for as much as the old one was asked for', () => {
    const run = client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'ran', run, trace: trace(seconds(90)) });
    client.extend(run, seconds(300));
    vi.advanceTimersByTime(HANG_MS);
    expect(worker(1).runs()).toEqual([{ type: 'run', run, session: session('a'), until: seconds(300) }]);
  });

  it('does not hear a worker that it has ended', () => {
    client.run(session('a'), seconds(90), 0);
    worker().breakDown('gone');
    worker(0).say({ type: 'ran', run: 1, trace: trace(seconds(90)) });
    worker(0).breakDown('gone again');
    expect(told).toEqual(['restarted']);
  });

  it('rests while the worker owes nothing', () => {
    const run = client.run(session('a'), seconds(90), 0);
    worker().say({ type: 'ran', run, trace: trace(seconds(90)) });
    vi.advanceTimersByTime(600_000);
    expect(worker().pings()).toBe(0);
  });
});

describe('a check of a text', () => {
  const verdict = (stdout: string): TextVerdict => ({ ...trace(seconds(1)), apply: { exit: 0, stdout, stderr: '' } });

  it('is told when it is the newest', () => {
    client.run(session('a'), seconds(90), 0);
    client.check(1, 'b', seconds(5));
    client.check(1, 'bc', seconds(6));
    expect(worker().heard.slice(1)).toEqual([
      { type: 'check', check: 1, run: 1, manifests: 'b', at: seconds(5) },
      { type: 'check', check: 2, run: 1, manifests: 'bc', at: seconds(6) },
    ]);
    worker().say({ type: 'checked', check: 1, verdict: verdict('old') });
    worker().say({ type: 'checked', check: 2, verdict: verdict('new') });
    expect(told).toEqual(['checked: new']);
  });
});
