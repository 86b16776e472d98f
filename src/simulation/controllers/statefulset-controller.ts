/** StatefulSet -> Pods with names that stay. */
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/** StatefulSet -> Pods with names that stay. */
export class StatefulSetController implements Component {
  protected readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  handle(_event: SimulationEvent): void {
    return;
  }
}
