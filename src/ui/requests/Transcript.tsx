/** What the picture shows as lines to read; screen readers hear each new one while time is stepped. Arrives after the first view. */
import { memo, useEffect, useMemo, useRef, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import { DEFAULT_LENS } from '../../diagram/flight.ts';
import { transcriptUntil, type TranscriptLine } from '../../diagram/transcript.ts';
import type { Trace } from '../../simulation/trace.ts';
import { commandText } from '../commands/command-text.ts';
import type { Messages } from '../i18n/messages.ts';
import { renderMessage } from '../i18n/render-message.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatSeconds } from '../present/format-time.ts';
import { OutcomeGlyph } from '../present/outcome-glyph.tsx';
import { soughtTo, usePlayback } from '../store/playback-store.ts';
import { useView } from '../store/view-store.ts';
import { tellOf } from './tell-of.ts';
import styles from './Transcript.module.css';

const MOST = 200;
const selectTime = (state: { time: SimTime }): SimTime => state.time;
const selectIsPlaying = (state: { isPlaying: boolean }): boolean => state.isPlaying;
const selectChosen = (state: ReturnType<typeof useView.getState>): string | undefined =>
  state.selection?.type === 'request' ? state.selection.id : undefined;

/** The lines up to the playhead; of the selected request alone where one is. */
export const Transcript = memo(function Transcript({ trace }: { readonly trace: Trace }): ReactElement {
  const messages = useMessages();
  const time = usePlayback(selectTime);
  const isPlaying = usePlayback(selectIsPlaying);
  const chosen = useView(selectChosen);
  const list = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => transcriptUntil(trace, time, DEFAULT_LENS, MOST, chosen), [trace, time, chosen]);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines]);
  return (
    <div
      ref={list}
      className={styles.list}
      role="log"
      aria-label={messages.playback.transcript}
      aria-live={isPlaying && chosen === undefined ? 'off' : 'polite'}
    >
      <ol>
        {lines.map((line, place) => (
          <li key={keyOf(line)} data-type={line.type}>
            <button
              type="button"
              className={styles.time}
              title={messages.playback.seekHere(messages.playback.seconds(formatSeconds(line.at)))}
              // One of them takes part in tabbing, so that keys reach the list and scroll it.
              tabIndex={place === lines.length - 1 ? 0 : -1}
              onClick={() => soughtTo(line.at)}
            >
              {messages.playback.seconds(formatSeconds(line.at))}
            </button>
            <span>{sayLine(line, messages)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
});

function keyOf(line: TranscriptLine): string {
  switch (line.type) {
    case 'hop':
      return `${line.at} ${line.request.id} ${line.message.id}`;
    case 'outcome':
      return `${line.request.id} end`;
    case 'command':
      return `${line.at} ${line.command.type}`;
    case 'event':
      return `${line.at} ${line.event.metadata.name}`;
  }
}

function sayLine(line: TranscriptLine, { simulation, playback, commands }: Messages): ReactElement {
  switch (line.type) {
    case 'hop':
      return (
        <>
          <b>{line.request.client}</b>
          {tellOf(line.request.client, line.message, renderMessage(line.message, simulation))}
        </>
      );
    case 'outcome':
      return (
        <>
          <b>{line.request.client}</b> <OutcomeGlyph outcome={line.request.outcome} />{' '}
          <strong>{playback.outcomes[line.request.outcome]}.</strong> {renderMessage(line.message, simulation)}
        </>
      );
    case 'command':
      return <code>{commandText(line.command, commands.said)}</code>;
    case 'event': {
      const { involvedObject, reason, message } = line.event;
      return (
        <>
          {involvedObject.kind} {involvedObject.name}: <strong>{reason}</strong> <span lang="en">{message}</span>
        </>
      );
    }
  }
}
