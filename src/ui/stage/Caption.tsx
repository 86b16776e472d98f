/** One line in plain words: what the selected (or followed) request has just done. */
import { memo, type ReactElement } from 'react';
import { captionAt } from '../../diagram/caption.ts';
import { DEFAULT_LENS } from '../../diagram/flight.ts';
import type { Trace } from '../../simulation/trace.ts';
import { renderMessage } from '../i18n/render-message.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { OutcomeGlyph } from '../present/outcome-glyph.tsx';
import { usePlayback } from '../store/playback-store.ts';
import { selected, useView, type Selection } from '../store/view-store.ts';
import styles from './stage.module.css';
import { ViewSwitch } from './ViewSwitch.tsx';

const selectChosen = (state: { selection: Selection | undefined }): string | undefined =>
  state.selection?.type === 'request' ? state.selection.id : undefined;
const selectTime = (state: ReturnType<typeof usePlayback.getState>): ReturnType<typeof usePlayback.getState>['time'] =>
  state.time;
const selectIsPlaying = (state: { isPlaying: boolean }): boolean => state.isPlaying;

/** The caption; it is read aloud while a request is selected or time stands still, not at every answer while it plays. */
export const Caption = memo(function Caption({ trace }: { readonly trace: Trace }): ReactElement {
  const { app, playback, simulation } = useMessages();
  const chosen = useView(selectChosen);
  const time = usePlayback(selectTime);
  const isPlaying = usePlayback(selectIsPlaying);
  const caption = captionAt(trace, time, DEFAULT_LENS, chosen);
  const way = caption === undefined ? '' : app.underway(caption.request.client, caption.request.url);
  const said =
    caption?.message === undefined ? app.leg[caption?.leg ?? 'request'] : renderMessage(caption.message, simulation);
  const isQuiet = isPlaying && chosen === undefined;
  return (
    <div className={styles.caption} aria-live={isQuiet ? 'off' : 'polite'} data-testid="caption">
      {caption === undefined ? (
        <p className={styles.sentence}>{app.noRequestsYet}</p>
      ) : (
        <>
          <button
            type="button"
            className={styles.captionRequest}
            aria-pressed={chosen === caption.request.id}
            title={way}
            onClick={() => selected({ type: 'request', id: caption.request.id })}
          >
            <OutcomeGlyph outcome={caption.isOver ? caption.request.outcome : 'inFlight'} />
            <span>{way}</span>
          </button>
          <p className={styles.sentence} title={said}>
            {caption.isOver && <strong>{playback.outcomes[caption.request.outcome]}. </strong>}
            {said}
          </p>
        </>
      )}
      <ViewSwitch />
    </div>
  );
});
