/** Time: the controls, the clock, and the scrubber over the marks of what happens. */
import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { Session } from '../../simulation/session.ts';
import { LogButton } from '../commands/LogButton.tsx';
import { useMessages } from '../i18n/use-messages.ts';
import { formatSeconds } from '../present/format-time.ts';
import {
  paused,
  played,
  skippedToNextEvent,
  skippedToPreviousEvent,
  speedPicked,
  SPEEDS,
  steppedBack,
  steppedForward,
  usePlayback,
} from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { useSession } from '../store/session-store.ts';
import { Scrubber } from './Scrubber.tsx';
import styles from './Timeline.module.css';
import { WatchMenu } from './WatchMenu.tsx';
import { useTimeKeys } from './use-time-keys.ts';

type PlaybackState = ReturnType<typeof usePlayback.getState>;
const selectIsPlaying = (state: PlaybackState): boolean => state.isPlaying;
const selectSpeed = (state: PlaybackState): number => state.speed;
const selectTime = (state: PlaybackState): PlaybackState['time'] => state.time;
const selectFork = (state: PlaybackState): PlaybackState['fork'] => state.fork;
const selectSkip = (state: PlaybackState): PlaybackState['skip'] => state.skip;
const selectTrace = (state: ReturnType<typeof useRun.getState>): ReturnType<typeof useRun.getState>['trace'] =>
  state.trace;
const selectCommands = (state: ReturnType<typeof useSession.getState>): Session['commands'] => state.commands;

/** The region Timeline. */
export const Timeline = memo(function Timeline(): ReactElement {
  const { app, playback: words } = useMessages();
  const isPlaying = usePlayback(selectIsPlaying);
  const trace = useRun(selectTrace);
  useTimeKeys();
  const isEmpty = trace === undefined;
  return (
    <section aria-label={app.timeline} className={styles.timeline}>
      <div className={styles.controls} title={words.keys}>
        <button
          type="button"
          className={styles.icon}
          aria-label={words.previousEvent}
          disabled={isEmpty}
          onClick={skippedToPreviousEvent}
        >
          <SkipBack size={16} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.icon}
          aria-label={words.stepBack}
          disabled={isEmpty}
          onClick={steppedBack}
        >
          <StepBack size={16} aria-hidden />
        </button>
        <span className={styles.transport}>
          <button
            type="button"
            aria-label={words.play}
            aria-pressed={isPlaying}
            title={words.play}
            disabled={isEmpty}
            onClick={played}
          >
            <Play size={16} aria-hidden />
          </button>
          <button
            type="button"
            aria-label={words.pause}
            aria-pressed={!isPlaying}
            title={words.pause}
            disabled={isEmpty}
            onClick={paused}
          >
            <Pause size={16} aria-hidden />
          </button>
        </span>
        <button
          type="button"
          className={styles.icon}
          aria-label={words.stepForward}
          disabled={isEmpty}
          onClick={steppedForward}
        >
          <StepForward size={16} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.icon}
          aria-label={words.nextEvent}
          disabled={isEmpty}
          onClick={skippedToNextEvent}
        >
          <SkipForward size={16} aria-hidden />
        </button>
        <Clock />
        <SpeedPicker />
        <WatchMenu />
        <LogButton className={styles.log ?? ''} />
      </div>
      {trace !== undefined && <Scrubber trace={trace} />}
      <Line />
    </section>
  );
});

const Clock = memo(function Clock(): ReactElement {
  const { playback: words } = useMessages();
  const time = usePlayback(selectTime);
  return <span className={styles.clock}>{words.seconds(formatSeconds(time))}</span>;
});

const SpeedPicker = memo(function SpeedPicker(): ReactElement {
  const { playback: words } = useMessages();
  const speed = usePlayback(selectSpeed);
  return (
    <select
      className={styles.speed}
      aria-label={words.speed}
      value={speed}
      onChange={(event) => speedPicked(Number(event.target.value))}
    >
      {SPEEDS.map((each) => (
        <option key={each} value={each}>
          {each < 0.25 ? words.slowMotion(String(each)) : words.speedOf(String(each))}
        </option>
      ))}
    </select>
  );
});

/** The line that says what acting in the past does, or has done. */
const Line = memo(function Line(): ReactElement {
  const { playback: words } = useMessages();
  const fork = usePlayback(selectFork);
  const skip = usePlayback(selectSkip);
  const commands = useSession(selectCommands);
  const later = usePlayback((state) => commands.filter((command) => command.at > state.time).length);
  let text = '';
  if (skip !== undefined) text = skip === 'looking' ? words.skipping : words.nothingAhead;
  else if (later > 0) text = words.laterCommands(later);
  else if (fork !== undefined) text = words.forked(words.seconds(formatSeconds(fork.at)), fork.dropped);
  return <output className={styles.line}>{text}</output>;
});
