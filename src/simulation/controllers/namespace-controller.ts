/** A namespace that is deleted is emptied first. */
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/** A namespace that is deleted is emptied first. */
export class NamespaceController implements Component {
  protected readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  handle(_event: SimulationEvent): void {
    return;
  }
}
