/** Paints the requests of one frame: shape says the leg and the outcome, colour says it again. */
import type { Point } from '../../diagram/diagram.ts';
import type { Leg } from '../../diagram/flight.ts';
import type { RequestPosition } from '../../diagram/request-positions.ts';
import type { Outcome } from '../../simulation/trace.ts';

/** The theme's colours as the canvas needs them. */
export interface Palette {
  readonly ground: string;
  readonly accent: string;
  readonly leg: Readonly<Record<Leg, string>>;
  readonly outcome: Readonly<Record<Outcome, string>>;
}

/** How big a dot is in screen pixels, at a zoom of 1. */
const RADIUS = 6;

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

/** What one frame shows; positions are picture pixels, `zoom` makes sizes. */
export interface Scene {
  readonly positions: readonly RequestPosition[];
  /** The request that is selected, or else the one that the caption follows. */
  readonly followed: string | undefined;
  /** Whether the others step back, because one has been selected. */
  readonly isCalm: boolean;
  readonly zoom: number;
}

/** Draws the scene; the context is already set to picture pixels. */
export function drawScene(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const scale = Math.min(1.5, Math.max(0.8, scene.zoom)) / scene.zoom;
  const piles = new Map<string, number>();
  for (const position of scene.positions) {
    const { x, y, outcome, state } = position;
    const isFollowed = position.id === scene.followed;
    if (state !== 'moving') {
      // What stopped at one place with one outcome is one sign with a number.
      const pile = `${String(Math.round(x))} ${String(Math.round(y))} ${state} ${outcome ?? ''}`;
      const count = (piles.get(pile) ?? 0) + 1;
      piles.set(pile, count);
    }
    context.globalAlpha = scene.isCalm && !isFollowed ? 0.3 : 1;
    if (isFollowed) drawRing(context, position, palette.accent, RADIUS * 1.9 * scale, scale);
    drawRequest(context, position, palette, RADIUS * (isFollowed ? 1.25 : 1) * scale, scale);
  }
  context.globalAlpha = scene.isCalm ? 0.3 : 1;
  for (const [pile, count] of piles) {
    const [x, y] = pile.split(' ').map(Number);
    if (count > 1 && x !== undefined && y !== undefined) drawCount(context, { x, y }, count, palette, scale);
  }
  context.globalAlpha = 1;
}

function drawRequest(
  context: CanvasRenderingContext2D,
  { x, y, leg, outcome, state }: RequestPosition,
  palette: Palette,
  radius: number,
  scale: number,
): void {
  context.save();
  context.translate(x, y);
  context.lineWidth = 2 * scale;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (outcome !== undefined) {
    drawOutcome(context, outcome, palette, state === 'over' ? radius * 1.35 : radius);
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
    if (state === 'waiting') context.globalAlpha *= 0.55;
    circle(context, radius * 0.85);
    context.fill();
    context.strokeStyle = palette.ground;
    context.lineWidth = 1.5 * scale;
    context.stroke();
  }
  context.restore();
}

/** The same shapes as the page's outcome signs: circle, cross, clock, diamond that asks, torn square, triangle. */
function drawOutcome(context: CanvasRenderingContext2D, outcome: Outcome, palette: Palette, r: number): void {
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

function onGround(context: CanvasRenderingContext2D, palette: Palette): void {
  const hue = context.fillStyle;
  context.fillStyle = palette.ground;
  context.fill();
  context.stroke();
  context.fillStyle = hue;
}

function drawRing(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  colour: string,
  radius: number,
  scale: number,
): void {
  context.save();
  context.translate(x, y);
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * scale;
  circle(context, radius);
  context.stroke();
  context.restore();
}

function drawCount(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  count: number,
  palette: Palette,
  scale: number,
): void {
  context.save();
  context.font = `600 ${String(12 * scale)}px 'Source Sans 3 Variable', sans-serif`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 4 * scale;
  context.strokeStyle = palette.ground;
  context.fillStyle = palette.leg.request;
  const text = `×${String(count)}`;
  context.strokeText(text, x - 12 * scale, y);
  context.fillText(text, x - 12 * scale, y);
  context.restore();
}

function circle(context: CanvasRenderingContext2D, radius: number): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
}

function polygon(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
}
