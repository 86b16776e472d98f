/** Points of the picture -> an SVG path. */
import type { Point } from '../../diagram/diagram.ts';

/** The `d` of a path through all `points`, in straight lines. */
export function toSvgPath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${String(x)} ${String(y)}`).join('');
}
