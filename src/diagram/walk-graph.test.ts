import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import { SAMPLE_TRACE } from '../testing/sample-trace.ts';
import { DEFAULT_OPTIONS, type DiagramView } from './diagram.ts';
import { diagramAt } from './project-diagram.ts';
import { boxTowards, type Direction } from './walk-graph.ts';

const walk = (view: DiagramView, from: string, ...way: readonly Direction[]): string | undefined => {
  const diagram = diagramAt(SAMPLE_TRACE, seconds(5), { ...DEFAULT_OPTIONS, view });
  let box = diagram.byId.get(from);
  for (const direction of way) box = box && boxTowards(diagram.boxes, box, direction);
  return box?.id;
};

describe('walking the picture', () => {
  it('goes from layer to layer and back', () => {
    expect(walk('layers', 'service:default/shop', 'left')).toBe('nodePort:*:default/shop');
    expect(walk('layers', 'nodePort:*:default/shop', 'right')).toBe('service:default/shop');
    expect(walk('layers', 'service:default/shop', 'right')).toMatch(/^pod:/);
  });

  it('goes down a column', () => {
    expect(walk('layers', 'pod:default/shop-a', 'down')).toBe('pod:default/shop-b');
    expect(walk('layers', 'pod:default/shop-b', 'up')).toBe('pod:default/shop-a');
  });

  it('ends at the edge', () => {
    expect(walk('machines', 'client:alice', 'left')).toBeUndefined();
  });

  it.each<DiagramView>(['layers', 'machines'])('reaches every box from the first one by %s', (view) => {
    const { boxes } = diagramAt(SAMPLE_TRACE, seconds(5), { ...DEFAULT_OPTIONS, view });
    const [first] = boxes.filter(({ kind }) => kind !== 'frame');
    const reached = new Set(first === undefined ? [] : [first]);
    for (const box of reached) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = boxTowards(boxes, box, direction);
        if (next !== undefined) reached.add(next);
      }
    }
    expect(boxes.filter((box) => box.kind !== 'frame' && !reached.has(box)).map(({ id }) => id)).toEqual([]);
  });
});
