/** What came of a command: found in the trace, where every command that was carried out is recorded. */
import type { Command } from '../../simulation/session.ts';
import type { ApplyOutput, Trace, TraceEvent } from '../../simulation/trace.ts';

/** A command that was carried out. */
export type CommandEvent = Extract<TraceEvent, { readonly type: 'command' }>;

const known = new WeakMap<readonly TraceEvent[], readonly CommandEvent[]>();

/** The commands of the trace that were carried out, in order of time; made once for each list of events. */
export function commandEvents({ events }: Pick<Trace, 'events'>): readonly CommandEvent[] {
  let found = known.get(events);
  if (found === undefined) {
    found = events.filter((event): event is CommandEvent => event.type === 'command');
    known.set(events, found);
  }
  return found;
}

/** The record of `command`, undefined while it has not been carried out. The worker's copy is another object. */
export function outcomeOf(trace: Trace | undefined, command: Command): CommandEvent | undefined {
  if (trace === undefined) return undefined;
  const text = JSON.stringify(command);
  return commandEvents(trace).find((event) => event.command.at === command.at && isSame(event.command, text));
}

/** All that was printed, as a terminal shows it. */
export function printedText({ stdout, stderr }: ApplyOutput): string {
  return `${stdout}${stderr}`.trimEnd();
}

/** The same fields; their order may differ. */
function isSame(command: Command, text: string): boolean {
  return JSON.stringify(command) === text || sorted(command) === sorted(JSON.parse(text));
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
