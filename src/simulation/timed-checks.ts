/** When a controller looks at an object again though nothing has changed: because of the time that has passed. */
import { micros, type SimTime } from '../base/sim-time.ts';
import type { ComponentName, Machine } from './machine.ts';

/** At most one check of each key is waited for, the first that was asked for. Upstream: AddAfter of client-go/util/workqueue (v1.36). */
export class TimedChecks {
  private readonly dueAt = new Map<string, SimTime>();
  private readonly machine: Machine;
  private readonly component: ComponentName;

  constructor(machine: Machine, component: ComponentName) {
    this.machine = machine;
    this.component = component;
  }

  /** Schedules a `check` of the key at that moment, or now if it has passed, unless one comes before it. */
  askFor(key: string, at: SimTime | undefined): void {
    const known = this.dueAt.get(key);
    if (at === undefined || (known !== undefined && known <= at)) return;
    const { now } = this.machine;
    const due = micros(Math.max(now, at));
    this.dueAt.set(key, due);
    this.machine.schedule(micros(due - now), { component: this.component, type: 'check', key });
  }

  /** To be called first when a `check` arrives: whether it is the one that is waited for. */
  taken(key: string): boolean {
    return this.dueAt.get(key) === this.machine.now && this.dueAt.delete(key);
  }

  /** The object is gone. */
  forget(key: string): void {
    this.dueAt.delete(key);
  }
}
