/** Which node a pod goes to, or why to none. */
import type { Taint } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import { filterNode } from './filter.ts';
import { FitError, NO_NODES } from './fit-error.ts';
import { preferredWeight } from './node-affinity.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodDemand } from './pod-demand.ts';
import { toleratesTaint } from './taints.ts';

/** The chosen node, or the words of the FailedScheduling event; and how many nodes were looked at. */
export type Decision =
  | { readonly type: 'chosen'; readonly node: string; readonly visited: number }
  | { readonly type: 'failed'; readonly message: string; readonly visited: number };

/** The cluster as the scheduler sees it. */
export interface Candidates {
  /** In the order of their names. */
  readonly nodes: readonly NodeInfo[];
  /** Where the search begins: where the one before it ended. */
  readonly start: number;
  /** How many pods of the same owner each node has, by its id; a node that is not in it has none. */
  readonly siblings: ReadonlyMap<number, number> | undefined;
}

/** Upstream: pkg/scheduler/schedule_one.go minFeasibleNodesToFind, minFeasibleNodesPercentageToFind (v1.36). */
const MIN_FEASIBLE_NODES = 100;
const MIN_PERCENTAGE = 5;

/**
 * After how many nodes that would do the search ends.
 * Upstream: pkg/scheduler/schedule_one.go numFeasibleNodesToFind (v1.36).
 */
export function feasibleNodesToFind(all: number): number {
  if (all < MIN_FEASIBLE_NODES) return all;
  const percentage = Math.max(MIN_PERCENTAGE, 50 - Math.trunc(all / 125));
  return Math.max(MIN_FEASIBLE_NODES, Math.trunc((all * percentage) / 100));
}

/**
 * The node for `pod` among those that may take it: the one with the fewest taints that it would rather avoid, then with the
 * most that it prefers, then with the fewest pods of the same owner, then the least allocated, then the first.
 * Upstream: pkg/scheduler default plugins (v1.36).
 * Simplified: [SIM-5] the scores are compared one after the other where real ones are weighed and added, and ties, random
 * upstream, go by name; affinity between pods, topologySpreadConstraints, volumes and images are not looked at.
 */
export function schedule(pod: Pod, demand: PodDemand, { nodes, start, siblings }: Candidates): Decision {
  const total = nodes.length;
  if (total === 0) return { type: 'failed', message: NO_NODES, visited: 0 };
  const wanted = feasibleNodesToFind(total);
  const error = new FitError();
  const { nodeSelector, affinity } = pod.spec;
  const isPlain = demand.isPlain && nodeSelector === undefined && affinity === undefined;
  const { milliCPU } = demand.requests;
  /** Whether the node would do: a short way to what filterNode says of nearly all. */
  const isRoomy = (info: NodeInfo): boolean =>
    isPlain && info.isOpen && info.freePods > 0 && milliCPU <= info.freeMilliCPU && demand.memory <= info.freeMemory;
  const best = new Best(pod, demand, siblings);
  let feasible = 0;
  let visited = 0;
  // The position goes round; a remainder for each node would cost more than the rest.
  let position = start % total;
  while (visited < total && feasible < wanted) {
    const info = nodes[position];
    visited += 1;
    position = position + 1 === total ? 0 : position + 1;
    if (info === undefined) continue;
    const refusal = isRoomy(info) ? undefined : filterNode(pod, demand, info);
    if (refusal !== undefined) error.add(refusal);
    else {
      feasible += 1;
      best.offer(info);
    }
  }
  if (best.info === undefined) return { type: 'failed', message: error.message(), visited };
  return { type: 'chosen', node: best.info.facts.node.metadata.name, visited };
}

/** The best of the nodes offered so far. It looks no further at a node than it has to: there are many. */
class Best {
  info: NodeInfo | undefined;
  private avoided = 0;
  private preferred = 0;
  private siblings = 0;
  private allocated = 0;
  private readonly pod: Pod;
  private readonly demand: PodDemand;
  private readonly siblingsOn: ReadonlyMap<number, number> | undefined;

  constructor(pod: Pod, demand: PodDemand, siblingsOn: ReadonlyMap<number, number> | undefined) {
    this.pod = pod;
    this.demand = demand;
    this.siblingsOn = siblingsOn;
  }

  /** Takes the node if it is better. */
  offer(info: NodeInfo): void {
    const isFirst = this.info === undefined;
    const avoided = info.isOpen ? 0 : this.avoidedTaints(info.facts.softTaints);
    if (!isFirst && avoided > this.avoided) return;
    const preferred = this.pod.spec.affinity === undefined ? 0 : preferredWeight(this.pod.spec, info.facts.node);
    let isBetter = isFirst || avoided < this.avoided;
    if (!isBetter && preferred < this.preferred) return;
    isBetter ||= preferred > this.preferred;
    const allocated = allocatedShare(this.demand, info);
    // No node has fewer than no siblings: most are passed over before theirs are looked up.
    if (!isBetter && this.siblings === 0 && allocated >= this.allocated) return;
    const siblings = this.siblingsOn?.get(info.id) ?? 0;
    if (!isBetter && siblings > this.siblings) return;
    isBetter ||= siblings < this.siblings;
    if (!isBetter && allocated >= this.allocated) return;
    this.info = info;
    this.avoided = avoided;
    this.preferred = preferred;
    this.siblings = siblings;
    this.allocated = allocated;
  }

  private avoidedTaints(taints: readonly Taint[]): number {
    const { tolerations } = this.pod.spec;
    return taints.filter((taint) => toleratesTaint(tolerations, taint) === undefined).length;
  }
}

/** Upstream: pkg/scheduler/framework/plugins/noderesources/least_allocated.go (v1.36), the other way round. */
function allocatedShare({ scored }: PodDemand, info: NodeInfo): number {
  return (info.scoredMilliCPU + scored.milliCPU) / info.milliCPU + (info.scoredMemory + scored.memory) / info.memory;
}
