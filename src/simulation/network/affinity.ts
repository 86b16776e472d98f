/** Each node's `recent` lists: which client went to which endpoint, and when last. */
import { seconds, type SimTime } from '../../base/sim-time.ts';

/** State of the kernel's xt_recent match, per node and list, by source address. */
export class Affinity {
  private readonly nodes = new Map<string, Map<string, Map<string, SimTime>>>();

  /** Whether the source is on the node's list and was last put there within so many seconds. */
  isRecent(node: string, list: string, source: string, within: number, now: SimTime): boolean {
    const last = this.nodes.get(node)?.get(list)?.get(source);
    return last !== undefined && now - last <= seconds(within);
  }

  /** Puts the source on the node's list, or renews it. */
  mark(node: string, list: string, source: string, now: SimTime): void {
    const lists = this.nodes.get(node) ?? new Map<string, Map<string, SimTime>>();
    const sources = lists.get(list) ?? new Map<string, SimTime>();
    this.nodes.set(node, lists.set(list, sources.set(source, now)));
  }

  /** Whether anything is remembered on the node. */
  hasLists(node: string): boolean {
    return this.nodes.has(node);
  }

  /** The node's rules have been rewritten: a list that none of them names any more is gone, with all that stood on it. */
  keepLists(node: string, isNamed: (list: string) => boolean): void {
    const lists = this.nodes.get(node);
    for (const list of lists?.keys() ?? []) if (!isNamed(list)) lists?.delete(list);
  }

  /** A machine that lost power has forgotten everything. */
  forget(node: string): void {
    this.nodes.delete(node);
  }
}
