/**
 * The only boundary between the page and the simulation: a union of plain messages, nothing else.
 *
 * Order: the worker says `ready` once. The page sends `run` (again after every edit); the worker answers each with one
 * `ran` or, when a newer `run` has come in meanwhile, not at all. `extend` asks for more of a run that has been
 * answered: of the latest, or of the latest one without errors, which the page may still be showing. The answer is
 * `extended` with only what is new; an older run is not answered. Every answer carries the `run` number it belongs to.
 * `ping` is answered by `pong` between two slices of work, for the watchdog.
 */
import type { SimTime } from '../base/sim-time.ts';
import type { Session } from '../simulation/session.ts';
import type { Trace } from '../simulation/trace.ts';

/** What the page says. */
export type ToWorker =
  | { readonly type: 'run'; readonly run: number; readonly session: Session; readonly until: SimTime }
  | { readonly type: 'extend'; readonly run: number; readonly until: SimTime }
  | { readonly type: 'ping'; readonly ping: number };

/** What the worker says. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'ran'; readonly run: number; readonly trace: Trace }
  /** Only what came after the trace so far; `apply`, `diagnostics` and `clients` are repeated whole. */
  | { readonly type: 'extended'; readonly run: number; readonly trace: Trace }
  /** The run ended in a bug; it is gone, and later messages about it are not answered. */
  | { readonly type: 'failed'; readonly run: number; readonly error: string }
  | { readonly type: 'pong'; readonly ping: number };
