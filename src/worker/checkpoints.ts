/** Checkpoints along a run, from which another run of the same beginning can go on. */
import { after, micros, seconds, type SimTime } from '../base/sim-time.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { CHECKPOINT_OBJECTS } from './limits.ts';

/** How far apart they are at first. */
const FIRST_INTERVAL = seconds(10);

/** A moment of a run that can be gone on from: `simulation` itself is never carried further, only its copies are. */
export interface Checkpoint {
  readonly at: SimTime;
  readonly simulation: Simulation;
  /** How many objects it takes. */
  readonly objects: number;
}

/** In order of time; the more they hold, the farther they stand apart. */
export class Checkpoints {
  private kept: readonly Checkpoint[];
  private interval: SimTime;
  private readonly limit: number;

  /** `limit` is how many objects they may hold in all. */
  constructor(limit = CHECKPOINT_OBJECTS, kept: readonly Checkpoint[] = [], interval = FIRST_INTERVAL) {
    this.limit = limit;
    this.kept = kept;
    this.interval = interval;
  }

  /** How many there are. */
  get count(): number {
    return this.kept.length;
  }

  /** Whether it is time for another. */
  isDue(at: SimTime): boolean {
    const last = this.kept.at(-1);
    return last === undefined || at >= after(last.at, this.interval);
  }

  /** Keeps the simulation as it stands now; every second one goes as long as they are too many together. */
  add(simulation: Simulation): void {
    const { copy, objects } = simulation.copy();
    this.kept = [...this.kept, { at: simulation.now, simulation: copy, objects }];
    while (this.kept.length > 1 && this.total > this.limit) {
      this.kept = this.kept.filter((_, index) => index % 2 === 0);
      this.interval = micros(this.interval * 2);
    }
  }

  /** The last one before `moment`, and no later than `latest`. */
  lastBefore(moment: number, latest: number): Checkpoint | undefined {
    return this.kept.findLast(({ at }) => at < moment && at <= latest);
  }

  /** Those up to `at`, for a run that goes on from there. */
  upTo(at: SimTime): Checkpoints {
    const kept = this.kept.filter((checkpoint) => checkpoint.at <= at);
    return new Checkpoints(this.limit, kept, this.interval);
  }

  private get total(): number {
    return this.kept.reduce((sum, { objects }) => sum + objects, 0);
  }
}
