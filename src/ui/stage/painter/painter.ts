/** Paints frames: each request where it is. Signs are drawn once, kept as little pictures, and stamped from then on. */
import { LEGS, OUTCOMES, visitFlights, type FlightBatch } from '../../../diagram/flight-batch.ts';
import { drawCount, drawRing, drawSign, reachOf, type Context, type Palette } from './glyphs.ts';
import type { Frame, ToPainter } from './messages.ts';

/** How big a sign is in screen pixels, at a zoom of 1. */
const RADIUS = 6;
/** The followed one is bigger by so much. */
const FOLLOWED = 1.25;
/** A request that waits is shown fainter. */
const WAITING = 1;

/** When one is selected, the others step back to this. */
const CALM = 0.3;

/** A canvas to draw a stamp on, in device pixels. */
export type MakeCanvas = (size: number) => OffscreenCanvas | HTMLCanvasElement;

/** A sign as a little picture, and how far it reaches from its middle. */
interface Stamp {
  readonly picture: CanvasImageSource;
  readonly reach: number;
}

/** Takes messages and paints; without a worker the page's own thread calls it. */
export class Painter {
  private readonly makeCanvas: MakeCanvas;
  private canvas: OffscreenCanvas | HTMLCanvasElement | undefined;
  private context: Context | undefined;
  private palette: Palette | undefined;
  private batch: FlightBatch | undefined;
  private readonly stamps = new Map<number, Stamp | undefined>();
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
    const piles = new Map<number, Pile>();
    visitFlights(batch, frame.time, frame.motion, (flight, pictureX, pictureY, leg, outcome, state) => {
      const x = pictureX * scale + left;
      const y = pictureY * scale + top;
      if (x < -20 * unit || y < -20 * unit || x > width + 20 * unit || y > height + 20 * unit) return;
      const isFollowed = flight === frame.followed;
      // What lies exactly on its like is counted and not painted again.
      if (state !== 0 && isPiled(piles, pictureX, pictureY, leg, outcome, state, x, y, isFollowed) && !isFollowed)
        return;
      const stamp = this.stampFor(leg, outcome, state, isFollowed, palette);
      if (stamp === undefined) return;
      if (isFollowed) drawRing(context, x, y, palette.accent, RADIUS * 1.9 * unit, unit);
      if (frame.isCalm) context.globalAlpha = isFollowed ? 1 : CALM;
      context.drawImage(stamp.picture, Math.round(x - stamp.reach), Math.round(y - stamp.reach));
    });
    for (const { x, y, count, isFollowed } of piles.values()) {
      if (count < 2) continue;
      context.globalAlpha = frame.isCalm && !isFollowed ? CALM : 1;
      drawCount(context, x, y, count, palette, unit);
    }
    context.globalAlpha = 1;
  }

  /** The stamp of a sign, drawn when it is first needed. */
  private stampFor(
    leg: number,
    outcome: number,
    state: number,
    isFollowed: boolean,
    palette: Palette,
  ): Stamp | undefined {
    const key = ((leg * 8 + outcome + 1) * 4 + state) * 2 + (isFollowed ? 1 : 0);
    const known = this.stamps.get(key);
    if (known !== undefined) return known;
    const unit = this.stampScale;
    const radius = RADIUS * (isFollowed ? FOLLOWED : 1) * unit;
    const sign = {
      leg: LEGS[leg] ?? 'request',
      outcome: OUTCOMES[outcome],
      isWaiting: state === WAITING,
      isOver: state === 2,
    };
    const reach = reachOf(sign, radius, unit);
    const canvas = this.makeCanvas(2 * reach);
    const context = contextOf(canvas);
    if (context === undefined) return undefined;
    context.translate(reach, reach);
    drawSign(context, sign, palette, radius, unit);
    // What can no longer change is stamped with less ado than a canvas.
    const picture = 'transferToImageBitmap' in canvas ? canvas.transferToImageBitmap() : canvas;
    const stamp = { picture, reach };
    this.stamps.set(key, stamp);
    return stamp;
  }
}

interface Pile {
  readonly x: number;
  readonly y: number;
  count: number;
  /** The legs whose sign lies here already, a bit for each. */
  legs: number;
  /** Whether the followed request is among them. */
  isFollowed: boolean;
}

/** What stopped at one place with one outcome is one sign with a number. Returns whether its like lies there already. */
function isPiled(
  piles: Map<number, Pile>,
  pictureX: number,
  pictureY: number,
  leg: number,
  outcome: number,
  state: number,
  x: number,
  y: number,
  isFollowed: boolean,
): boolean {
  const place = (Math.round(pictureX) + 0x8000) * 0x10000 + Math.round(pictureY) + 0x8000;
  const key = (place * 8 + outcome + 1) * 4 + state;
  const known = piles.get(key);
  if (known === undefined) {
    piles.set(key, { x, y, count: 1, legs: 1 << leg, isFollowed });
    return false;
  }
  known.count += 1;
  known.isFollowed ||= isFollowed;
  const isThere = (known.legs & (1 << leg)) !== 0;
  known.legs |= 1 << leg;
  return isThere;
}

function contextOf(canvas: OffscreenCanvas | HTMLCanvasElement): Context | undefined {
  // Both kinds of canvas give a 2d context with the same methods; only their union of signatures confuses the compiler.
  return (canvas as HTMLCanvasElement).getContext('2d') ?? undefined;
}
