/** The one canvas over the stage: every request in motion. It draws when something moves, and never asks React. */
import { useStoreApi } from '@xyflow/react';
import { memo, useEffect, useRef, type ReactElement } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import { followedAt } from '../../diagram/flight-schedule.ts';
import { DEFAULT_LENS } from '../../diagram/flight.ts';
import { requestPositions, type RequestPosition } from '../../diagram/request-positions.ts';
import type { Trace } from '../../simulation/trace.ts';
import { onNextFrame } from '../present/frame-scheduler.ts';
import { selected } from '../store/view-store.ts';
import { playhead } from '../timeline/playhead.ts';
import { drawScene, readPalette } from './draw-requests.ts';
import styles from './stage.module.css';

interface RequestLayerProps {
  readonly trace: Trace;
  readonly diagram: Diagram;
  /** The selected request's id. */
  readonly chosen: string | undefined;
}

/** How near to a dot a press must be, in screen pixels. */
const REACH = 14;

/** Draws the requests at the playhead; a press on a dot selects its request. */
export const RequestLayer = memo(function RequestLayer({ trace, diagram, chosen }: RequestLayerProps): ReactElement {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();

  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    const host = canvas?.parentElement;
    if (canvas === null || context === null || context === undefined || host === null || host === undefined)
      return undefined;
    const stillness = matchMedia('(prefers-reduced-motion: reduce)');
    let palette = readPalette(document.documentElement);
    let shown: readonly RequestPosition[] = [];
    let cancel: (() => void) | undefined;

    const draw = (): void => {
      cancel = undefined;
      const [left, top, zoom] = flow.getState().transform;
      const ratio = devicePixelRatio;
      const { clientWidth, clientHeight } = canvas;
      const width = Math.round(clientWidth * ratio);
      const height = Math.round(clientHeight * ratio);
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
      context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * left, ratio * top);
      const now = playhead.now();
      const motion = stillness.matches ? 'steps' : 'smooth';
      shown = requestPositions(trace, diagram, now, DEFAULT_LENS, motion, chosen);
      const followed = chosen ?? followedAt(trace.requests, now, DEFAULT_LENS)?.request.id;
      drawScene(context, { positions: shown, followed, isCalm: chosen !== undefined, zoom }, palette);
    };
    const invalidate = (): void => {
      cancel ??= onNextFrame('draw', draw);
    };
    const dotAt = (event: MouseEvent): RequestPosition | undefined => {
      const [left, top, zoom] = flow.getState().transform;
      const frame = canvas.getBoundingClientRect();
      const x = event.clientX - frame.left;
      const y = event.clientY - frame.top;
      let nearest: RequestPosition | undefined;
      let reach = REACH;
      for (const position of shown) {
        const distance = Math.hypot(position.x * zoom + left - x, position.y * zoom + top - y);
        if (distance > reach) continue;
        nearest = position;
        reach = distance;
      }
      return nearest;
    };
    const onClick = (event: MouseEvent): void => {
      const dot = dotAt(event);
      if (dot === undefined) return;
      event.stopPropagation();
      selected({ type: 'request', id: dot.id });
    };
    const onMove = (event: MouseEvent): void => {
      host.toggleAttribute('data-over-dot', event.buttons === 0 && dotAt(event) !== undefined);
    };
    const recolour = (): void => {
      palette = readPalette(document.documentElement);
      invalidate();
    };

    const resizes = new ResizeObserver(invalidate);
    resizes.observe(canvas);
    const themes = new MutationObserver(recolour);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    stillness.addEventListener('change', invalidate);
    host.addEventListener('click', onClick, true);
    host.addEventListener('mousemove', onMove);
    const stopFollowing = playhead.onMove(invalidate);
    const stopViewport = flow.subscribe((state, before) => {
      if (state.transform !== before.transform) invalidate();
    });
    invalidate();
    return () => {
      cancel?.();
      resizes.disconnect();
      themes.disconnect();
      stillness.removeEventListener('change', invalidate);
      host.removeEventListener('click', onClick, true);
      host.removeEventListener('mousemove', onMove);
      stopFollowing();
      stopViewport();
    };
  }, [trace, diagram, chosen, flow]);

  return <canvas ref={canvasRef} className={styles.canvas} aria-hidden="true" />;
});
