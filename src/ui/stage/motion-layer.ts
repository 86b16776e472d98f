/** Keeps the painter told: which flights, which moment, which part of the picture; and finds the dot under a press. */
import type { useStoreApi } from '@xyflow/react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Diagram } from '../../diagram/diagram.ts';
import { packFlights, type Motion } from '../../diagram/flight-batch.ts';
import { followedAt, flightsFrom } from '../../diagram/flight-schedule.ts';
import { DEFAULT_LENS, flightOf, type Flight } from '../../diagram/flight.ts';
import { requestPositions } from '../../diagram/request-positions.ts';
import type { Trace } from '../../simulation/trace.ts';
import { onNextFrame } from '../present/frame-scheduler.ts';
import { selected } from '../store/view-store.ts';
import { playhead } from '../timeline/playhead.ts';
import { readPalette } from './painter/glyphs.ts';
import { openPainter } from './painter/open-painter.ts';

/** What is to be seen. */
export interface Scene {
  readonly trace: Trace;
  readonly diagram: Diagram;
  /** The selected request's id. */
  readonly chosen: string | undefined;
}

/** A running layer. */
export interface MotionLayer {
  show(scene: Scene): void;
  stop(): void;
}

/** The flights that the painter has, by their place in its batch, and the stretch of time that they are all flights of. */
interface Load {
  readonly scene: Scene;
  readonly from: SimTime;
  readonly until: number;
  readonly placeOf: ReadonlyMap<string, number>;
}

/** How near to a dot a press must be, in screen pixels. */
const REACH = 14;
/** So much nearer a request seems that has just failed. */
const FAILED_FIRST = 3;
/** How many flights to come are packed at once: few enough that nobody notices the moment. */
const AHEAD = 600;

/** Puts a canvas into `host` and keeps it painted. Presses anywhere in the host's parent may hit a dot. */
export function startMotion(host: HTMLElement, flow: ReturnType<typeof useStoreApi>): MotionLayer {
  const surface = host.parentElement ?? host;
  const canvas = document.createElement('canvas');
  host.append(canvas);
  const painter = openPainter(canvas);
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  const motion = (): Motion => (stillness.matches ? 'steps' : 'smooth');
  let scene: Scene | undefined;
  let load: Load | undefined;
  let cancel: (() => void) | undefined;

  function paint(): void {
    cancel = undefined;
    if (scene === undefined) return;
    const now = playhead.now();
    if (load?.scene !== scene || now < load.from || now >= load.until) {
      const { batch, ...fresh } = pack(scene, now);
      load = fresh;
      painter.send({ type: 'batch', batch });
    }
    const [left, top, zoom] = flow.getState().transform;
    const { trace, chosen } = scene;
    const followed = chosen ?? followedAt(trace.requests, now, DEFAULT_LENS)?.request.id;
    painter.send({
      type: 'frame',
      frame: {
        time: now,
        left,
        top,
        zoom,
        width: host.clientWidth,
        height: host.clientHeight,
        ratio: devicePixelRatio,
        motion: motion(),
        followed: load.placeOf.get(followed ?? '') ?? -1,
        isCalm: chosen !== undefined,
      },
    });
  }
  const invalidate = (): void => {
    cancel ??= onNextFrame('draw', paint);
  };
  const recolour = (): void => {
    painter.send({ type: 'palette', palette: readPalette(document.documentElement) });
    invalidate();
  };

  function dotAt(event: MouseEvent): string | undefined {
    if (scene === undefined) return undefined;
    const { trace, diagram, chosen } = scene;
    const [left, top, zoom] = flow.getState().transform;
    const frame = host.getBoundingClientRect();
    let nearest: string | undefined;
    let reach = REACH;
    for (const dot of requestPositions(trace, diagram, playhead.now(), DEFAULT_LENS, motion(), chosen)) {
      const { x, y, id, state, outcome } = dot;
      const away = Math.hypot(x * zoom + left - event.clientX + frame.left, y * zoom + top - event.clientY + frame.top);
      if (away > REACH) continue;
      // Of several at one place the one that has failed is what one asks about.
      const distance = state === 'over' && outcome !== 'answered' ? away - FAILED_FIRST : away;
      if (distance > reach) continue;
      nearest = id;
      reach = distance;
    }
    return nearest;
  }
  const onClick = (event: MouseEvent): void => {
    const id = dotAt(event);
    if (id === undefined) return;
    event.stopPropagation();
    selected({ type: 'request', id });
  };
  let cancelHover: (() => void) | undefined;
  const onMove = (event: MouseEvent): void => {
    cancelHover?.();
    cancelHover = onNextFrame('report', () => {
      cancelHover = undefined;
      surface.toggleAttribute('data-over-dot', event.buttons === 0 && dotAt(event) !== undefined);
    });
  };

  const resizes = new ResizeObserver(invalidate);
  resizes.observe(host);
  const themes = new MutationObserver(recolour);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  stillness.addEventListener('change', invalidate);
  surface.addEventListener('click', onClick, true);
  surface.addEventListener('mousemove', onMove);
  const stopFollowing = playhead.onMove(invalidate);
  const stopViewport = flow.subscribe((state, before) => {
    if (state.transform !== before.transform) invalidate();
  });
  recolour();

  return {
    show(wanted) {
      scene = wanted;
      invalidate();
    },
    stop() {
      cancel?.();
      cancelHover?.();
      resizes.disconnect();
      themes.disconnect();
      stillness.removeEventListener('change', invalidate);
      surface.removeEventListener('click', onClick, true);
      surface.removeEventListener('mousemove', onMove);
      stopFollowing();
      stopViewport();
      painter.close();
      canvas.remove();
    },
  };
}

/** The flights in view from `now` on, in order of start, the chosen one always among them. */
function pack(scene: Scene, now: SimTime): Load & { readonly batch: ReturnType<typeof packFlights> } {
  const { trace, diagram, chosen } = scene;
  const { flights, until } = flightsFrom(trace.requests, now, DEFAULT_LENS, AHEAD);
  const request = chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen);
  const lasting = request && flightOf(request, DEFAULT_LENS);
  const all: readonly Flight[] =
    lasting === undefined || flights.includes(lasting)
      ? flights
      : [...flights, lasting].toSorted((a, b) => a.request.startedAt - b.request.startedAt);
  const placeOf = new Map(all.map(({ request: { id } }, place) => [id, place]));
  return { scene, from: now, until, placeOf, batch: packFlights(all, diagram, lasting) };
}
