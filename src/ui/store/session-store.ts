/** The session in the visitor's hands: the text, the seed, the commands, and where it came from. */
import { create } from 'zustand';
import { SCENARIOS } from '../../scenarios/index.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Command, Session } from '../../simulation/session.ts';

/** The scenario of a page that asks for nothing in particular. */
export const DEFAULT_SCENARIO = 'cluster-ip';

/** What the page has to tell about the session; the catalogue has the words. */
export type SessionNotice = 'linkDamaged' | 'linkTooLarge' | 'linkUnknownVersion' | 'scenarioUnknown' | 'notSaved';

/** A session with what the visitor's own storage knows about it. */
export interface Work extends Session {
  readonly scenarioId: string | undefined;
  /** Tells one opened session from the next, so that saving one never overwrites another. */
  readonly origin: string;
}

/** The session as the page has it. */
export interface SessionState {
  readonly text: string;
  readonly seed: number;
  readonly commands: readonly Command[];
  /** The scenario that the session began as, also after it was edited. */
  readonly scenarioId: string | undefined;
  /** Counts the sessions opened so far; 0 until the first one is. */
  readonly opening: number;
  /** Whether the visitor has changed what was opened. */
  readonly isEdited: boolean;
  /** See {@link Work}. */
  readonly origin: string;
  readonly notice: SessionNotice | undefined;
  /** The visitor's own earlier work while another session is open, to be offered back. */
  readonly setAside: Work | undefined;
}

/** The session of the page. */
export const useSession = create<SessionState>(() => ({
  text: '',
  seed: 1,
  commands: [],
  scenarioId: undefined,
  opening: 0,
  isEdited: false,
  origin: '',
  notice: undefined,
  setAside: undefined,
}));

/** The visitor typed. */
export function manifestEdited(text: string): void {
  if (text === useSession.getState().text) return;
  useSession.setState({ text, isEdited: true });
}

/** Something was done to the cluster: it drops the commands that were to come after it, and the run forks there. */
export function commandIssued(command: Command): void {
  const { commands } = useSession.getState();
  useSession.setState({ commands: [...commands.filter((each) => each.at <= command.at), command], isEdited: true });
}

/** A scenario was picked. An unknown id opens the default one and says so. */
export function scenarioOpened(id: string): void {
  const found = findScenario(id);
  const scenario = found ?? findScenario(DEFAULT_SCENARIO);
  if (scenario !== undefined) {
    open({ manifests: scenario.manifests, seed: scenario.seed, commands: scenario.commands ?? [] }, scenario.id);
  }
  if (found === undefined) sessionNoticed('scenarioUnknown');
}

/** A session came from outside, for example from a link. */
export function sessionOpened(session: Session): void {
  open(session, undefined);
}

/** The visitor's own saved work was brought back: `work`, or else what was set aside. */
export function workRestored(work: Work | undefined = useSession.getState().setAside): void {
  if (work === undefined) return;
  const { isEdited, ...state } = useSession.getState();
  open(work, work.scenarioId);
  useSession.setState({
    origin: work.origin,
    isEdited: true,
    setAside: isEdited ? currentWork(state) : undefined,
  });
}

/** Other work of the visitor's own was found in storage: it is kept while this session is open. */
export function workSetAside(work: Work): void {
  useSession.setState({ setAside: work });
}

/** The page has something to tell. */
export function sessionNoticed(notice: SessionNotice): void {
  useSession.setState({ notice });
}

/** The visitor has read it. */
export function sessionNoticeDismissed(): void {
  useSession.setState({ notice: undefined });
}

/** The visitor does not want the work that was set aside now; it stays stored. */
export function setAsideDismissed(): void {
  useSession.setState({ setAside: undefined });
}

/** The scenario of that id, or undefined. */
export function findScenario(id: string | undefined): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.id === id);
}

/** The session of the state, as links and the worker have it. */
export function currentSession(state: Pick<SessionState, 'text' | 'seed' | 'commands'>): Session {
  return { manifests: state.text, seed: state.seed, commands: state.commands };
}

/** The session of the state, as the visitor's storage has it. */
export function currentWork(state: Omit<SessionState, 'isEdited'>): Work {
  return { ...currentSession(state), scenarioId: state.scenarioId, origin: state.origin };
}

function open(session: Session, scenarioId: string | undefined): void {
  useSession.setState((state) => ({
    text: session.manifests,
    seed: session.seed,
    commands: session.commands,
    scenarioId,
    opening: state.opening + 1,
    isEdited: false,
    origin: newOrigin(),
    notice: undefined,
    ...(state.isEdited && { setAside: currentWork(state) }),
  }));
}

/** Unique enough among one visitor's own sessions; `crypto.randomUUID` is missing on plain http. */
function newOrigin(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}
