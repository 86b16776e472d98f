/** Paints frames: each request where it is. Signs are drawn once, kept as little pictures, and stamped from then on. */
import { LEGS, OUTCOMES, visitFlights, type FlightBatch } from '../../../diagram/flight-batch.ts';
import { drawCount, drawRing, drawSign, type Context, type Palette } from './glyphs.ts';
import type { Frame, ToPainter } from './messages.ts';

/** How big a sign is in screen pixels, at a zoom of 1. */
const RADIUS = 6;
/** The followed one is bigger by so much. */
const FOLLOWED = 1.25;
/** Beyond the sign's radius a stamp holds what its lines and points need. */
const STAMP = 2.2;
/** A request that waits is shown fainter. */
const WAITING = 1;

/** A canvas to draw a stamp on, in device pixels. */
export type MakeCanvas = (size: number) => OffscreenCanvas | HTMLCanvasElement;

/** Takes messages and paints; without a worker the page's own thread calls it. */
export class Painter {
  private readonly makeCanvas: MakeCanvas;
  private canvas: OffscreenCanvas | HTMLCanvasElement | undefined;
  private context: Context | undefined;
  private palette: Palette | undefined;
  private batch: FlightBatch | undefined;
  private readonly stamps = new Map<number, CanvasImageSource | undefined>();
  private stampScale = 0;

  constructor(makeCanvas: MakeCanvas) {
    this.makeCanvas = makeCanvas;
  }

  /** Takes in what a message says; a frame is painted at once. */
  receive(message: ToPainter): void {
    switch (message.type) {
      case 'canvas':
        this.canvas = message.canvas;
        this.context = contextOf(message.canvas);
        return;
      case 'palette':
        this.palette = message.palette;
        this.stamps.clear();
        return;
      case 'batch':
        this.batch = message.batch;
        return;
      case 'frame':
        this.paint(message.frame);
    }
  }

  private paint(frame: Frame): void {
    const { canvas, context, palette, batch } = this;
    if (canvas === undefined || context === undefined || palette === undefined) return;
    const width = Math.round(frame.width * frame.ratio);
    const height = Math.round(frame.height * frame.ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (batch === undefined) return;
    const unit = Math.min(1.5, Math.max(0.8, frame.zoom)) * frame.ratio;
    if (unit !== this.stampScale) {
      this.stampScale = unit;
      this.stamps.clear();
    }
    const scale = frame.zoom * frame.ratio;
    const left = frame.left * frame.ratio;
    const top = frame.top * frame.ratio;
    const piles = new Map<string, Pile>();
    visitFlights(batch, frame.time, frame.motion, (flight, pictureX, pictureY, leg, outcome, state) => {
      const x = pictureX * scale + left;
      const y = pictureY * scale + top;
      if (x < -20 * unit || y < -20 * unit || x > width + 20 * unit || y > height + 20 * unit) return;
      const isFollowed = flight === frame.followed;
      if (state !== 0) pile(piles, pictureX, pictureY, state, outcome, x, y);
      context.globalAlpha = frame.isCalm && !isFollowed ? 0.3 : 1;
      if (isFollowed) drawRing(context, x, y, palette.accent, RADIUS * 1.9 * unit, unit);
      const stamp = this.stampFor(leg, outcome, state, isFollowed, palette);
      if (stamp === undefined) return;
      const half = Math.ceil(RADIUS * STAMP * unit);
      context.drawImage(stamp, Math.round(x - half), Math.round(y - half));
    });
    context.globalAlpha = frame.isCalm ? 0.3 : 1;
    for (const { x, y, count } of piles.values()) if (count > 1) drawCount(context, x, y, count, palette, unit);
    context.globalAlpha = 1;
  }

  /** The stamp of a sign, drawn when it is first needed. */
  private stampFor(
    leg: number,
    outcome: number,
    state: number,
    isFollowed: boolean,
    palette: Palette,
  ): CanvasImageSource | undefined {
    const key = ((leg * 8 + outcome + 1) * 4 + state) * 2 + (isFollowed ? 1 : 0);
    const known = this.stamps.get(key);
    if (known !== undefined) return known;
    const unit = this.stampScale;
    const half = Math.ceil(RADIUS * STAMP * unit);
    const canvas = this.makeCanvas(2 * half);
    const context = contextOf(canvas);
    if (context === undefined) return undefined;
    context.translate(half, half);
    const sign = {
      leg: LEGS[leg] ?? 'request',
      outcome: OUTCOMES[outcome],
      isWaiting: state === WAITING,
      isOver: state === 2,
    };
    drawSign(context, sign, palette, RADIUS * (isFollowed ? FOLLOWED : 1) * unit, unit);
    this.stamps.set(key, canvas);
    return canvas;
  }
}

interface Pile {
  readonly x: number;
  readonly y: number;
  count: number;
}

/** What stopped at one place with one outcome is one sign with a number. */
function pile(
  piles: Map<string, Pile>,
  pictureX: number,
  pictureY: number,
  state: number,
  outcome: number,
  x: number,
  y: number,
): void {
  const key = `${Math.round(pictureX)} ${Math.round(pictureY)} ${state} ${outcome}`;
  const known = piles.get(key);
  if (known === undefined) piles.set(key, { x, y, count: 1 });
  else known.count += 1;
}

function contextOf(canvas: OffscreenCanvas | HTMLCanvasElement): Context | undefined {
  // Both kinds of canvas give a 2d context with the same methods; only their union of signatures confuses the compiler.
  return (canvas as HTMLCanvasElement).getContext('2d') ?? undefined;
}
