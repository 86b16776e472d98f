// Going on from a checkpoint: how long it takes until a command in the past is seen, for every scenario.
import { micros, seconds } from '../src/base/sim-time.ts';
import { SCENARIOS } from '../src/scenarios/index.ts';
import type { Scenario } from '../src/scenarios/scenario.ts';
import type { Command } from '../src/simulation/session.ts';
import type { FromWorker } from '../src/worker/protocol.ts';
import { openSession } from '../src/worker/run-session.ts';
import { createSessionRunner } from '../src/worker/session-runner.ts';
import { type Figure, medianMs } from './figure.ts';

/** How long the trace is in which a moment is chosen. */
const END = seconds(600);
/** A moment is tried in each stretch of this. */
const STEP = seconds(43);
/** What a fork may take at most, in milliseconds. */
const BOUND = 200;

/** The figures: the slowest fork of all moments and scenarios, and the slowest copy. */
export function checkpointFigures(): readonly Figure[] {
  return [
    {
      name: 'a command at any time of ten minutes of any scenario, until what follows is sent',
      value: Math.max(...SCENARIOS.flatMap((scenario) => forkTimes(scenario))),
      unit: 'ms',
      bound: { atMost: BOUND },
    },
    {
      name: 'a checkpoint of any scenario',
      value: Math.max(...SCENARIOS.map((scenario) => copyTime(scenario))),
      unit: 'ms',
    },
  ];
}

/** How long a cut cable takes to be seen at moments all along the trace. */
function forkTimes({ manifests, seed, commands = [] }: Scenario): readonly number[] {
  const posted: FromWorker[] = [];
  const runner = createSessionRunner((message) => posted.push(message));
  const work = (isDone: () => boolean): void => {
    while (!isDone()) runner.work();
  };
  const reached = (): number => posted.reduce((until, each) => ('trace' in each ? each.trace.until : until), 0);
  const whole = { manifests, seed, commands };
  let run = 1;
  runner.receive({ type: 'run', run, session: whole, until: END });
  work(() => posted.length > 0);
  while (reached() < END) {
    runner.receive({ type: 'extend', run, until: END });
    runner.work();
  }
  const times: number[] = [];
  for (let at = 1; at < END; at += STEP) {
    const command: Command = { type: 'cutNetwork', node: 'node-1', at: micros(at) };
    const log = [...commands.filter((each) => each.at <= at), command];
    // Forth to the new log, and back to the old one, whose trace is then at hand again.
    for (const session of [{ ...whole, commands: log }, whole]) {
      run += 1;
      const before = posted.length;
      const atHand = { run: run - 1, until: END };
      times.push(
        busyMs(() => {
          runner.receive({ type: 'run', run, session, until: END, atHand });
          work(() => posted.length > before);
        }),
      );
      while (runner.work()) continue;
      while (reached() < END) {
        runner.receive({ type: 'extend', run, until: END });
        runner.work();
      }
    }
  }
  return times;
}

/** The processor's time in milliseconds that `work` takes, whatever else the machine does. */
function busyMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function copyTime({ manifests, seed, commands = [] }: Scenario): number {
  const simulation = openSession({ manifests, seed, commands });
  simulation.advance(seconds(60));
  return medianMs(() => {
    simulation.copy();
  });
}
