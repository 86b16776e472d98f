/** How a line or a packet gets from one box to another: points, lengths, and the last stretch to a pod. */
import type { DiagramBox, Point } from './diagram.ts';

/** The middle of a box's left or right side, or of the whole. */
export function side(box: DiagramBox, at: 'left' | 'right' | 'middle' | 'top' | 'bottom'): Point {
  const x = at === 'left' ? box.x : at === 'right' ? box.x + box.width : box.x + box.width / 2;
  const y = at === 'top' ? box.y : at === 'bottom' ? box.y + box.height : box.y + box.height / 2;
  return { x, y };
}

/** Where packets rest at a box that has words up to its edge: as far before it as a sign reaches. */
export function beside(box: DiagramBox): Point {
  return { x: box.x - REST, y: box.y + box.height / 2 };
}

const REST = 8;

/** Where in a Service's strip packets turn to their pod: right of the words that stand there. */
export function trunkX(strip: DiagramBox): number {
  return strip.x + strip.width - 36;
}

/**
 * From a strip (or a head) to where packets rest before a pod: out at the pod's height. Pods behind the first column are
 * reached through the gap above their row, so that no line runs behind another pod.
 */
export function toPod(strip: DiagramBox, pod: DiagramBox, column: number): readonly Point[] {
  const start = strip.x + strip.width;
  const rest = beside(pod);
  if (column === 0) return [{ x: start, y: rest.y }, rest];
  const above = pod.y - 6;
  return [{ x: start, y: above }, { x: rest.x, y: above }, rest];
}
