/** A queue ordered by time; what falls on one moment comes out in the order it went in. */
import type { SimTime } from './sim-time.ts';

interface Entry<T> {
  readonly at: SimTime;
  readonly sequence: number;
  readonly value: T;
}

/** A binary heap over (time, sequence). Not a plain array sort: a long session schedules millions. */
export class EventQueue<T> {
  private readonly heap: Entry<T>[] = [];
  private sequence = 0;

  /** How many entries wait. */
  get size(): number {
    return this.heap.length;
  }

  /** The time of the next entry, or undefined when the queue is empty. */
  get nextAt(): SimTime | undefined {
    return this.heap[0]?.at;
  }

  /** Adds `value` at `at`, behind whatever already waits for that moment. */
  push(at: SimTime, value: T): void {
    const entry: Entry<T> = { at, sequence: this.sequence++, value };
    const { heap } = this;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Removes and returns the first entry's value, or undefined when the queue is empty. */
  pop(): T | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) this.sink(last);
    return first.value;
  }

  private sink(entry: Entry<T>): void {
    const { heap } = this;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, below)) {
        child += 1;
        below = right;
      }
      if (!isBefore(below, entry)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = entry;
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
