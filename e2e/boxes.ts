/** Where the boxes of the stage are on the screen. */
import type { Locator } from '@playwright/test';

/** A box on the screen. */
export interface PlacedBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Every box but lanes and frames; of a Service whose rules cross the nodes, its head. */
export async function placedBoxes(cluster: Locator): Promise<readonly PlacedBox[]> {
  return cluster.locator('[data-id]:has(button)').evaluateAll((nodes) =>
    nodes.flatMap((node) => {
      const id = node.getAttribute('data-id') ?? '';
      const button = node.querySelector('button');
      if (button === null || /^(?:node|frame|unscheduled)/.test(id) || !node.classList.contains('react-flow__node'))
        return [];
      const { x, y, width, height } = button.getBoundingClientRect();
      return [{ id, x, y, width, height }];
    }),
  );
}

/** The pairs that lie over each other. A border's width does not count. */
export function overlapping(boxes: readonly PlacedBox[]): readonly string[] {
  return boxes.flatMap((a, place) =>
    boxes
      .slice(place + 1)
      .filter(
        (b) =>
          a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width && a.y + 1 < b.y + b.height && b.y + 1 < a.y + a.height,
      )
      .map((b) => `${a.id} over ${b.id}`),
  );
}
