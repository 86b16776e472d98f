/** A controller's queue: a key waits at most once, and is worked on a watch latency after the change. */
import { after, micros, type SimTime } from '../base/sim-time.ts';
import type { ComponentName, Machine } from './machine.ts';

/** Upstream: client-go/util/workqueue (v1.36), less rate limits. */
export class WorkQueue {
  private readonly waiting = new Set<string>();
  /** Until when each key that was worked on lately is still being worked on. */
  private readonly busy = new Map<string, SimTime>();
  private readonly working = new Set<string>();
  private readonly again = new Set<string>();
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
    if (this.working.has(key)) this.again.add(key);
    if (this.waiting.has(key) || this.working.has(key)) return;
    this.waiting.add(key);
    const { now } = this.machine;
    const rest = micros(Math.max(0, (this.busy.get(key) ?? now) - now));
    const delay = rest > this.latency ? rest : this.latency;
    this.machine.schedule(delay, { component: this.component, type: 'sync', key });
  }

  /** To be called first when the `sync` arrives: from now on the key may be added again. */
  taken(key: string): void {
    this.waiting.delete(key);
    this.busy.delete(key);
  }

  /** In place of `taken`, where the work takes time: a key added before `done` is worked on after that. */
  begin(key: string): void {
    this.taken(key);
    this.working.add(key);
  }

  /** Ends what `begin` began; the work lasts so much longer. */
  done(key: string, duration: SimTime): void {
    this.working.delete(key);
    if (duration > 0) this.busy.set(key, after(this.machine.now, duration));
    if (this.again.delete(key)) this.add(key);
  }
}
