/** Walking the picture by its four directions: the nearest box that way, straight ahead rather than aside. */
import type { DiagramBox } from './diagram.ts';

/** A direction as arrow keys have it. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/** How much more a step aside weighs than one ahead. */
const ASIDE = 2;

/** The box that one comes to from `from`, or undefined at the edge of the picture. Frames are passed through. */
export function boxTowards(
  boxes: readonly DiagramBox[],
  from: DiagramBox,
  direction: Direction,
): DiagramBox | undefined {
  const start = middle(from);
  let best: DiagramBox | undefined;
  let least = Infinity;
  for (const box of boxes) {
    if (box === from || box.kind === 'frame') continue;
    const goal = middle(box);
    const [ahead, aside] = split(goal.x - start.x, goal.y - start.y, direction);
    if (ahead <= 1) continue;
    const cost = ahead + ASIDE * Math.abs(aside);
    if (cost >= least) continue;
    least = cost;
    best = box;
  }
  return best;
}

/** A lane or strip is where its words are. */
function middle(box: DiagramBox): { readonly x: number; readonly y: number } {
  if (box.kind === 'node') return { x: box.x + (box.inset ?? box.width / 2), y: box.y + box.height / 2 };
  const height = box.kind === 'service' ? Math.min(box.height, 112) : box.height;
  return { x: box.x + box.width / 2, y: box.y + height / 2 };
}

function split(x: number, y: number, direction: Direction): readonly [ahead: number, aside: number] {
  switch (direction) {
    case 'left':
      return [-x, y];
    case 'right':
      return [x, y];
    case 'up':
      return [-y, x];
    case 'down':
      return [y, x];
  }
}
