/** The simulation's side of the protocol, without a worker around it: messages in, slices of work, messages out. */
import { after, micros, seconds, START, type SimTime } from '../base/sim-time.ts';
import { ManifestMemory, parseManifest } from '../manifest/parse-manifest.ts';
import type { Command, Session } from '../simulation/session.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { Checkpoints } from './checkpoints.ts';
import { POD_LIMIT, RECORDS_PER_ANSWER } from './limits.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { openSession, readCommands, SessionMemory } from './run-session.ts';

/** So much virtual time is simulated between two looks at the mail. */
const SLICE: SimTime = seconds(1);
/** So much of what a new command leads to is shown before the rest is there. */
const FIRST_LOOK: SimTime = seconds(30);
/** So many of the last runs that the page was told of are kept to go on from, besides the one shown while the text has errors. */
const RUNS_AT_HAND = 2;

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
  readonly session: Session;
  readonly simulation: Simulation;
  readonly checkpoints: Checkpoints;
  /** Where it goes on from another run. */
  readonly fork: Fork | undefined;
  /** How far it has been simulated, and how far it is wanted. */
  reached: SimTime;
  wanted: SimTime;
  /** Whether the page has had its first answer. */
  isAnswered: boolean;
}

interface Fork {
  /** The other run's number. */
  readonly of: number;
  readonly at: SimTime;
  /** The first moment at which the two differ. */
  readonly difference: number;
}

type CheckRequest = Extract<ToWorker, { readonly type: 'check' }>;
type RunRequest = Extract<ToWorker, { readonly type: 'run' }>;

/** A runner that answers with `post`. */
export function createSessionRunner(post: (message: FromWorker) => void): SessionRunner {
  const memory = new SessionMemory();
  /** The newest request, until its text has been read. */
  let request: RunRequest | undefined;
  /** The newest question about a text that waits, and what is kept of the last such text. */
  let question: CheckRequest | undefined;
  const draft = new ManifestMemory();
  let newest: Run | undefined;
  /** The latest run without errors, which the page shows while the text has some. */
  let good: Run | undefined;
  /** The last runs that the page was told of: it may show any of them when it asks for another. */
  let told: readonly Run[] = [];

  function begin(asked: RunRequest): void {
    newest = undefined;
    newest = goOn(asked) ?? start(asked);
  }

  function start({ run, session, until }: RunRequest): Run {
    const simulation = openSession(session, memory);
    const checkpoints = new Checkpoints();
    const isAnswered = false;
    return { run, session, simulation, checkpoints, fork: undefined, reached: START, wanted: until, isAnswered };
  }

  /** The run from the last checkpoint of the run at hand that holds for it too; undefined where there is none. */
  function goOn({ run, session, until, atHand }: RunRequest): Run | undefined {
    const of = told.find((each) => each.run === atHand?.run);
    if (of === undefined || atHand === undefined) return undefined;
    if (of.session.manifests !== session.manifests || of.session.seed !== session.seed) return undefined;
    const difference = firstDifference(of.session.commands, session.commands);
    const checkpoint = of.checkpoints.lastBefore(difference, atHand.until);
    if (checkpoint === undefined) return undefined;
    const { at } = checkpoint;
    return {
      run,
      session,
      simulation: checkpoint.simulation.fork(readCommands(session.commands, memory)),
      checkpoints: of.checkpoints.upTo(at),
      fork: { of: of.run, at, difference },
      reached: at,
      wanted: micros(Math.max(until, at)),
      isAnswered: false,
    };
  }

  function advance(run: Run): void {
    if (run.checkpoints.isDue(run.reached)) run.checkpoints.add(run.simulation);
    run.reached = micros(Math.min(after(run.reached, SLICE), run.wanted));
    run.simulation.advance(run.reached);
    // A full message goes out early; the page asks for more when its playhead comes near.
    if (run.simulation.recorded >= RECORDS_PER_ANSWER) run.wanted = run.reached;
    if (run.reached >= run.wanted || isFirstLook(run)) answer(run);
  }

  function answer(run: Run): void {
    const trace = run.simulation.takeTrace();
    if (run.isAnswered) post({ type: 'extended', run: run.run, trace });
    else if (run.fork === undefined) post({ type: 'ran', run: run.run, trace });
    else post({ type: 'forked', run: run.run, of: run.fork.of, at: run.fork.at, trace });
    if (!trace.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) good = run;
    if (!run.isAnswered) told = [run, ...told].filter((each, index) => index < RUNS_AT_HAND || each === good);
    run.isAnswered = true;
  }

  /** Says what applying the text would come to: on a copy of the run, carried on to that moment. */
  function check({ check: number, manifests, run, at }: CheckRequest): void {
    const of = told.find((each) => each.run === run);
    const checkpoint = of?.checkpoints.lastBefore(at + 1, at);
    if (of === undefined || checkpoint === undefined) return;
    const simulation = checkpoint.simulation.fork(readCommands(of.session.commands, memory));
    simulation.advance(at);
    const verdict = simulation.judge(parseManifest(manifests, draft), POD_LIMIT);
    post({ type: 'checked', check: number, verdict });
  }

  /** What has something left to do: the newest first. */
  function next(): Run | undefined {
    return [newest, good].find((run) => run !== undefined && (run.reached < run.wanted || !run.isAnswered));
  }

  /** `run` has ended in a bug: it says so and is gone. */
  function fail(run: number, error: unknown): void {
    if (newest?.run === run) newest = undefined;
    if (good?.run === run) good = undefined;
    told = told.filter((each) => each.run !== run);
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
        case 'check':
          question = message;
          return;
        case 'ping':
          post({ type: 'pong', ping: message.ping });
          return;
      }
    },
    work() {
      const starting = request;
      request = undefined;
      const asked = starting === undefined ? question : undefined;
      if (asked !== undefined) question = undefined;
      const run = starting === undefined && asked === undefined ? next() : undefined;
      try {
        if (starting !== undefined) begin(starting);
        else if (asked !== undefined) check(asked);
        else if (run !== undefined) advance(run);
      } catch (error) {
        // A bug of the simulation: the page tells it, and the next run begins afresh. Of a text that waits nothing is said.
        if (asked === undefined) fail(starting?.run ?? run?.run ?? 0, error);
      }
      return request !== undefined || question !== undefined || next() !== undefined;
    },
  };
}

function isFirstLook({ fork, isAnswered, reached }: Run): boolean {
  return fork !== undefined && !isAnswered && reached >= fork.difference + FIRST_LOOK;
}

/** The moment from which on two logs differ; Infinity where they are the same. */
function firstDifference(left: readonly Command[], right: readonly Command[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one, other] = [left[index], right[index]];
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    return Math.min(one?.at ?? Infinity, other?.at ?? Infinity);
  }
  return Infinity;
}
