/** Keeps the hints about selections up with the run, the playhead and the language. */
import { selectedAt } from '../../diagram/selection-counts.ts';
import { snapshotAt, type Snapshot } from '../../diagram/snapshot.ts';
import type { SelectionPlace } from '../../simulation/selections.ts';
import { catalogues } from '../i18n/messages.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { shownText, useSession } from '../store/session-store.ts';
import { useView, type Language } from '../store/view-store.ts';
import { sameHint, toSelectionHint, type SelectionHint } from './selection-words.ts';

/** While time runs, the hints follow at most so often. */
const PAUSE_MS = 250;
/** More hints than anybody scrolls through; a huge manifest gets them for its beginning. */
const MOST_HINTS = 500;
const NO_PLACES: readonly SelectionPlace[] = [];

interface Followed {
  readonly places: readonly SelectionPlace[];
  readonly snapshot: Snapshot | undefined;
  readonly language: Language;
}

/**
 * Tells `show` of the hints now and whenever they change: the places are those of the newest text, what they select is
 * from the run on the stage at the playhead. Returns how to stop.
 */
export function followSelections(show: (hints: readonly SelectionHint[]) => void): () => void {
  let followed: Followed | undefined;
  let shown: readonly SelectionHint[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function refresh(): void {
    clearTimeout(timer);
    timer = undefined;
    const now = look();
    if (followed !== undefined && isSame(now, followed)) return;
    followed = now;
    const hints = hintsOf(now);
    if (hints.length === shown.length && hints.every((hint, index) => isShown(hint, shown[index]))) return;
    shown = hints;
    show(hints);
  }
  const stops = [
    useRun.subscribe((run, before) => {
      if (run.latest !== before.latest || run.waiting !== before.waiting || run.trace !== before.trace) refresh();
    }),
    useSession.subscribe((session, before) => {
      if (session.applyMode !== before.applyMode || session.draft !== before.draft) refresh();
    }),
    useView.subscribe((view, before) => {
      if (view.language !== before.language) refresh();
    }),
    usePlayback.subscribe((playback, before) => {
      if (playback.time !== before.time) timer ??= setTimeout(refresh, PAUSE_MS);
    }),
  ];
  refresh();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function look(): Followed {
  const { trace, latest, waiting } = useRun.getState();
  const session = useSession.getState();
  const verdict = shownText(session) === session.text ? latest : waiting;
  return {
    places: verdict?.selections ?? NO_PLACES,
    snapshot: trace && snapshotAt(trace, usePlayback.getState().time),
    language: useView.getState().language,
  };
}

function isSame(a: Followed, b: Followed): boolean {
  return a.places === b.places && a.snapshot === b.snapshot && a.language === b.language;
}

function hintsOf({ places, snapshot, language }: Followed): readonly SelectionHint[] {
  if (snapshot === undefined) return [];
  const words = catalogues[language].selection;
  return places.slice(0, MOST_HINTS).map((place) => toSelectionHint(place, selectedAt(snapshot, place), words));
}

function isShown(hint: SelectionHint, shown: SelectionHint | undefined): boolean {
  return shown !== undefined && sameHint(hint, shown);
}
