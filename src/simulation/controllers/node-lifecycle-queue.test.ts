import { describe, expect, it } from 'vitest';
import { seconds, START } from '../../base/sim-time.ts';
import { EvictionQueue } from './node-lifecycle-queue.ts';

/** Whom the queue lets go at these seconds, with `-` for nobody. */
function taken(queue: EvictionQueue, ...times: readonly number[]): string {
  return times.map((time) => queue.take(seconds(time)) ?? '-').join('');
}

function queueOf(rate: number, nodes: string): EvictionQueue {
  const queue = new EvictionQueue(rate, START);
  for (const node of nodes) queue.add(node);
  return queue;
}

describe('EvictionQueue', () => {
  it('NODE60: lets the first go at once and the others one by one', () => {
    expect(taken(queueOf(0.1, 'abc'), 0, 5, 9.9, 10, 10, 20, 30)).toBe('a--b-c-');
  });

  it('NODE61: saves up no more than one turn', () => {
    expect(taken(queueOf(0.1, 'abc'), 100, 100, 110)).toBe('a-b');
  });

  it('NODE62: takes a node once, until it is removed', () => {
    const queue = queueOf(0.1, 'a');
    expect(taken(queue, 0)).toBe('a');
    queue.add('a');
    expect(taken(queue, 10)).toBe('-');
    queue.remove('a');
    queue.add('a');
    expect(taken(queue, 20)).toBe('a');
  });

  it('NODE63: forgets a node that is removed while it waits', () => {
    const queue = queueOf(0.1, 'ab');
    queue.remove('a');
    expect(taken(queue, 0)).toBe('b');
  });

  it('NODE64: lets nobody go at rate 0, and afterwards only after a whole turn', () => {
    const queue = queueOf(0.1, 'a');
    queue.setRate(0, START);
    expect(taken(queue, 50)).toBe('-');
    expect(queue.nextAt(seconds(50))).toBeUndefined();
    queue.setRate(0.1, seconds(60));
    expect(queue.nextAt(seconds(60))).toBe(seconds(70));
    expect(taken(queue, 60, 69, 70)).toBe('--a');
  });

  it('says when the next may go', () => {
    const queue = queueOf(0.01, 'ab');
    expect(queue.nextAt(START)).toBe(START);
    expect(taken(queue, 0)).toBe('a');
    expect(queue.nextAt(START)).toBe(seconds(100));
    expect(queue.nextAt(seconds(30))).toBe(seconds(100));
    expect(taken(queue, 100)).toBe('b');
    expect(queue.nextAt(seconds(100))).toBeUndefined();
  });
});
