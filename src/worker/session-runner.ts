/** The simulation's side of the protocol, without a worker around it: messages in, slices of work, messages out. */
import { after, micros, seconds, START, type SimTime } from '../base/sim-time.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { RECORDS_PER_ANSWER } from './limits.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { openSession, SessionMemory } from './run-session.ts';

/** So much virtual time is simulated between two looks at the mail. */
const SLICE: SimTime = seconds(1);

/** Answers the page's messages; work is done only when {@link SessionRunner.work} is called. */
export interface SessionRunner {
  /** Takes a message; a newer `run` puts an end to older ones that have not been answered. */
  receive(message: ToWorker): void;
  /** Does one slice of what is asked; false when nothing is left to do. */
  work(): boolean;
}

/** A run that can be asked for. */
interface Run {
  readonly run: number;
  readonly simulation: Simulation;
  /** How far it has been simulated, and how far it is wanted. */
  reached: SimTime;
  wanted: SimTime;
  /** Whether the page has had its first answer. */
  isAnswered: boolean;
}

type RunRequest = Extract<ToWorker, { readonly type: 'run' }>;

/** A runner that answers with `post`. */
export function createSessionRunner(post: (message: FromWorker) => void): SessionRunner {
  const memory = new SessionMemory();
  /** The newest request, until its text has been read. */
  let request: RunRequest | undefined;
  let newest: Run | undefined;
  /** The latest run without errors, which the page shows while the text has some. */
  let good: Run | undefined;

  function begin({ run, session, until }: RunRequest): void {
    newest = undefined;
    newest = { run, simulation: openSession(session, memory), reached: START, wanted: until, isAnswered: false };
  }

  function advance(run: Run): void {
    run.reached = micros(Math.min(after(run.reached, SLICE), run.wanted));
    run.simulation.advance(run.reached);
    // A full message goes out early; the page asks for more when its playhead comes near.
    if (run.simulation.recorded >= RECORDS_PER_ANSWER) run.wanted = run.reached;
    if (run.reached < run.wanted) return;
    const trace = run.simulation.takeTrace();
    post({ type: run.isAnswered ? 'extended' : 'ran', run: run.run, trace });
    run.isAnswered = true;
    if (!trace.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) good = run;
  }

  /** What has something left to do: the newest first. */
  function next(): Run | undefined {
    return [newest, good].find((run) => run !== undefined && (run.reached < run.wanted || !run.isAnswered));
  }

  /** `run` has ended in a bug: it says so and is gone. */
  function fail(run: number, error: unknown): void {
    if (newest?.run === run) newest = undefined;
    if (good?.run === run) good = undefined;
    post({ type: 'failed', run, error: error instanceof Error ? error.message : String(error) });
  }

  return {
    receive(message) {
      switch (message.type) {
        case 'run':
          request = message;
          newest = undefined;
          return;
        case 'extend': {
          const run = [newest, good].find((each) => each?.run === message.run);
          if (run !== undefined && message.until > run.wanted) run.wanted = message.until;
          return;
        }
        case 'ping':
          post({ type: 'pong', ping: message.ping });
          return;
      }
    },
    work() {
      const starting = request;
      request = undefined;
      const run = starting === undefined ? next() : undefined;
      try {
        if (starting !== undefined) begin(starting);
        else if (run !== undefined) advance(run);
      } catch (error) {
        // A bug of the simulation: the page tells it, and the next run begins afresh.
        fail(starting?.run ?? run?.run ?? 0, error);
      }
      return request !== undefined || next() !== undefined;
    },
  };
}
