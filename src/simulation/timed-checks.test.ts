import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../base/random.ts';
import { after, seconds, START, type SimTime } from '../base/sim-time.ts';
import { ApiServer } from './apiserver/api-server.ts';
import type { Machine } from './machine.ts';
import { PodIndex } from './pod-index.ts';
import { TimedChecks } from './timed-checks.ts';

/** A machine that only notes what it is to do, and when. */
class NotingMachine implements Machine {
  now: SimTime = START;
  readonly api = new ApiServer({ clock: this, random: createRandom(1, 'apiserver') });
  readonly pods = new PodIndex(this.api.store);
  readonly due: SimTime[] = [];

  schedule(delay: SimTime): void {
    this.due.push(after(this.now, delay));
  }

  random(purpose: string): Random {
    return createRandom(1, purpose);
  }

  record(): void {}
  recordEvent(): void {}
}

describe('TimedChecks', () => {
  it('waits for the first check that was asked for, and for no later one beside it', () => {
    const machine = new NotingMachine();
    const checks = new TimedChecks(machine, 'replicaSetController');
    for (const at of [undefined, seconds(9), seconds(12), seconds(4)]) checks.askFor('web', at);
    expect(machine.due).toEqual([seconds(9), seconds(4)]);
    machine.now = seconds(4);
    expect([checks.taken('web'), checks.taken('web')]).toEqual([true, false]);
    machine.now = seconds(9);
    expect(checks.taken('web')).toBe(false);
  });

  it('looks at once where the moment has passed, and not at all at what is gone', () => {
    const machine = new NotingMachine();
    const checks = new TimedChecks(machine, 'replicaSetController');
    machine.now = seconds(5);
    checks.askFor('web', seconds(3));
    expect(machine.due).toEqual([seconds(5)]);
    checks.forget('web');
    expect(checks.taken('web')).toBe(false);
  });
});
