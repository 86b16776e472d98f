/** The visitor's own work in the browser's storage. Every read is checked, and storage that is shut off is no error. */
import type { Work } from '../store/session-store.ts';
import { isRecord } from './checked-command.ts';
import { checkedSession } from './checked-session.ts';

/** Work as it is stored. */
export interface SavedWork extends Work {
  /** Wall time in milliseconds, for the visitor to tell one from another. */
  readonly savedAt: number;
}

/** Where work is kept: the tab's own storage survives a reload even when another tab saves; the shared one, a restart. */
export interface Storages {
  readonly tab: Storage | undefined;
  readonly shared: Storage | undefined;
}

const WORK_KEY = 'kubehops.work';
const SET_ASIDE_KEY = 'kubehops.set-aside';
/** So many other works are kept besides the newest. */
const MAX_SET_ASIDE = 5;

/** The browser's storages; either may be shut off, which shows only when it is touched. */
export function browserStorages(): Storages {
  return { tab: reach(() => sessionStorage), shared: reach(() => localStorage) };
}

/** The newest work: of this tab, or else of any. */
export function readWork(storages: Storages): SavedWork | undefined {
  return (
    checkedWork(parse(reach(() => storages.tab?.getItem(WORK_KEY)))) ??
    checkedWork(parse(reach(() => storages.shared?.getItem(WORK_KEY))))
  );
}

/** Other works that were saved before, newest first. */
export function readSetAside(storages: Storages): readonly SavedWork[] {
  const value = parse(reach(() => storages.shared?.getItem(SET_ASIDE_KEY)));
  if (!Array.isArray(value)) return [];
  return value.map(checkedWork).filter((work) => work !== undefined);
}

/**
 * Saves `work` as the newest. What was the newest before and began as another session is set aside, not overwritten.
 * False when neither storage took it.
 */
export function writeWork(storages: Storages, work: SavedWork): boolean {
  const previous = checkedWork(parse(reach(() => storages.shared?.getItem(WORK_KEY))));
  if (previous !== undefined && previous.origin !== work.origin) setAside(storages, previous, work.origin);
  const text = toText(work);
  const inTab = write(storages.tab, WORK_KEY, text);
  let inShared = write(storages.shared, WORK_KEY, text);
  // Storage is full: the oldest works make room.
  for (let kept = readSetAside(storages).length - 1; !inShared && kept >= 0; kept--) {
    writeSetAside(storages, readSetAside(storages).slice(0, kept));
    inShared = write(storages.shared, WORK_KEY, text);
  }
  return inTab || inShared;
}

/** `broughtBack` is the origin that is the newest work again. */
function setAside(storages: Storages, work: SavedWork, broughtBack: string): void {
  const others = readSetAside(storages).filter((each) => each.origin !== work.origin && each.origin !== broughtBack);
  let kept = [work, ...others].slice(0, MAX_SET_ASIDE);
  while (kept.length > 0 && !writeSetAside(storages, kept)) kept = kept.slice(0, -1);
}

function writeSetAside(storages: Storages, works: readonly SavedWork[]): boolean {
  return write(storages.shared, SET_ASIDE_KEY, `[${works.map(toText).join(',')}]`);
}

function toText(work: SavedWork): string {
  const { manifests: text, ...rest } = work;
  return JSON.stringify({ text, ...rest });
}

function checkedWork(value: unknown): SavedWork | undefined {
  const session = checkedSession(value);
  if (session === undefined || !isRecord(value)) return undefined;
  const { scenarioId, origin, savedAt } = value;
  if (typeof origin !== 'string' || typeof savedAt !== 'number') return undefined;
  return { ...session, scenarioId: typeof scenarioId === 'string' ? scenarioId : undefined, origin, savedAt };
}

function parse(text: string | null | undefined): unknown {
  return typeof text === 'string' ? reach((): unknown => JSON.parse(text)) : undefined;
}

function write(storage: Storage | undefined, key: string, text: string): boolean {
  return (
    reach(() => {
      storage?.setItem(key, text);
      return storage !== undefined;
    }) ?? false
  );
}

/** What `read` gives; undefined when it throws, as storage does when it is shut off or full. */
function reach<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
