/** Each node's `recent` lists: which client went to which endpoint, and when last. */
import { seconds, type SimTime } from '../../base/sim-time.ts';

/** State of the kernel's xt_recent match, per node, list and source address. */
export class Affinity {
  private readonly lastSeen = new Map<string, SimTime>();

  /** Whether the source is on the node's list and was last put there within so many seconds. */
  isRecent(node: string, list: string, source: string, within: number, now: SimTime): boolean {
    const last = this.lastSeen.get(`${node} ${list} ${source}`);
    return last !== undefined && now - last <= seconds(within);
  }

  /** Puts the source on the node's list, or renews it. */
  mark(node: string, list: string, source: string, now: SimTime): void {
    this.lastSeen.set(`${node} ${list} ${source}`, now);
  }

  /** A machine that lost power has forgotten everything. */
  forget(node: string): void {
    for (const key of this.lastSeen.keys()) if (key.startsWith(`${node} `)) this.lastSeen.delete(key);
  }
}
