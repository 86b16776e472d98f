/** A slider over the whole trace, with what happens drawn behind it: answered requests up, failed ones down, marks on top. */
import { memo, useEffect, useRef, type ReactElement } from 'react';
import { micros, toSeconds, type SimTime } from '../../base/sim-time.ts';
import type { Trace } from '../../simulation/trace.ts';
import { commandText } from '../commands/command-text.ts';
import type { Messages } from '../i18n/messages.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatSeconds } from '../present/format-time.ts';
import { soughtTo } from '../store/playback-store.ts';
import { useWatch } from '../store/watch-store.ts';
import { Marks } from './Marks.tsx';
import { markNear, marksOf, type Mark } from './marks.ts';
import { playhead } from './playhead.ts';
import type { Watch } from './watching.ts';
import { axisTicks } from './ticks.ts';
import styles from './Timeline.module.css';

/** Pixels: the width of the thumb, and how near to a mark the pointer must be for its words to show. */
const THUMB = 12;
const REACH = 4;

const selectLoop = (state: Watch): Watch['loop'] => state.loop;

interface ScrubberProps {
  readonly trace: Trace;
}

/** The scrubber. It follows the playhead in every frame without rendering again. */
export const Scrubber = memo(function Scrubber({ trace }: ScrubberProps): ReactElement {
  const messages = useMessages();
  const { playback: words } = messages;
  const slider = useRef<HTMLInputElement>(null);
  const { until } = trace;
  const loop = useWatch(selectLoop);
  const share = (time: SimTime): string => `calc((100% - ${String(THUMB)}px) * ${String(time / Math.max(until, 1))})`;
  useEffect(() => {
    const show = (time: SimTime): void => {
      const input = slider.current;
      if (input === null) return;
      input.value = String(toSeconds(time));
      input.setAttribute('aria-valuetext', words.seconds(formatSeconds(time)));
    };
    show(playhead.now());
    return playhead.onMove(show);
  }, [until, words]);
  return (
    <div className={styles.scrubber}>
      <Marks trace={trace} />
      {loop !== undefined && (
        <span
          className={styles.loopBand}
          aria-hidden="true"
          style={{
            left: share(loop.from),
            width: share(micros((loop.to ?? loop.from) - loop.from)),
          }}
        />
      )}
      <input
        ref={slider}
        type="range"
        className={styles.range}
        aria-label={words.playhead}
        min={0}
        max={toSeconds(until)}
        step="any"
        defaultValue={toSeconds(playhead.now())}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const share = (event.clientX - box.left - THUMB / 2) / Math.max(box.width - THUMB, 1);
          const mark = markNear(marksOf(trace), until * share, (until * REACH) / Math.max(box.width, 1));
          event.currentTarget.title = mark === undefined ? '' : describe(mark, messages);
        }}
        onInput={(event) => soughtTo(micros(Number(event.currentTarget.value) * 1_000_000))}
      />
      <div className={styles.axis} aria-hidden="true">
        {axisTicks(toSeconds(until)).map((tick) => (
          <span key={tick} style={{ left: `${String((tick / toSeconds(until)) * 100)}%` }}>
            {words.seconds(String(tick))}
          </span>
        ))}
      </div>
    </div>
  );
});

function describe(mark: Mark, { playback: words, commands }: Messages): string {
  const done = mark.commands?.map((command) => commandText(command, commands.said)) ?? [];
  return `${words.seconds(formatSeconds(mark.at))} · ${words.marks[mark.type]}: ${[...done, ...mark.what].slice(0, 6).join(', ')}`;
}
