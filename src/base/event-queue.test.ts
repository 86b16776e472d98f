import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';
import { micros } from './sim-time.ts';

describe('EventQueue', () => {
  it('is empty at first', () => {
    const queue = new EventQueue<string>();
    expect([queue.size, queue.nextAt, queue.pop()]).toEqual([0, undefined, undefined]);
  });

  it('gives what falls on one moment in the order in which it came', () => {
    const queue = new EventQueue<string>();
    for (const value of ['a', 'b', 'c', 'd', 'e']) queue.push(micros(5), value);
    queue.push(micros(4), 'first');
    expect(Array.from({ length: 6 }, () => queue.pop())).toEqual(['first', 'a', 'b', 'c', 'd', 'e']);
  });

  it('pops in the order of time, then of insertion, however pushes and pops are mixed', () => {
    // A number is pushed at that time; undefined pops.
    const steps = fc.array(fc.option(fc.nat({ max: 6 }), { nil: undefined, freq: 3 }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (mixed) => {
        const queue = new EventQueue<number>();
        const model: { readonly at: number; readonly id: number }[] = [];
        const popped: (number | undefined)[] = [];
        const expected: (number | undefined)[] = [];
        for (const [id, at] of mixed.entries()) {
          if (at === undefined) {
            const first = model.toSorted((left, right) => left.at - right.at || left.id - right.id)[0];
            popped.push(queue.nextAt, queue.pop());
            expected.push(first?.at, first?.id);
            if (first !== undefined) model.splice(model.indexOf(first), 1);
          } else {
            queue.push(micros(at), id);
            model.push({ at, id });
          }
        }
        expect(popped).toEqual(expected);
        expect(queue.size).toBe(model.length);
      }),
    );
  });
});
