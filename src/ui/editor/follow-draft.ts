/** Asks what would be said of the text that waits to be applied, whenever it or what it would be applied to has changed. */
import { usePlayback } from '../store/playback-store.ts';
import { draftAsked, TYPING_PAUSE_MS, useRun } from '../store/run-store.ts';
import { shownText, useSession } from '../store/session-store.ts';
import { playhead } from '../timeline/playhead.ts';

/** Goes on until the returned function is called. While time runs, the moment alone is no reason to ask again. */
export function followDraft(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether something was said of an earlier text, which is to be forgotten. */
  let isKnown = false;

  function ask(): void {
    const session = useSession.getState();
    const text = shownText(session);
    const waits = text !== session.text;
    if (waits || isKnown) draftAsked(waits ? text : undefined, playhead.now());
    isKnown = waits;
  }
  function askSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(ask, TYPING_PAUSE_MS);
  }
  const stops = [
    useSession.subscribe((session, before) => {
      if (session.opening !== before.opening || session.applyMode !== before.applyMode) ask();
      if (shownText(session) !== shownText(before)) askSoon();
    }),
    useRun.subscribe((run, before) => {
      if (run.trace !== before.trace) askSoon();
    }),
    usePlayback.subscribe((playback, before) => {
      if (!playback.isPlaying && (playback.time !== before.time || before.isPlaying)) askSoon();
    }),
  ];
  ask();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
