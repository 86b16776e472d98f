/** The words of the FailedScheduling event. */
import type { Refusal } from './filter.ts';

/** What the scheduler says of a cluster without nodes. Upstream: pkg/scheduler ErrNoNodesAvailable (v1.36). */
export const NO_NODES = 'no nodes available to schedule pods';

/** Counts why nodes refuse a pod. Upstream: pkg/scheduler/framework FitError, DefaultPreemption PostFilter (v1.36). */
export class FitError {
  private readonly reasons = new Map<string, number>();
  private total = 0;
  private resolvable = 0;

  /** Counts one node. */
  add({ reasons, isResolvable }: Refusal): void {
    this.total += 1;
    if (isResolvable) this.resolvable += 1;
    for (const reason of reasons) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** All that is to be said when every node has refused. Nobody ever makes way: all pods here are equally important. */
  message(): string {
    const preemption = new Map([
      ['Preemption is not helpful for scheduling', this.total - this.resolvable],
      ['No preemption victims found for incoming pod', this.resolvable],
    ]);
    const available = `0/${this.total} nodes are available: `;
    return `${available}${histogram(this.reasons)}. no new claims to deallocate, preemption: ${available}${histogram(preemption)}.`;
  }
}

/** `count reason` for each, sorted as text. */
function histogram(counts: ReadonlyMap<string, number>): string {
  const parts = [...counts].flatMap(([reason, count]) => (count === 0 ? [] : [`${count} ${reason}`]));
  return parts.toSorted().join(', ');
}
