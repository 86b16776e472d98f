/** Trace + what came after it -> the longer trace. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Trace } from '../../simulation/trace.ts';

/** `trace` with the `extension` that the worker sent for it. */
export function mergeTrace(trace: Trace, extension: Trace): Trace {
  return {
    ...extension,
    applied: [...trace.applied, ...extension.applied],
    revisions: [...trace.revisions, ...extension.revisions],
    events: [...trace.events, ...extension.events],
    requests: [...trace.requests, ...extension.requests],
  };
}

/** `trace` up to `at`, and then the `rest` that the worker sent for another run of the same beginning. */
export function forkTrace(trace: Trace, at: SimTime, rest: Trace): Trace {
  const beginning: Trace = {
    ...trace,
    revisions: trace.revisions.filter((revision) => revision.at <= at),
    events: trace.events.filter((event) => event.at <= at),
    // A request is part of a trace when it has ended.
    requests: trace.requests.filter((request) => request.finishedAt <= at),
  };
  return mergeTrace(beginning, rest);
}
