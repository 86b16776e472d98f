import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { diagramAt } from '../../diagram/project-diagram.ts';
import { DEFAULT_OPTIONS } from '../../diagram/diagram.ts';
import { SAMPLE_TRACE } from '../../testing/sample-trace.ts';
import { toFlow, type FlowElements } from './to-flow.ts';

const diagram = diagramAt(SAMPLE_TRACE, seconds(5), DEFAULT_OPTIONS);
const flow = (lit: string, before?: FlowElements): FlowElements =>
  toFlow(diagram, ({ id }) => (id === lit ? 'lit' : 'none'), new Set(), before);

/** The z-index of the selected request's way in stage.module.css. */
const WAY = 3;

describe('toFlow', () => {
  it('lays the way of a request over the strip that it goes through, and under those that it passes by', () => {
    const strips = flow('service:default/shop').nodes.filter(({ type }) => type === 'service');
    const over = strips.filter(({ zIndex = 0 }) => zIndex < WAY).map(({ id }) => id);
    expect(over).toEqual(['service:default/shop']);
    expect(strips.length).toBeGreaterThan(1);
  });

  it('keeps what looks the same as before', () => {
    const before = flow('');
    const changed = flow('service:default/shop', before).nodes.filter((node, place) => node !== before.nodes[place]);
    expect(changed.map(({ id }) => id)).toEqual(['service:default/shop']);
  });
});
