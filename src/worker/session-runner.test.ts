import { describe, expect, it } from 'vitest';
import { seconds, type SimTime } from '../base/sim-time.ts';
import { clusterIP } from '../scenarios/cluster-ip.ts';
import type { Command, Session } from '../simulation/session.ts';
import type { TextVerdict, Trace } from '../simulation/trace.ts';
import { forkTrace, mergeTrace } from '../ui/worker-client/merge-trace.ts';
import type { FromWorker } from './protocol.ts';
import { openSession } from './run-session.ts';
import { createSessionRunner, type SessionRunner } from './session-runner.ts';

const SESSION: Session = { manifests: clusterIP.manifests, seed: 1, commands: [] };
const BROKEN: Session = { ...SESSION, manifests: 'apiVersion: v1\nkind: [Service\n' };
const UNTIL = seconds(10);

function setUp(): { posted: FromWorker[]; runner: SessionRunner; finish: () => void } {
  const posted: FromWorker[] = [];
  const runner = createSessionRunner((message) => posted.push(message));
  return {
    posted,
    runner,
    finish() {
      while (runner.work());
    },
  };
}

function traceOf(message: FromWorker | undefined): Trace {
  if (message?.type !== 'ran' && message?.type !== 'extended') throw new Error('No trace was posted.');
  return message.trace;
}

