/** The signs of requests: shape says the leg and the outcome, colour says it again. */
import type { Leg } from '../../../diagram/flight.ts';
import type { Outcome } from '../../../simulation/trace.ts';

/** The theme's colours as the canvas needs them. */
export interface Palette {
  readonly ground: string;
  readonly accent: string;
  readonly leg: Readonly<Record<Leg, string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
}

/** Where is drawn: on the page's canvas, or on one in a worker. */
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** One request's sign. */
export interface Sign {
  readonly leg: Leg;
  /** Undefined while nobody can know it yet. */
  readonly outcome: Outcome | undefined;
  readonly isWaiting: boolean;
  readonly isOver: boolean;
}

/** Reads the palette off the page's custom properties. */
export function readPalette(root: Element): Palette {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: token('--surface-raised'),
    accent: token('--accent'),
    leg: { dns: token('--layer-dns'), request: token('--layer-client'), reply: token('--outcome-answered') },
    outcome: {
      answered: token('--outcome-answered'),
      refused: token('--outcome-refused'),
      timedOut: token('--outcome-timed-out'),
      nameNotFound: token('--outcome-name-not-found'),
      reset: token('--outcome-reset'),
      wrongApp: token('--outcome-wrong-app'),
    },
  };
}

/** How far outcomes reach from their middle, lines included, for each unit of their radius. */
const OUTCOME_REACH: Readonly<Record<Outcome, number>> = {
  answered: 1,
  refused: 1.1,
  timedOut: 1.15,
  nameNotFound: 1.4,
  reset: 1.15,
  wrongApp: 1.15,
};
/** The sign of an outcome grows by so much when it is reached. */
const OVER = 1.35;

/** How far a sign reaches from its middle, in whole pixels of the canvas; the fewer they are, the cheaper it is to stamp. */
export function reachOf({ outcome, isOver }: Sign, radius: number, unit: number): number {
  const lines = outcome === undefined ? radius + unit : radius * (isOver ? OVER : 1) * OUTCOME_REACH[outcome];
  return Math.ceil(lines) + 1; // one more for soft edges
}

/** Draws a sign around the context's origin; `unit` is how many pixels of the canvas a screen pixel at zoom 1 is. */
export function drawSign(
  context: Context,
  { leg, outcome, isWaiting, isOver }: Sign,
  palette: Palette,
  radius: number,
  unit: number,
): void {
  context.lineWidth = 2 * unit;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (outcome !== undefined) {
    drawOutcome(context, outcome, palette, isOver ? radius * OVER : radius);
  } else if (leg === 'dns') {
    // A question: a small hollow diamond, unlike any connection.
    context.fillStyle = palette.ground;
    context.strokeStyle = palette.leg.dns;
    polygon(context, [
      [0, -radius],
      [radius, 0],
      [0, radius],
      [-radius, 0],
    ]);
    context.fill();
    context.stroke();
  } else {
    context.fillStyle = palette.leg.request;
    if (isWaiting) context.globalAlpha *= 0.55;
    circle(context, radius * 0.85);
    context.fill();
    context.strokeStyle = palette.ground;
    context.lineWidth = 1.5 * unit;
    context.stroke();
  }
}

/** The same shapes as the page's outcome signs: circle, cross, clock, diamond that asks, torn square, triangle. */
function drawOutcome(context: Context, outcome: Outcome, palette: Palette, r: number): void {
  context.fillStyle = palette.outcome[outcome];
  context.strokeStyle = palette.outcome[outcome];
  switch (outcome) {
    case 'answered':
      circle(context, r);
      context.fill();
      return;
    case 'refused':
      context.lineWidth = r * 0.55;
      context.beginPath();
      context.moveTo(-r * 0.8, -r * 0.8);
      context.lineTo(r * 0.8, r * 0.8);
      context.moveTo(r * 0.8, -r * 0.8);
      context.lineTo(-r * 0.8, r * 0.8);
      context.stroke();
      return;
    case 'timedOut':
      context.lineWidth = r * 0.3;
      circle(context, r);
      onGround(context, palette);
      context.beginPath();
      context.moveTo(0, -r * 0.6);
      context.lineTo(0, 0.1 * r);
      context.lineTo(r * 0.45, 0.1 * r);
      context.stroke();
      return;
    case 'nameNotFound':
      context.lineWidth = r * 0.25;
      polygon(context, [
        [0, -r * 1.25],
        [r * 1.25, 0],
        [0, r * 1.25],
        [-r * 1.25, 0],
      ]);
      onGround(context, palette);
      context.font = `700 ${String(r * 1.4)}px sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText('?', 0, r * 0.08);
      return;
    case 'reset':
      context.lineWidth = r * 0.3;
      polygon(context, [
        [-r, -r],
        [r * 0.4, -r],
        [-r * 0.1, 0],
        [r * 0.3, r * 0.2],
        [-r * 0.2, r],
        [-r, r],
      ]);
      onGround(context, palette);
      context.beginPath();
      context.moveTo(r * 0.8, -r);
      context.lineTo(r, -r);
      context.lineTo(r, r);
      context.lineTo(r * 0.4, r);
      context.stroke();
      return;
    case 'wrongApp':
      polygon(context, [
        [0, -r * 1.1],
        [r * 1.15, r * 0.9],
        [-r * 1.15, r * 0.9],
      ]);
      context.fill();
  }
}

function onGround(context: Context, palette: Palette): void {
  const hue = context.fillStyle;
  context.fillStyle = palette.ground;
  context.fill();
  context.stroke();
  context.fillStyle = hue;
}

/** A ring around the request that is followed. */
export function drawRing(context: Context, x: number, y: number, colour: string, radius: number, unit: number): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * unit;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** How many requests one sign stands for: left of it and over the line that led there. */
export function drawCount(context: Context, x: number, y: number, count: number, palette: Palette, unit: number): void {
  context.font = `600 ${String(12 * unit)}px 'Source Sans 3 Variable', sans-serif`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 4 * unit;
  context.strokeStyle = palette.ground;
  context.fillStyle = palette.leg.request;
  const text = `×${String(count)}`;
  context.strokeText(text, x - 10 * unit, y - 13 * unit);
  context.fillText(text, x - 10 * unit, y - 13 * unit);
}

function circle(context: Context, radius: number): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
}

function polygon(context: Context, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
}
