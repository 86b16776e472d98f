/** A controller's queue: a key waits at most once, and is worked on a watch latency after the change. */
import type { SimTime } from '../base/sim-time.ts';
import type { ComponentName, Machine } from './machine.ts';

/** Upstream: client-go/util/workqueue (v1.36), less rate limits. */
export class WorkQueue {
  private readonly waiting = new Set<string>();
  private readonly machine: Machine;
  private readonly component: ComponentName;
  private readonly latency: SimTime;

  constructor(machine: Machine, component: ComponentName, latency: SimTime) {
    this.machine = machine;
    this.component = component;
    this.latency = latency;
  }

  /** Schedules a `sync` of the key, unless one is already on its way. */
  add(key: string): void {
    if (this.waiting.has(key)) return;
    this.waiting.add(key);
    this.machine.schedule(this.latency, { component: this.component, type: 'sync', key });
  }

  /** To be called first when the `sync` arrives: from now on the key may be added again. */
  taken(key: string): void {
    this.waiting.delete(key);
  }
}
