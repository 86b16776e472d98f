/** Trace + what came after it -> the longer trace. */
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
