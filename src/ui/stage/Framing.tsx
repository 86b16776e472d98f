/** What part of the picture is in the frame: all of it, or in a narrow window the part where something happens. */
import { useReactFlow, useStore } from '@xyflow/react';
import { Maximize, ZoomIn } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useView } from '../store/view-store.ts';
import { offsetToward, whereToLook } from './frame.ts';
import styles from './stage.module.css';

interface FramingProps {
  readonly trace: Trace;
  readonly diagram: Diagram;
  /** The selected request's id. */
  readonly chosen: string | undefined;
  /** Whether somebody has panned or zoomed: then only a press moves the frame. */
  readonly isMoved: boolean;
  readonly onFit: () => void;
}

const selectWidth = (state: { width: number }): number => state.width;
const selectHeight = (state: { height: number }): number => state.height;
const selectIsPresenting = (state: { isPresenting: boolean }): boolean => state.isPresenting;
const selectIsPlaying = (state: { isPlaying: boolean }): boolean => state.isPlaying;

/** Smaller than this nothing can be read: a narrow window shows a part, until all is asked for. */
const READABLE = 0.6;
const CLOSE = 0.8;
const NARROW = 720;
/** So much at the top is left to the button that shows all of it. */
const BELOW_BUTTON = 52;
/** On a desk larger boxes look clumsy; from the last row of a lecture hall they do not. */
const LARGEST = { desk: 1.6, hall: 3 };

/** Keeps the picture in the frame; where only a part fits, the frame goes along with the request that is told of. */
export function Framing({ trace, diagram, chosen, isMoved, onFit }: FramingProps): ReactElement | undefined {
  const { app } = useMessages();
  const { setViewport } = useReactFlow();
  const hostWidth = useStore(selectWidth);
  const hostHeight = useStore(selectHeight);
  const isPresenting = useView(selectIsPresenting);
  const hasBeenFitted = useRef(false);
  const [seesAll, setSeesAll] = useState(false);
  const { width, height } = diagram;
  const margin = hostWidth < 600 ? 8 : 16;
  const whole = Math.min(
    (hostWidth - 2 * margin) / width,
    (hostHeight - 2 * margin) / height,
    isPresenting ? LARGEST.hall : LARGEST.desk,
  );
  const isPart = innerWidth < NARROW && whole < READABLE && !seesAll;
  const zoom = isPart ? CLOSE : whole;
  const time = usePlayback((state) => (isPart ? state.time : undefined));
  const isPlaying = usePlayback(selectIsPlaying);
  const focus = useMemo(
    () => (time === undefined ? undefined : whereToLook(trace, diagram, time, chosen, isPlaying)),
    [trace, diagram, time, chosen, isPlaying],
  );

  const x = isPart
    ? offsetToward(focus && focus.x * zoom, width * zoom, hostWidth, margin, margin)
    : (hostWidth - width * zoom) / 2;
  const y = isPart
    ? offsetToward(focus && focus.y * zoom, height * zoom, hostHeight, BELOW_BUTTON, margin)
    : (hostHeight - height * zoom) / 2;
  useEffect(() => {
    if (isMoved || hostWidth === 0 || hostHeight === 0) return;
    const isStill = !hasBeenFitted.current || matchMedia('(prefers-reduced-motion: reduce)').matches;
    hasBeenFitted.current = true;
    void setViewport({ x, y, zoom }, { duration: isStill ? 0 : 250 });
  }, [hostWidth, hostHeight, isMoved, setViewport, x, y, zoom]);

  if (!isMoved && (whole >= READABLE || innerWidth >= NARROW)) return undefined;
  const Icon = isMoved || isPart ? Maximize : ZoomIn;
  const name = isMoved || !isPart ? app.fit : app.overview;
  return (
    <button
      type="button"
      className={styles.fit}
      aria-label={name}
      title={name}
      onClick={() => {
        if (!isMoved) setSeesAll(!seesAll);
        onFit();
      }}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
