/** What the page tells the painter: everything it paints comes in these messages, whether it works in a worker or not. */
import type { SimTime } from '../../../base/sim-time.ts';
import type { FlightBatch, Motion } from '../../../diagram/flight-batch.ts';
import type { Palette } from './glyphs.ts';

/** One frame: the moment, and how the picture lies in the window (screen pixels; `zoom` is screen pixels for each of the picture's). */
export interface Frame {
  readonly time: SimTime;
  readonly left: number;
  readonly top: number;
  readonly zoom: number;
  /** The size of the window in screen pixels, and device pixels for each of them. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly motion: Motion;
  /** The place in the batch of the request that is selected, or else of the one that the caption follows; -1: none. */
  readonly followed: number;
  /** Whether the others step back, because one has been selected. */
  readonly isCalm: boolean;
}

/** A message to the painter. */
export type ToPainter =
  | { readonly type: 'canvas'; readonly canvas: OffscreenCanvas | HTMLCanvasElement }
  | { readonly type: 'palette'; readonly palette: Palette }
  | { readonly type: 'batch'; readonly batch: FlightBatch }
  | { readonly type: 'frame'; readonly frame: Frame };
