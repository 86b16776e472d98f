/** Whatever lost its owner goes, too. */
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/** Whatever lost its owner goes, too. */
export class GarbageCollector implements Component {
  protected readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  handle(_event: SimulationEvent): void {
    return;
  }
}
