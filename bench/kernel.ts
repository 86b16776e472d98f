/** The kernel alone: how many events that do nothing but schedule the next one are carried out in a second. */
import { EventQueue } from '../src/base/event-queue.ts';
import { after, micros, type SimTime, START } from '../src/base/sim-time.ts';
import type { Component, SimulationEvent } from '../src/simulation/machine.ts';
import { type Figure, median, timeMs } from './figure.ts';

const EVENTS = 1_000_000;

/** Events per second with few and with many waiting. */
export function* kernelFigures(): Generator<Figure> {
  for (const waiting of [100, 10_000]) {
    const times = Array.from({ length: 5 }, () => timeMs(() => run(waiting)));
    yield {
      name: `empty events, ${waiting} waiting`,
      value: (EVENTS / median(times)) * 1000,
      unit: 'events/s',
      ...(waiting === 100 ? { bound: { atLeast: 2_000_000 } } : {}),
    };
  }
}

/** The very loop of a simulation, with components that wait a while and wait again. */
function run(waiting: number): void {
  const queue = new EventQueue<SimulationEvent>();
  let now: SimTime = START;
  let seed = 1;
  const component: Component = {
    handle(event) {
      seed = (seed * 48_271) % 2_147_483_647;
      queue.push(after(now, micros(seed % 10_000)), event);
    },
  };
  const components: Readonly<Record<string, Component>> = { kubelet: component, scheduler: component };
  for (let key = 0; key < waiting; key++) {
    queue.push(micros(key), { component: key % 2 === 0 ? 'kubelet' : 'scheduler', type: 'nothing', key: String(key) });
  }
  for (let done = 0; done < EVENTS; done++) {
    const { nextAt } = queue;
    const event = queue.pop();
    if (nextAt === undefined || event === undefined) return;
    now = nextAt;
    components[event.component]?.handle(event);
  }
}
