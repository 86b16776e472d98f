/** What the picture shows, as lines to read: hops, outcomes, commands, and what Kubernetes says of its objects. */
import type { SimTime } from '../base/sim-time.ts';
import type { Event } from '../kubernetes/api/objects.ts';
import type { Message } from '../simulation/message.ts';
import type { Command } from '../simulation/session.ts';
import type { ObjectRevision, RequestTrace, Trace } from '../simulation/trace.ts';
import { presentedTimes, type TimeLens } from './flight.ts';
import { countUntil } from './snapshot.ts';

/** One line; `at` is when the page shows it. */
export type TranscriptLine = { readonly at: SimTime } & (
  | { readonly type: 'hop'; readonly request: RequestTrace; readonly message: Message }
  | { readonly type: 'outcome'; readonly request: RequestTrace; readonly message: Message }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'event'; readonly event: Event }
);

/** So many of the latest requests are looked at: more than a transcript of any useful length holds. */
const REQUESTS = 120;

/** The last `most` lines up to `time`, in order; of one request alone where one is chosen. */
export function transcriptUntil(
  trace: Trace,
  time: SimTime,
  lens: TimeLens,
  most: number,
  chosen?: string,
): readonly TranscriptLine[] {
  const requests = trace.requests.filter(({ id, startedAt }) => startedAt <= time && (chosen ?? id) === id);
  const latest = requests.toSorted((a, b) => a.startedAt - b.startedAt).slice(-REQUESTS);
  const lines = latest.flatMap((request) => linesOf(request, lens));
  if (chosen === undefined) lines.push(...commandsOf(trace), ...eventsOf(trace.revisions, time, most));
  return lines
    .filter(({ at }) => at <= time)
    .toSorted((a, b) => a.at - b.at)
    .slice(-most);
}

function linesOf(request: RequestTrace, lens: TimeLens): TranscriptLine[] {
  const { hops, end } = presentedTimes(request, lens);
  const said = [...request.hops, ...request.reply].map(({ reason }, place): TranscriptLine => ({
    at: hops[place] ?? end,
    type: 'hop',
    request,
    message: reason,
  }));
  return [...said, { at: end, type: 'outcome', request, message: request.cause }];
}

function commandsOf({ events }: Trace): readonly TranscriptLine[] {
  return events.flatMap((event) =>
    event.type === 'command' ? [{ at: event.at, type: 'command' as const, command: event.command }] : [],
  );
}

/** Kubernetes' own Events, each time one is written. */
function eventsOf(revisions: readonly ObjectRevision[], time: SimTime, most: number): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (let place = countUntil(revisions, time) - 1; place >= 0 && lines.length < most; place--) {
    const revision = revisions[place];
    if (revision?.object?.kind === 'Event') lines.push({ at: revision.at, type: 'event', event: revision.object });
  }
  return lines.reverse();
}
