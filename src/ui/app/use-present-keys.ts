/** The keys of a lecture: `f` begins and ends it, Escape ends it. A clicker's keys step, here as everywhere. */
import { useEffect } from 'react';
import { presentingToggled, useView } from '../store/view-store.ts';
import { keepsKey } from '../timeline/keys.ts';

/** Listens while the component is there; keys that mean something where they are pressed are left to that. */
export function usePresentKeys(): void {
  useEffect(() => {
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

function pressed(event: KeyboardEvent): void {
  const { key, ctrlKey, altKey, metaKey, target, defaultPrevented } = event;
  if (defaultPrevented || ctrlKey || altKey || metaKey) return;
  if (target instanceof Element && keepsKey(target, key)) return;
  if (key === 'f') presentingToggled();
  else if (key === 'Escape' && useView.getState().isPresenting) presentingToggled(false);
}
