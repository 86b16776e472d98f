/** How a packet gets from layer to layer: straight on, up or down in the gap before its goal, straight on. */
import type { DiagramBox, Point } from '../diagram.ts';
import type { Stop } from '../stops.ts';

/** So far before its goal a line turns. */
const TURN = 24;

/** The points from one resting point to the other, both included. */
export function layerRoute(from: Stop, to: Stop): readonly Point[] {
  const start = from.rest;
  const goal = to.rest;
  if (Math.abs(start.y - goal.y) < 0.5) return [start, goal];
  const x = turnBetween(from.box, to.box);
  return [start, { x, y: start.y }, { x, y: goal.y }, goal];
}

/** In the gap before the box that stands further right; where both stand in one column, in the gap behind them. */
function turnBetween(from: DiagramBox, to: DiagramBox): number {
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const end = left.x + left.width;
  return right.x > end ? Math.max(end + 8, right.x - TURN) : end + TURN;
}
