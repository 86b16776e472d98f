/**
 * The only boundary between the page and the simulation: a union of plain messages, nothing else.
 *
 * Order: the worker says `ready` once. The page sends `run` (again after every edit and every command); the worker answers
 * each with one `ran` or `forked` or, when a newer `run` has come in meanwhile, not at all. `forked` comes where the page
 * said which trace it has, and the new session is that of the trace up to some moment: nothing up to `at` is computed or
 * sent again. Both may reach less far than was asked for; after a `forked`, the rest follows as `extended` by itself.
 * `check` asks what applying a text at a moment of a run would come to, without doing so: of the newest one `checked` tells, where
 * the run is still at hand. `extend` asks for more of a run that has been answered: of the latest, or of the latest one without errors, which the page
 * may still be showing. The answer is `extended` with only what is new; an older run is not answered. Every answer carries
 * the `run` number it belongs to. `ping` is answered by `pong` between two slices of work, for the watchdog.
 */
import type { SimTime } from '../base/sim-time.ts';
import type { Session } from '../simulation/session.ts';
import type { TextVerdict, Trace } from '../simulation/trace.ts';

/** The run whose trace the page has, and up to when. */
export interface TraceAtHand {
  readonly run: number;
  readonly until: SimTime;
}

/** What the page says. */
export type ToWorker =
  | {
      readonly type: 'run';
      readonly run: number;
      readonly session: Session;
      readonly until: SimTime;
      /** What the answer may build upon. */
      readonly atHand?: TraceAtHand;
    }
  | { readonly type: 'extend'; readonly run: number; readonly until: SimTime }
  | {
      readonly type: 'check';
      readonly check: number;
      readonly manifests: string;
      /** The run that the page shows, and the moment of it at which the text would be applied. */
      readonly run: number;
      readonly at: SimTime;
    }
  | { readonly type: 'ping'; readonly ping: number };

/** What the worker says. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'ran'; readonly run: number; readonly trace: Trace }
  /**
   * The trace of the run `of` holds for this one too up to `at`, and `trace` is what comes after: a request that was under
   * way at `at` ends in `trace`.
   */
  | {
      readonly type: 'forked';
      readonly run: number;
      readonly of: number;
      readonly at: SimTime;
      readonly trace: Trace;
    }
  /** Only what came after the trace so far; `apply`, `diagnostics` and `clients` are repeated whole. */
  | { readonly type: 'extended'; readonly run: number; readonly trace: Trace }
  | { readonly type: 'checked'; readonly check: number; readonly verdict: TextVerdict }
  /** The run ended in a bug; it is gone, and later messages about it are not answered. */
  | { readonly type: 'failed'; readonly run: number; readonly error: string }
  | { readonly type: 'pong'; readonly ping: number };
