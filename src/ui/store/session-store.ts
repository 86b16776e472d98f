/** The session in the visitor's hands: the text, the seed, the commands, and where it came from. */
import { create } from 'zustand';
import type { SimTime } from '../../base/sim-time.ts';
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
  /** See {@link SessionState.draft}. */
  readonly draft?: string | undefined;
}

/** Which text the editor holds: the one that the cluster starts with, run at every edit, or one to be applied later. */
export type ApplyMode = 'start' | 'moment';

/** The session as the page has it. */
export interface SessionState {
  /** The text that the cluster starts with. */
  readonly text: string;
  /** The text that waits to be applied, or was; apart from `text`, so that neither overwrites the other. */
  readonly draft: string | undefined;
  readonly applyMode: ApplyMode;
  readonly seed: number;
  readonly commands: readonly Command[];
  /** The log before the last change that took commands out of it, for as long as that can be undone. */
  readonly formerCommands: readonly Command[] | undefined;
  /** What was done last since the session was opened. */
  readonly lastCommand: Command | undefined;
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
  draft: undefined,
  applyMode: 'start',
  seed: 1,
  commands: [],
  formerCommands: undefined,
  lastCommand: undefined,
  scenarioId: undefined,
  opening: 0,
  isEdited: false,
  origin: '',
  notice: undefined,
  setAside: undefined,
}));

/** The visitor typed. */
export function manifestEdited(text: string): void {
  const state = useSession.getState();
  if (text === shownText(state)) return;
  useSession.setState({ ...(state.applyMode === 'start' ? { text } : { draft: text }), isEdited: true });
}

/** The visitor picked what the editor is to hold. Either text stays as it was left. */
export function applyModePicked(applyMode: ApplyMode): void {
  useSession.setState({ applyMode });
}

/** The visitor applies the text in the editor to the running cluster. */
export function textApplied(at: SimTime): void {
  const manifests = shownText(useSession.getState());
  useSession.setState({ draft: manifests });
  commandIssued({ type: 'apply', at, manifests });
}

/** Something was done to the cluster: it drops the commands that were to come after it, and the run forks there. */
export function commandIssued(command: Command): void {
  const { commands } = useSession.getState();
  const kept = commands.filter((each) => each.at <= command.at);
  useSession.setState({
    commands: [...kept, command],
    formerCommands: kept.length < commands.length ? commands : undefined,
    lastCommand: command,
    isEdited: true,
  });
}

/** A command was taken out of the log: the run goes on as if it had never been given. */
export function commandRemoved(command: Command): void {
  const { commands } = useSession.getState();
  useSession.setState({
    commands: commands.filter((each) => each !== command),
    formerCommands: commands,
    lastCommand: undefined,
    isEdited: true,
  });
}

/** The commands that were dropped or removed last are wanted back. */
export function droppingUndone(): void {
  const { formerCommands } = useSession.getState();
  if (formerCommands === undefined) return;
  useSession.setState({
    commands: formerCommands,
    formerCommands: undefined,
    lastCommand: undefined,
    isEdited: true,
  });
}

/** What the editor shows: the text of the start, or the draft; without a draft, what was applied last. */
export function shownText(state: Pick<SessionState, 'text' | 'draft' | 'applyMode' | 'commands'>): string {
  const { text, draft, applyMode, commands } = state;
  return applyMode === 'start' ? text : (draft ?? lastApplied(commands) ?? text);
}

/** The text of the last `apply` of the log. */
export function lastApplied(commands: readonly Command[]): string | undefined {
  return commands.findLast((each) => each.type === 'apply')?.manifests;
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
  const { draft } = work;
  useSession.setState({
    ...(draft !== undefined && { draft, applyMode: 'moment' }),
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
  const { scenarioId, origin, draft } = state;
  return { ...currentSession(state), scenarioId, origin, draft };
}

function open(session: Session, scenarioId: string | undefined): void {
  useSession.setState((state) => ({
    text: session.manifests,
    draft: undefined,
    applyMode: lastApplied(session.commands) === undefined ? 'start' : 'moment',
    seed: session.seed,
    commands: session.commands,
    formerCommands: undefined,
    lastCommand: undefined,
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
