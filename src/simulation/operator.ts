/** The hand that acts on the cluster: carries out the session's commands at their times. */
import { assertDefined } from '../base/assert.ts';
import { micros } from '../base/sim-time.ts';
import type { Component, Machine, SimulationEvent } from './machine.ts';
import type { Command } from './session.ts';

/** Carries out each command when its time has come; one for a node that the cluster does not have does nothing. */
export class Operator implements Component {
  private readonly machine: Machine;
  private readonly commands: readonly Command[];
  private readonly switchPower: (node: string, isOn: boolean) => void;

  constructor(machine: Machine, commands: readonly Command[], switchPower: (node: string, isOn: boolean) => void) {
    this.machine = machine;
    this.commands = commands;
    this.switchPower = switchPower;
    for (const [index, command] of commands.entries()) {
      const wait = micros(Math.max(0, command.at - machine.now));
      machine.schedule(wait, { component: 'operator', type: 'command', key: String(index) });
    }
  }

  handle({ key }: SimulationEvent): void {
    const command = assertDefined(this.commands[Number(key)], `no command ${key}`);
    this.machine.record({ type: 'command', at: this.machine.now, command });
    if (!('node' in command) || this.machine.api.store.get('Node', command.node) === undefined) return;
    switch (command.type) {
      case 'powerOff':
        this.switchPower(command.node, false);
        return;
      case 'powerOn':
        this.switchPower(command.node, true);
        return;
      case 'cordon':
      case 'uncordon':
      case 'drain':
      case 'shutDown':
      case 'cutNetwork':
      case 'restoreNetwork':
        return;
    }
  }
}