describe('the session runner', () => {
  it('answers a run with the trace that the simulation gives in one go', () => {
    const { posted, runner, finish } = setUp();
    runner.receive({ type: 'run', run: 1, session: SESSION, until: UNTIL });
    expect(posted).toEqual([]);
    finish();
    const simulation = openSession(SESSION);
    simulation.advance(UNTIL);
    expect(posted).toHaveLength(1);
    expect(JSON.stringify(traceOf(posted[0]))).toBe(JSON.stringify(simulation.takeTrace()));
    expect(traceOf(posted[0]).requests.length).toBeGreaterThan(0);
  });

  it('extends a run by what is new, so that the parts make the whole', () => {
    const { posted, runner, finish } = setUp();
    runner.receive({ type: 'run', run: 1, session: SESSION, until: UNTIL });
    finish();
    runner.receive({ type: 'extend', run: 1, until: seconds(25) });
    finish();
    expect(posted.map((message) => message.type)).toEqual(['ran', 'extended']);
    const simulation = openSession(SESSION);
    simulation.advance(seconds(25));
    expect(mergeTrace(traceOf(posted[0]), traceOf(posted[1]))).toEqual(simulation.takeTrace());
  });

  it('answers only the newest of several runs', () => {
    const { posted, runner, finish } = setUp();
    runner.receive({ type: 'run', run: 1, session: SESSION, until: UNTIL });
    runner.work();
    runner.work();
    runner.receive({ type: 'run', run: 2, session: SESSION, until: UNTIL });
    runner.receive({ type: 'run', run: 3, session: { ...SESSION, seed: 2 }, until: UNTIL });
    finish();
    expect(posted.map((message) => ('run' in message ? message.run : undefined))).toEqual([3]);
  });

  it('answers a ping between two slices of a run', () => {
    const { posted, runner } = setUp();
    runner.receive({ type: 'run', run: 1, session: SESSION, until: seconds(3_600) });
    runner.work();
    runner.work();
    runner.receive({ type: 'ping', ping: 9 });
    expect(posted).toEqual([{ type: 'pong', ping: 9 }]);
  });

  it('keeps the last run without errors, for the page that still shows it', () => {
    const { posted, runner, finish } = setUp();
    runner.receive({ type: 'run', run: 1, session: SESSION, until: UNTIL });
    finish();
    runner.receive({ type: 'run', run: 2, session: BROKEN, until: UNTIL });
    finish();
    expect(traceOf(posted[1]).diagnostics[0]).toMatchObject({ severity: 'error' });
    runner.receive({ type: 'extend', run: 1, until: seconds(20) });
    finish();
    expect(posted[2]).toMatchObject({ type: 'extended', run: 1, trace: { until: seconds(20) } });
  });

  it('does not answer an extension of a run that is gone', () => {
    const { posted, runner, finish } = setUp();
    for (const run of [1, 2]) {
      runner.receive({ type: 'run', run, session: SESSION, until: UNTIL });
      finish();
    }
    runner.receive({ type: 'extend', run: 1, until: seconds(20) });
    expect(runner.work()).toBe(false);
    expect(posted).toHaveLength(2);
  });

  it('tells a bug as a failed run and goes on with the next', () => {
    const { posted, runner, finish } = setUp();
    // A session that no page would send stands for a bug.
    const impossible = { ...SESSION, manifests: undefined } as unknown as Session;
    runner.receive({ type: 'run', run: 1, session: impossible, until: UNTIL });
    finish();
    expect(posted).toMatchObject([{ type: 'failed', run: 1 }]);
    runner.receive({ type: 'run', run: 2, session: SESSION, until: UNTIL });
    finish();
    expect(posted[1]).toMatchObject({ type: 'ran', run: 2 });
  });

  it.each([
    ['nothing', ''],
    ['a megabyte of one line', 'a'.repeat(1_000_000)],
    ['a megabyte of documents', 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\n'.repeat(18_000)],
    ['an alias bomb', `a: &a [x,x,x,x,x,x,x,x,x]\n${bombLines()}`],
    [
      'a name like __proto__',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: __proto__\n  labels: {__proto__: a}\n',
    ],
    ['a hundred thousand replicas', clusterIP.manifests.replace('replicas: 3', 'replicas: 100000')],
    ['CRLF', clusterIP.manifests.replaceAll('\n', '\r\n')],
    ['tabs', clusterIP.manifests.replaceAll('  ', '\t')],
    ['emoji', clusterIP.manifests.replaceAll('web', '🚢')],
  ])('answers a manifest of %s', { timeout: 30_000 }, (_, manifests) => {
    const { posted, runner, finish } = setUp();
    runner.receive({ type: 'run', run: 1, session: { ...SESSION, manifests }, until: UNTIL });
    const start = performance.now();
    finish();
    expect(posted).toMatchObject([{ type: 'ran' }]);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});

function bombLines(): string {
  const names = 'abcdefghij';
  return Array.from({ length: 9 }, (_, index) => {
    const [from, to] = [names[index] ?? '', names[index + 1] ?? ''];
    return `${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(',')}]`;
  }).join('\n');
}

describe('a run that begins as another one did', () => {
  const cut: Command = { type: 'cutNetwork', node: 'node-1', at: seconds(33) };
  const scale: Command = {
    type: 'scale',
    object: { kind: 'Deployment', namespace: 'default', name: 'web' },
    replicas: 5,
    at: seconds(61),
  };

  /** The trace that the page would have after the messages. */
  function shown(posted: readonly FromWorker[]): Trace | undefined {
    return posted.reduce<Trace | undefined>((trace, message) => {
      if (message.type === 'ran') return message.trace;
      if (message.type === 'extended' && trace !== undefined) return mergeTrace(trace, message.trace);
      if (message.type === 'forked' && trace !== undefined) return forkTrace(trace, message.at, message.trace);
      return trace;
    }, undefined);
  }

  function straight(session: Session, until: SimTime): Trace {
    const simulation = openSession(session);
    simulation.advance(until);
    return simulation.takeTrace();
  }

  it('is forked from the last checkpoint before the difference, and is the same as if it had been run whole', () => {
    const { posted, runner, finish } = setUp();
    const until = seconds(90);
    runner.receive({ type: 'run', run: 1, session: SESSION, until });
    finish();
    const second = { ...SESSION, commands: [cut] };
    runner.receive({ type: 'run', run: 2, session: second, until, atHand: { run: 1, until } });
    finish();
    expect(posted[1]).toMatchObject({ type: 'forked', run: 2, of: 1, at: seconds(30) });
    expect(JSON.stringify(shown(posted))).toBe(JSON.stringify(straight(second, until)));
    const third = { ...SESSION, commands: [cut, scale] };
    runner.receive({ type: 'run', run: 3, session: third, until, atHand: { run: 2, until } });
    finish();
    expect(posted.at(-1)).toMatchObject({ type: 'forked', run: 3, of: 2, at: seconds(60) });
    expect(JSON.stringify(shown(posted))).toBe(JSON.stringify(straight(third, until)));
    // The first command is taken back: all that came after it goes.
    const fourth = { ...SESSION, commands: [scale] };
    runner.receive({ type: 'run', run: 4, session: fourth, until, atHand: { run: 3, until } });
    finish();
    expect(posted.find((message) => message.type === 'forked' && message.run === 4)).toMatchObject({ at: seconds(30) });
    expect(JSON.stringify(shown(posted))).toBe(JSON.stringify(straight(fourth, until)));
  });

  it('is shown as soon as there is something to see, and the rest comes by itself', () => {
    const { posted, runner, finish } = setUp();
    const until = seconds(300);
    runner.receive({ type: 'run', run: 1, session: SESSION, until });
    finish();
    const second = { ...SESSION, commands: [cut] };
    runner.receive({ type: 'run', run: 2, session: second, until, atHand: { run: 1, until } });
    finish();
    expect(posted.slice(1)).toMatchObject([
      { type: 'forked', trace: { until: seconds(63) } },
      { type: 'extended', run: 2, trace: { until } },
    ]);
    expect(JSON.stringify(shown(posted))).toBe(JSON.stringify(straight(second, until)));
  });

  it('is run whole where the page has another trace, another text, or less than there is to build upon', () => {
    const { posted, runner, finish } = setUp();
    const until = seconds(40);
    runner.receive({ type: 'run', run: 1, session: SESSION, until });
    finish();
    const commands = [cut];
    runner.receive({ type: 'run', run: 2, session: { ...SESSION, commands }, until, atHand: { run: 7, until } });
    finish();
    runner.receive({ type: 'run', run: 3, session: { ...SESSION, seed: 2 }, until, atHand: { run: 2, until } });
    finish();
    const manifests = `${SESSION.manifests}\n# more`;
    runner.receive({
      type: 'run',
      run: 4,
      session: { ...SESSION, seed: 2, manifests },
      until,
      atHand: { run: 3, until },
    });
    finish();
    expect(posted.map(({ type }) => type)).toEqual(['ran', 'ran', 'ran', 'ran']);
    const atHand = { run: 4, until: seconds(15) };
    runner.receive({ type: 'run', run: 5, session: { ...SESSION, seed: 2, manifests, commands }, until, atHand });
    finish();
    expect(posted.at(-1)).toMatchObject({ type: 'forked', at: seconds(10) });
  });
});

describe('a text that waits', () => {
  const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}], type: NodePort}\n';
  const verdictOf = (manifests: string, at: SimTime, run = 1): TextVerdict | undefined => {
    const { posted, runner, finish } = setUp();
    const commands: readonly Command[] = [
      { type: 'delete', at: seconds(12), object: { kind: 'Service', namespace: 'default', name: 'web' } },
    ];
    runner.receive({ type: 'run', run: 1, session: { ...SESSION, commands }, until: seconds(20) });
    finish();
    runner.receive({ type: 'check', check: 1, manifests, run, at });
    finish();
    // The run itself goes on as if nobody had asked.
    runner.receive({ type: 'extend', run: 1, until: seconds(25) });
    finish();
    const simulation = openSession({ ...SESSION, commands });
    simulation.advance(seconds(25));
    const [first, last] = [posted[0], posted.at(-1)];
    expect(mergeTrace(traceOf(first), traceOf(last))).toEqual(simulation.takeTrace());
    const answer = posted.find((message) => message.type === 'checked');
    return answer?.verdict;
  };

  it('is judged by the cluster of that moment', () => {
    expect(verdictOf(SERVICE, seconds(5))?.apply.stdout).toBe('service/web configured\n');
    expect(verdictOf(SERVICE, seconds(15))?.apply.stdout).toBe('service/web created\n');
  });

  it('is told its problems with their places', () => {
    const wrong = SERVICE.replace('port: 80', 'port: 80, targetPort: Web');
    expect(verdictOf(wrong, seconds(15))?.diagnostics).toMatchObject([
      { severity: 'error', source: 'apiserver', range: { startLine: 4 } },
    ]);
    expect(verdictOf('kind: [', seconds(0))?.diagnostics).toMatchObject([{ severity: 'error', source: 'kubectl' }]);
  });

  it('is not judged by a run that is gone', () => {
    expect(verdictOf(SERVICE, seconds(5), 7)).toBeUndefined();
  });
});
