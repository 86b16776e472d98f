/** What came of a command: found in the trace, where every command that was carried out is recorded. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Command } from '../../simulation/session.ts';
import type { Trace, TraceEvent } from '../../simulation/trace.ts';

/** What is known of a command that was carried out. */
export interface CommandOutcome {
  /** All that kubectl printed so far, as a terminal shows it; empty where the command is none of kubectl's. */
  readonly printed: string;
  readonly hasFailed: boolean;
}

type Record = Extract<TraceEvent, { readonly type: 'command' | 'commandPrinted' }>;

const known = new WeakMap<readonly TraceEvent[], ReadonlyMap<string, readonly Record[]>>();

/**
 * What came of `command` up to `time`; undefined while it has not been carried out. A command that takes its time, as a
 * drain does, prints more later. The worker's copy of a command is another object, so the fields tell.
 */
export function outcomeOf(trace: Trace | undefined, command: Command, time: SimTime): CommandOutcome | undefined {
  const records = trace && recordsIn(trace.events).get(nameOf(command));
  if (records === undefined) return undefined;
  const outputs = records.flatMap(({ at, output }) => (at > time || output === undefined ? [] : [output]));
  return {
    printed: outputs
      .map(({ stdout, stderr }) => stdout + stderr)
      .join('')
      .trimEnd(),
    hasFailed: outputs.some(({ exit }) => exit !== 0),
  };
}

function recordsIn(events: readonly TraceEvent[]): ReadonlyMap<string, readonly Record[]> {
  const made = known.get(events);
  if (made !== undefined) return made;
  const records = new Map<string, Record[]>();
  for (const event of events) {
    if (event.type !== 'command' && event.type !== 'commandPrinted') continue;
    const name = nameOf(event.command);
    const there = records.get(name);
    if (there === undefined) records.set(name, [event]);
    else there.push(event);
  }
  known.set(events, records);
  return records;
}

/** The fields, in whatever order they were written. */
function nameOf(command: Command): string {
  return JSON.stringify(command, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
