/** The keys of time, wherever the focus is, except where keys have a meaning of their own. */
import { useEffect } from 'react';
import {
  playToggled,
  soughtToStart,
  speedChanged,
  skippedToNextEvent,
  skippedToPreviousEvent,
  steppedBack,
  steppedForward,
  steppedToNextRequest,
  steppedToPreviousRequest,
} from '../store/playback-store.ts';
import { loopBegun, loopEnded } from '../store/watch-store.ts';
import { keepsKey, timeAction, type TimeAction } from './keys.ts';

const ACTIONS: Readonly<Record<TimeAction, () => void>> = {
  toggle: playToggled,
  forward: steppedForward,
  back: steppedBack,
  nextRequest: steppedToNextRequest,
  previousRequest: steppedToPreviousRequest,
  nextEvent: skippedToNextEvent,
  previousEvent: skippedToPreviousEvent,
  faster: () => speedChanged(1),
  slower: () => speedChanged(-1),
  start: soughtToStart,
  loopFrom: loopBegun,
  loopTo: loopEnded,
};

/** Listens for the keys of time while the component is there. */
export function useTimeKeys(): void {
  useEffect(() => {
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || (event.target instanceof Element && keepsKey(event.target, event.key))) return;
  const action = timeAction(event);
  if (action === undefined) return;
  event.preventDefault();
  ACTIONS[action]();
}
