/** How a packet gets from layer to layer: straight on, up or down in the gap before its goal, straight on. */
import { PUBLIC_DNS_BOX_ID } from '../box-id.ts';
import type { DiagramBox, Point } from '../diagram.ts';
import type { Stop } from '../stops.ts';

/** So far before its goal a line turns. */
const TURN = 24;

/** So far from the lines of Services the Ingress controller's turn. */
const APART = 16;

/** So far from boxes a line keeps that goes by under others: off their frames, and off the lines that turn to them. */
const ASIDE = 18;

/** So far from each other lines turn that share a gap: to either DNS, to the Ingress controller, to the rows. */
const BETWEEN = 8;

/** So far under the boxes that it passes by. */
const UNDER = 6;

/** The points from one resting point to the other, both included; `boxes` are those that a line must not run through. */
export function layerRoute(from: Stop, to: Stop, boxes: Iterable<DiagramBox>): readonly Point[] {
  const start = from.rest;
  const goal = to.rest;
  // The Ingress controller stands over the rows: its lines meet nothing but pods, and keep off the Services' own.
  const isOver = from.box.kind === 'ingress' || to.box.kind === 'ingress';
  const apart = isOver ? APART : 0;
  const end = from.box.x + from.box.width;
  const passed = Array.from(boxes).filter(
    (box) =>
      box.kind !== 'frame' &&
      (!isOver || isPod(box)) &&
      // What came by a door goes through the rules behind it, along their rail.
      (from.box.kind !== 'nodePort' || box.kind !== 'service') &&
      box.x >= end &&
      box.x + box.width <= to.box.x &&
      goal.y >= box.y &&
      goal.y <= box.y + box.height,
  );
  if (passed.length > 0) {
    // By the doors that it does not take: under them, within their frame.
    const before = Math.min(...passed.map(({ x }) => x)) - ASIDE - apart;
    // Where packets rest before a pod, or before the frame that the goal stands in.
    const behind = Math.min(to.rest.x, to.box.x - (isPod(to.box) ? 0 : ASIDE));
    const under = Math.max(...passed.map(({ y, height }) => y + height)) + UNDER;
    return [
      start,
      { x: before, y: start.y },
      { x: before, y: under },
      { x: behind, y: under },
      { x: behind, y: goal.y },
      goal,
    ];
  }
  if (Math.abs(start.y - goal.y) < 0.5) return [start, goal];
  const x = turnBetween(from.box, to.box) - (from.box.kind === 'ingress' ? apart : isOver ? BETWEEN : 0);
  return [start, { x, y: start.y }, { x, y: goal.y }, goal];
}

/** In the gap before the box that stands further right; where both stand in one column, in the gap behind them. */
function turnBetween(from: DiagramBox, to: DiagramBox): number {
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const end = left.x + left.width;
  if (right.x > end) return Math.max(end + 8, right.x - TURN);
  return end + TURN + (from.id === PUBLIC_DNS_BOX_ID || to.id === PUBLIC_DNS_BOX_ID ? BETWEEN : 0);
}

function isPod({ kind }: DiagramBox): boolean {
  return kind === 'pod' || kind === 'podGroup';
}
