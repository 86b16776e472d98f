/** A run that was set aside to be looked at beside the one on the stage, on the same clock. */
import { create } from 'zustand';
import { micros, type SimTime } from '../../base/sim-time.ts';
import type { Session } from '../../simulation/session.ts';
import type { Trace } from '../../simulation/trace.ts';
import { forkTrace, mergeTrace } from '../worker-client/merge-trace.ts';
import { openSimulationWorker } from '../worker-client/open-simulation-worker.ts';
import { createSimulationClient, type SimulationClient } from '../worker-client/simulation-client.ts';
import { playhead } from '../timeline/playhead.ts';
import { useRun } from './run-store.ts';
import { currentSession, useSession } from './session-store.ts';

/** The run beside. */
export interface Pinned {
  readonly session: Session;
  readonly trace: Trace;
  /** The playhead's moment at which it was set aside: for its name. */
  readonly pinnedAt: SimTime;
}

interface CompareState {
  readonly pinned: Pinned | undefined;
}

/** The state of the comparison; written by the actions below only. */
export const useCompare = create<CompareState>()(() => ({ pinned: undefined }));

let client: SimulationClient | undefined;
/** The run whose trace is shown beside; 0 while it is still the one taken over from the stage. */
let run = 0;

/** Someone set the run on the stage aside, to change the session and look at both. */
export function runPinned(): void {
  const { trace } = useRun.getState();
  if (trace === undefined) return;
  comparisonEnded();
  const session = currentSession(useSession.getState());
  useCompare.setState({ pinned: { session, trace, pinnedAt: playhead.now() } });
  // Its own worker carries it on; until that has answered, what was on the stage is what there is.
  client = createSimulationClient(openSimulationWorker, {
    ran: (number, fresh) => shown(number, fresh),
    forked: (number, _of, at, rest) => {
      const { pinned } = useCompare.getState();
      if (pinned !== undefined) shown(number, forkTrace(pinned.trace, at, rest));
    },
    extended: (number, extension) => {
      const { pinned } = useCompare.getState();
      if (pinned !== undefined && number === run) shown(number, mergeTrace(pinned.trace, extension));
    },
    checked: () => undefined,
    restarted: () => undefined,
    failed: comparisonEnded,
  });
  client.run(session, trace.until, 0);
}

/** One run is enough again. */
export function comparisonEnded(): void {
  client?.close();
  client = undefined;
  run = 0;
  useCompare.setState({ pinned: undefined });
}

function shown(number: number, trace: Trace): void {
  const { pinned } = useCompare.getState();
  if (pinned === undefined) return;
  run = number;
  useCompare.setState({ pinned: { ...pinned, trace } });
  keepUp();
}

/** Both runs reach equally far. */
function keepUp(): void {
  const { pinned } = useCompare.getState();
  const { trace } = useRun.getState();
  if (pinned === undefined || trace === undefined || run === 0 || pinned.trace.until >= trace.until) return;
  client?.extend(run, micros(trace.until));
}

useRun.subscribe((state, before) => {
  if (state.trace !== before.trace) keepUp();
});
useSession.subscribe((state, before) => {
  // Another scenario was opened: what was set aside has nothing to do with it.
  if (state.opening !== before.opening) comparisonEnded();
});
