/** Notices a worker that has stopped answering: a ping every second, and so many without a pong mean that it hangs. */

/** How often the worker is pinged. */
export const PING_INTERVAL_MS = 1_000;
/** So many pings in a row without an answer, and the worker counts as hung. */
export const PINGS_UNTIL_LOST = 8;
/** The same while the worker's own file is still loading, which a slow network can draw out. */
export const PINGS_UNTIL_NOT_LOADED = 60;

/** What the watchdog needs from its owner. */
export interface WatchdogOwner {
  /** Sends a ping of that number. */
  ping(number: number): void;
  /** The worker hangs; the watchdog has stopped. */
  lost(): void;
}

/** Watches one worker at a time. */
export interface Watchdog {
  /** Work is under way: watch from now on. Watching already, it goes on as it was. */
  watch(): void;
  /** The worker owes nothing: no more pings. */
  rest(): void;
  /** The worker said something. */
  heard(): void;
  /** There is a new worker, which has said nothing yet. */
  replaced(): void;
}

/**
 * A watchdog at rest. It counts pings rather than time, so that a computer that slept does not take its sleep for a
 * hung worker.
 */
export function createWatchdog(owner: WatchdogOwner): Watchdog {
  let timer: ReturnType<typeof setInterval> | undefined;
  let sent = 0;
  let unanswered = 0;
  let isLoaded = false;

  function rest(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function tick(): void {
    if (unanswered >= (isLoaded ? PINGS_UNTIL_LOST : PINGS_UNTIL_NOT_LOADED)) {
      rest();
      owner.lost();
      return;
    }
    unanswered += 1;
    sent += 1;
    owner.ping(sent);
  }

  return {
    watch() {
      if (timer !== undefined) return;
      unanswered = 0;
      timer = setInterval(tick, PING_INTERVAL_MS);
    },
    rest,
    heard() {
      isLoaded = true;
      unanswered = 0;
    },
    replaced() {
      isLoaded = false;
      unanswered = 0;
    },
  };
}
