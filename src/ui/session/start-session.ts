/** Opens the session that the address asks for, then keeps address and storage in step with what the visitor does. */
import type { Session } from '../../simulation/session.ts';
import { simulationStarted } from '../store/run-store.ts';
import {
  currentSession,
  currentWork,
  DEFAULT_SCENARIO,
  scenarioOpened,
  sessionNoticed,
  sessionOpened,
  useSession,
  workRestored,
  workSetAside,
  type SessionNotice,
  type SessionState,
  type Work,
} from '../store/session-store.ts';
import { decodeSession, isShareHash, type LinkError } from './share-link.ts';
import { readDraft, writeDraft } from './draft-storage.ts';
import { browserStorages, readWork, writeWork } from './work-storage.ts';

/** Typing is saved when it rests for so long. */
const SAVE_DELAY_MS = 250;

const NOTICE_OF: Readonly<Record<LinkError, SessionNotice>> = {
  damaged: 'linkDamaged',
  tooLarge: 'linkTooLarge',
  unknownVersion: 'linkUnknownVersion',
};

const storages = browserStorages();
let saveTimer: ReturnType<typeof setTimeout> | undefined;
let isStorageReported = false;

/**
 * The page is up: opens the session of the link (`#s=`), else the scenario (`?scenario=`), else the visitor's own
 * saved work, else the first scenario; starts the simulation; saves from now on. Call it once. It resolves when the
 * session is open and never rejects.
 */
export async function startSession(): Promise<void> {
  simulationStarted();
  await openFromAddress();
  useSession.subscribe(sessionChanged);
  addEventListener('pagehide', saveNow);
  addEventListener('visibilitychange', saveNow);
  // A link pasted into the address of this very page only changes the hash.
  addEventListener('hashchange', () => {
    if (isShareHash(location.hash)) void openLink();
  });
}

async function openFromAddress(): Promise<void> {
  const scenario = new URLSearchParams(location.search).get('scenario');
  if (isShareHash(location.hash) && (await openLink())) return;
  const notice = useSession.getState().notice;
  const own = readOwn();
  if (scenario !== null) {
    scenarioOpened(scenario);
    offer(own);
  } else if (own !== undefined) {
    workRestored(own);
  } else {
    scenarioOpened(DEFAULT_SCENARIO);
  }
  if (notice !== undefined) sessionNoticed(notice);
}

/** Opens the session of the address's hash; false, and a notice, when it holds none. */
async function openLink(): Promise<boolean> {
  saveNow();
  const decoded = await decodeSession(location.hash);
  if (!decoded.ok) {
    sessionNoticed(NOTICE_OF[decoded.error]);
    return false;
  }
  const own = readOwn();
  sessionOpened(decoded.session);
  offer(own);
  return true;
}

/** The visitor's own newest work with the text that waits to be applied to it. */
function readOwn(): Work | undefined {
  const work = readWork(storages);
  return work && { ...work, draft: readDraft(storages, work.origin) };
}

function offer(own: Work | undefined): void {
  if (own !== undefined && !isSame(own, currentSession(useSession.getState()))) workSetAside(own);
}

function isSame(a: Session, b: Session): boolean {
  return a.manifests === b.manifests && a.seed === b.seed && JSON.stringify(a.commands) === JSON.stringify(b.commands);
}

function sessionChanged(state: SessionState, previous: SessionState): void {
  if (state.opening !== previous.opening) saveIfPending(previous);
  const isChanged = state.draft !== previous.draft || !isSame(currentSession(state), currentSession(previous));
  if (state.isEdited && isChanged) {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(saveNow, SAVE_DELAY_MS);
  }
  if (state.isEdited !== previous.isEdited || state.opening !== previous.opening) showInAddress(state);
}

function saveNow(): void {
  saveIfPending(useSession.getState());
}

function saveIfPending(state: SessionState): void {
  if (saveTimer === undefined) return;
  clearTimeout(saveTimer);
  saveTimer = undefined;
  const { draft, ...work } = currentWork(state);
  const isWorkSaved = writeWork(storages, { ...work, savedAt: Date.now() });
  const isDraftSaved = writeDraft(storages, state.origin, draft);
  if ((isWorkSaved && isDraftSaved) || isStorageReported) return;
  isStorageReported = true;
  sessionNoticed('notSaved');
}

/** The address names what is open only while it is as it was opened; after that a reload brings the saved work back. */
function showInAddress(state: SessionState): void {
  const url = new URL(location.href);
  if (state.isEdited || state.scenarioId !== undefined) {
    url.searchParams.delete('scenario');
    if (isShareHash(url.hash)) url.hash = '';
  }
  if (!state.isEdited && state.scenarioId !== undefined) url.searchParams.set('scenario', state.scenarioId);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
