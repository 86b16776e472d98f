/** What the first picture does not need waits for it, and then for quiet moments, one piece at a time. */
import { useRun } from '../store/run-store.ts';

/** A simulation that takes longer than this to answer is waited for no more. */
const LONGEST_WAIT_MS = 3_000;
/** The first request is seen to leave before anything else is begun. */
const FIRST_MOMENTS_MS = 800;
/** A page that is never idle is interrupted after this. */
const LONGEST_BUSY_MS = 1_000;
/** For browsers that cannot tell when they are idle. */
const PAUSE_MS = 100;

let queue: Promise<unknown> | undefined;

/** Does `work` in a quiet moment after the first picture, when all that asked earlier is done. Passes on what comes of it. */
export function whenQuiet<T>(work: () => Promise<T>): Promise<T> {
  queue ??= firstPicture();
  const done = queue.then(idle).then(work);
  queue = done.catch(() => undefined);
  return done;
}

function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, LONGEST_WAIT_MS);
    const stop = useRun.subscribe(look);
    function look({ trace, status }: ReturnType<typeof useRun.getState>): void {
      if (trace !== undefined || status === 'failed') end();
    }
    function end(): void {
      clearTimeout(timer);
      stop();
      setTimeout(resolve, FIRST_MOMENTS_MS);
    }
    look(useRun.getState());
  });
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: LONGEST_BUSY_MS });
    else setTimeout(resolve, PAUSE_MS);
  });
}
