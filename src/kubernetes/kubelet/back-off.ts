/** How long a kubelet waits before it tries again what has failed: 10 s, twice as long each time, at most five minutes. */
import { after, micros, seconds, type SimTime } from '../../base/sim-time.ts';

/** Upstream: pkg/kubelet/kubelet.go initialBackOff… MaxContainerBackOff, MaxImageBackOff (v1.36): the same for containers and images. */
const INITIAL = seconds(10);
const MAX = seconds(300);

/** A delay that was set at a moment. */
export interface BackOff {
  readonly delay: SimTime;
  readonly setAt: SimTime;
}

/**
 * The back-off after one more failure at `failedAt`; it begins anew where the last one was set more than ten minutes before.
 * Upstream: client-go/util/flowcontrol/backoff.go Next (v1.36).
 */
export function nextBackOff(current: BackOff | undefined, failedAt: SimTime, now: SimTime): BackOff {
  if (current === undefined || isOver(current, failedAt)) return { delay: INITIAL, setAt: now };
  return { delay: micros(Math.min(2 * current.delay, MAX)), setAt: now };
}

/**
 * Until when to wait after a failure at `failedAt`, or undefined where nothing is waited for.
 * Upstream: client-go/util/flowcontrol/backoff.go IsInBackOffSince (v1.36).
 */
export function backOffUntil(current: BackOff | undefined, failedAt: SimTime): SimTime | undefined {
  if (current === undefined || isOver(current, failedAt)) return undefined;
  return after(failedAt, current.delay);
}

/** Upstream: hasExpired: what has run for twice the longest delay counts as healed. */
function isOver(backOff: BackOff, failedAt: SimTime): boolean {
  return failedAt - backOff.setAt > 2 * MAX;
}
