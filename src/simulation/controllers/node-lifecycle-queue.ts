/** The nodes of a zone that wait to be emptied, a few at a time. */
import { micros, type SimTime } from '../../base/sim-time.ts';

/** Rates are sums of small fractions. */
const EPSILON = 1e-9;

/**
 * A queue in which each node stands once until it is removed, with a bucket of one token that says when the next may go.
 * Upstream: pkg/controller/nodelifecycle/scheduler RateLimitedTimedQueue (v1.36).
 */
export class EvictionQueue {
  private readonly waiting = new Set<string>();
  /** Those that wait or have been taken: none is added again before it is removed. */
  private readonly known = new Set<string>();
  /** Nodes per second. */
  private rate: number;
  private tokens = 1;
  private countedAt: SimTime;

  constructor(rate: number, now: SimTime) {
    this.rate = rate;
    this.countedAt = now;
  }

  /** Adds a node unless it is known. */
  add(node: string): void {
    if (this.known.has(node)) return;
    this.known.add(node);
    this.waiting.add(node);
  }

  remove(node: string): void {
    this.known.delete(node);
    this.waiting.delete(node);
  }

  /** The next node whose turn it is; undefined when nobody waits or the rate forbids it. */
  take(now: SimTime): string | undefined {
    const [next] = this.waiting;
    if (next === undefined || !this.accept(now)) return undefined;
    this.waiting.delete(next);
    return next;
  }

  /** Changes the rate. Who had to wait before then has to wait for a whole token of the new rate. Upstream: SwapLimiter. */
  setRate(rate: number, now: SimTime): void {
    if (rate === this.rate) return;
    const isFull = this.accept(now);
    this.rate = rate;
    this.tokens = isFull ? 1 : 0;
  }

  /** When the next node may go; undefined when nobody waits, or none may ever at this rate. */
  nextAt(now: SimTime): SimTime | undefined {
    if (this.waiting.size === 0 || this.rate === 0) return undefined;
    this.count(now);
    return micros(now + Math.max(0, Math.ceil(((1 - this.tokens - EPSILON) / this.rate) * 1_000_000)));
  }

  private accept(now: SimTime): boolean {
    this.count(now);
    if (this.rate === 0 || this.tokens < 1 - EPSILON) return false;
    this.tokens -= 1;
    return true;
  }

  private count(now: SimTime): void {
    this.tokens = Math.min(1, this.tokens + ((now - this.countedAt) / 1_000_000) * this.rate);
    this.countedAt = now;
  }
}
