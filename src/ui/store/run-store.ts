/** What the simulation has answered: the trace on the stage, and what the newest run said about the text. */
import { create } from 'zustand';
import { micros, seconds, type SimTime } from '../../base/sim-time.ts';
import type { Session } from '../../simulation/session.ts';
import type { TextVerdict, Trace } from '../../simulation/trace.ts';
import { forkTrace, mergeTrace } from '../worker-client/merge-trace.ts';
import { openSimulationWorker, type OpenWorker } from '../worker-client/open-simulation-worker.ts';
import { createSimulationClient, type SimulationClient } from '../worker-client/simulation-client.ts';
import { currentSession, useSession, type SessionState } from './session-store.ts';

/** How far every session is simulated at first. */
export const FIRST_HORIZON: SimTime = seconds(90);
/** More is asked for in steps of this, so that a moving playhead does not ask in every frame. */
const HORIZON_STEP = seconds(30);
/** The run starts when the visitor has not typed for so long. */
export const TYPING_PAUSE_MS = 300;

/** What the page has to tell about the simulation; the catalogue has the words. */
export type RunNotice = 'simulationRestarted' | 'simulationFailed';

/** The state of the simulation as the page knows it. */
export interface RunState {
  /** What the stage shows: the latest run without errors, or the latest run while none was good since the opening. */
  readonly trace: Trace | undefined;
  /** Changes when a different run is shown, not when the shown one is extended. */
  readonly traceNumber: number;
  /** Whether the text has errors while an older, good run is shown. */
  readonly isStale: boolean;
  /** What the newest run said about the text. */
  readonly latest: TextVerdict | undefined;
  /** What was said last of the text that waits to be applied. */
  readonly waiting: TextVerdict | undefined;
  readonly status: 'starting' | 'running' | 'ready' | 'failed';
  readonly notice: RunNotice | undefined;
}

/** The state of the simulation. */
export const useRun = create<RunState>(() => ({
  trace: undefined,
  traceNumber: 0,
  isStale: false,
  latest: undefined,
  waiting: undefined,
  status: 'starting',
  notice: undefined,
}));

let client: SimulationClient | undefined;
let unsubscribe: (() => void) | undefined;
/** The text of the shown run, when that was good since the session was opened. */
let goodText: string | undefined;
/** The newest run: what was asked for, and whether it stands in for a text with errors. */
let newest: { readonly session: Session; readonly isStandIn: boolean } | undefined;
/** The text that `latest` is about. */
let judgedText: string | undefined;

/** The page is up: runs the session that is open, and again whenever it changes. */
export function simulationStarted(openWorker: OpenWorker = openSimulationWorker): void {
  if (client !== undefined) return;
  client = createSimulationClient(openWorker, { ran, forked, extended, checked, restarted, failed });
  unsubscribe = useSession.subscribe(sessionChanged);
  if (useSession.getState().opening > 0) sessionOpened();
}

/** The page goes away (or a test ends): ends the worker and forgets everything. */
export function simulationStopped(): void {
  client?.close();
  unsubscribe?.();
  client = undefined;
  unsubscribe = undefined;
  goodText = undefined;
  newest = undefined;
  judgedText = undefined;
  useRun.setState(useRun.getInitialState());
}

/** Someone wants to see the run on the stage up to `until`: asks the worker for more where that is not there yet. */
export function ensureHorizon(until: SimTime): void {
  const { trace, traceNumber } = useRun.getState();
  if (trace === undefined || until <= trace.until) return;
  client?.extend(traceNumber, micros(Math.ceil(until / HORIZON_STEP) * HORIZON_STEP));
}

/** A text waits to be applied at a moment of the run on the stage: what would be said of it? Without one, nothing is. */
export function draftAsked(text: string | undefined, at: SimTime): void {
  if (text === undefined) checked(undefined);
  else client?.check(useRun.getState().traceNumber, text, at);
}

/** The visitor has read the notice. */
export function runNoticeDismissed(): void {
  useRun.setState({ notice: undefined });
}

function sessionChanged(state: SessionState, previous: SessionState): void {
  if (state.opening !== previous.opening) {
    sessionOpened();
  } else if (state.commands !== previous.commands) {
    commandsChanged(state);
  } else if (state.text !== previous.text) {
    run(currentSession(state), shownHorizon(), TYPING_PAUSE_MS);
  }
}

function sessionOpened(): void {
  goodText = undefined;
  run(currentSession(useSession.getState()), FIRST_HORIZON, 0);
}

/** While the text has errors, a command is for the cluster on the stage: that one runs again with it. */
function commandsChanged(state: SessionState): void {
  const session = currentSession(state);
  if (useRun.getState().isStale && goodText !== undefined) {
    run({ ...session, manifests: goodText }, shownHorizon(), 0, true);
  } else {
    run(session, shownHorizon(), 0);
  }
}

function shownHorizon(): SimTime {
  return micros(Math.max(FIRST_HORIZON, useRun.getState().trace?.until ?? 0));
}

function run(session: Session, until: SimTime, delayMs: number, isStandIn = false): void {
  newest = { session, isStandIn };
  useRun.setState({ status: useRun.getState().trace === undefined ? 'starting' : 'running' });
  const { trace, traceNumber } = useRun.getState();
  client?.run(session, until, delayMs, trace && { run: traceNumber, until: trace.until });
}

/** The worker sends what comes after `at` alone; the page has the rest. */
function forked(number: number, of: number, at: SimTime, rest: Trace): void {
  const { trace, traceNumber } = useRun.getState();
  if (trace !== undefined && traceNumber === of) ran(number, forkTrace(trace, at, rest));
  // What the worker builds upon is not there any more: the run is asked for whole.
  else if (newest !== undefined) client?.run(newest.session, shownHorizon(), 0);
}

function ran(number: number, trace: Trace): void {
  const { apply, applied, diagnostics, selections } = trace;
  const isGood = !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  const isStandIn = newest?.isStandIn === true;
  if (isGood) goodText = newest?.session.manifests;
  const isShown = isGood || goodText === undefined;
  useRun.setState({
    status: 'ready',
    ...(isShown && { trace, traceNumber: number }),
    ...(!isStandIn && { isStale: !isShown, latest: { apply, applied, diagnostics, selections } }),
    ...(useRun.getState().notice === 'simulationFailed' && { notice: undefined }),
  });
  if (!isStandIn) judgedText = newest?.session.manifests;
  // Text that was still being typed when the stand-in ran has its turn now.
  const state = useSession.getState();
  if (isStandIn && state.text !== judgedText) run(currentSession(state), shownHorizon(), TYPING_PAUSE_MS);
}

function extended(number: number, extension: Trace): void {
  const { trace, traceNumber } = useRun.getState();
  if (trace !== undefined && number === traceNumber) useRun.setState({ trace: mergeTrace(trace, extension) });
}

function checked(waiting: TextVerdict | undefined): void {
  useRun.setState({ waiting });
}

function restarted(): void {
  useRun.setState({ status: 'running', notice: 'simulationRestarted' });
}

function failed(): void {
  useRun.setState({ status: 'failed', notice: 'simulationFailed' });
}
