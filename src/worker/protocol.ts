/**
 * The only boundary between the page and the simulation: a union of plain messages, nothing else.
 *
 * Order: the page sends `run` (again after every edit); the worker answers each with one `ran` or, when a newer `run`
 * has come in meanwhile, not at all. `extend` asks for more of the latest run; the answer is `extended` with only what
 * is new. Every answer carries the `run` number it belongs to. `ping` is answered by `pong`, for the watchdog.
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
  | { readonly type: 'ran'; readonly run: number; readonly trace: Trace }
  /** Only what came after the trace so far; `apply`, `diagnostics` and `clients` are repeated whole. */
  | { readonly type: 'extended'; readonly run: number; readonly trace: Trace }
  | { readonly type: 'failed'; readonly run: number; readonly error: string }
  | { readonly type: 'pong'; readonly ping: number };
