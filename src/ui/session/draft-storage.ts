/** Texts that wait to be applied, in the browser's storage beside the work that each belongs to. */
import type { Storages } from './work-storage.ts';

const KEY = 'kubehops.drafts';
/** As many as works are kept. */
const MOST = 6;

/** The draft of the work of that origin; undefined where it has none. */
export function readDraft({ tab, shared }: Storages, origin: string): string | undefined {
  return draftsIn(tab)[origin] ?? draftsIn(shared)[origin];
}

/** Saves or removes the draft of that origin; the oldest drafts make room. False when neither storage took it. */
export function writeDraft(storages: Storages, origin: string, draft: string | undefined): boolean {
  const inTab = writeInto(storages.tab, origin, draft);
  const inShared = writeInto(storages.shared, origin, draft);
  return inTab || inShared || draft === undefined;
}

function writeInto(storage: Storage | undefined, origin: string, draft: string | undefined): boolean {
  const { [origin]: former, ...others } = draftsIn(storage);
  if (former === draft) return draft !== undefined;
  const entries = [...Object.entries(others), ...(draft === undefined ? [] : [[origin, draft] as const])];
  for (let kept = Math.min(entries.length, MOST); kept > 0; kept--) {
    if (write(storage, JSON.stringify(Object.fromEntries(entries.slice(-kept))))) return true;
  }
  return entries.length === 0 && write(storage, '{}');
}

/** Every read is checked: what is no text is no draft. */
function draftsIn(storage: Storage | undefined): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    // Shut off, or not ours: the same as empty.
    return {};
  }
}

function write(storage: Storage | undefined, text: string): boolean {
  try {
    storage?.setItem(KEY, text);
    return storage !== undefined;
  } catch {
    // Full, or shut off.
    return false;
  }
}
