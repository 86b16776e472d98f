/** What each node remembers for session affinity: which client went to which endpoint, and when last. */
import { seconds, type SimTime } from '../../base/sim-time.ts';

/** Which sources are on a list, and since when. */
interface AffinityList {
  /** The `namespace/name` of the Service for whose sake there is the list. */
  readonly service: string;
  readonly sources: Map<string, SimTime>;
}

/**
 * State of the kernel per node, list and source address: xt_recent's lists, nftables' sets with a timeout, or the
 * templates of virtual servers. All of them count from the last connection.
 */
export class Affinity {
  private readonly nodes = new Map<string, Map<string, AffinityList>>();

  /** Whether the source is on the node's list and was last put there within so many seconds. */
  isRecent(node: string, list: string, source: string, within: number, now: SimTime): boolean {
    const last = this.nodes.get(node)?.get(list)?.sources.get(source);
    return last !== undefined && now - last <= seconds(within);
  }

  /** Puts the source on the node's list, or renews it. `service` is the Service's `namespace/name`. */
  mark(node: string, list: string, source: string, now: SimTime, service = ''): void {
    const lists = this.nodes.get(node) ?? new Map<string, AffinityList>();
    const known = lists.get(list) ?? { service, sources: new Map<string, SimTime>() };
    known.sources.set(source, now);
    this.nodes.set(node, lists.set(list, known));
  }

  /** Whether anything is remembered on the node. */
  hasLists(node: string): boolean {
    return this.nodes.has(node);
  }

  /** The node's rules have been rewritten: a list that none of them names any more is gone, with all that stood on it. */
  keepLists(node: string, isNamed: (list: string, service: string) => boolean): void {
    const lists = this.nodes.get(node);
    for (const [list, { service }] of lists ?? []) if (!isNamed(list, service)) lists?.delete(list);
    if (lists?.size === 0) this.nodes.delete(node);
  }

  /** A machine that lost power has forgotten everything. */
  forget(node: string): void {
    this.nodes.delete(node);
  }
}
