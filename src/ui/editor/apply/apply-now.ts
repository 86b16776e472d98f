/** Applies the text in the editor to the running cluster, at the moment that the page shows. */
import { textApplied, useSession } from '../../store/session-store.ts';
import { playhead } from '../../timeline/playhead.ts';

/** The keys that do it. */
export const APPLY_KEYS = /mac/i.test(navigator.userAgent) ? '⌘↵' : 'Ctrl+↵';

/** Applies the text. */
export function applyNow(): void {
  textApplied(playhead.now());
}

/**
 * Takes Ctrl+Enter (on a Mac, Command+Enter) in `pane` for applying, before the editor makes a line of it; while the text
 * is the start's, the keys are the editor's. Returns how to stop.
 */
export function listenForApply(pane: HTMLElement): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    if (useSession.getState().applyMode !== 'moment') return;
    event.preventDefault();
    event.stopPropagation();
    applyNow();
  };
  pane.addEventListener('keydown', press, true);
  return () => pane.removeEventListener('keydown', press, true);
}
