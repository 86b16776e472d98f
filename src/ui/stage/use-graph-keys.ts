/** Arrow keys on the picture: from box to box, as they lie. */
import type { KeyboardEvent } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import { boxTowards, type Direction } from '../../diagram/walk-graph.ts';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Moves the focus from the box that has it to the next one that way. Keys pressed elsewhere are left to others. */
export function walkByKey(event: KeyboardEvent, diagram: Diagram): void {
  const direction = DIRECTIONS[event.key];
  if (direction === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (!(event.target instanceof HTMLElement) || !event.target.matches('.react-flow__node button')) return;
  const from = diagram.byId.get(event.target.closest<HTMLElement>('.react-flow__node')?.dataset['id'] ?? '');
  if (from === undefined) return;
  // Within the picture these keys are the picture's, even at its edge.
  event.preventDefault();
  const next = boxTowards(diagram.boxes, from, direction);
  const element = next && document.querySelector(`.react-flow__node[data-id=${JSON.stringify(next.id)}] button`);
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
