/** Which node a pod goes to, or why to none. */
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
  /** How many pods of the same owner each node has; a node that is not in it has none. */
  readonly siblings: ReadonlyMap<string, number> | undefined;
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
  let best: NodeInfo | undefined;
  let bestScores: Scores | undefined;
  let feasible = 0;
  let visited = 0;
  while (visited < total && feasible < wanted) {
    const info = nodes[(start + visited) % total];
    visited += 1;
    if (info === undefined) continue;
    const refusal = filterNode(pod, demand, info);
    if (refusal !== undefined) {
      error.add(refusal);
      continue;
    }
    feasible += 1;
    const scores = scoresOf(pod, demand, info, siblings);
    if (bestScores !== undefined && !isBetter(scores, bestScores)) continue;
    best = info;
    bestScores = scores;
  }
  if (best === undefined) return { type: 'failed', message: error.message(), visited };
  return { type: 'chosen', node: best.facts.node.metadata.name, visited };
}

interface Scores {
  readonly avoided: number;
  readonly preferred: number;
  readonly siblings: number;
  readonly allocated: number;
}

function scoresOf(
  pod: Pod,
  demand: PodDemand,
  info: NodeInfo,
  siblings: ReadonlyMap<string, number> | undefined,
): Scores {
  const { node, softTaints } = info.facts;
  let avoided = 0;
  for (const taint of softTaints) if (toleratesTaint(pod.spec.tolerations, taint) === undefined) avoided += 1;
  return {
    avoided,
    preferred: pod.spec.affinity === undefined ? 0 : preferredWeight(pod.spec, node),
    siblings: siblings?.get(node.metadata.name) ?? 0,
    allocated: allocatedShare(demand, info),
  };
}

/** Upstream: pkg/scheduler/framework/plugins/noderesources/least_allocated.go (v1.36), the other way round. */
function allocatedShare({ scored }: PodDemand, info: NodeInfo): number {
  const { allocatable } = info.facts;
  const cpu = (info.scored.milliCPU + scored.milliCPU) / Math.max(1, allocatable.milliCPU);
  const memory = (info.scored.memory + scored.memory) / Math.max(1, allocatable.memory);
  return cpu + memory;
}

function isBetter(left: Scores, right: Scores): boolean {
  if (left.avoided !== right.avoided) return left.avoided < right.avoided;
  if (left.preferred !== right.preferred) return left.preferred > right.preferred;
  if (left.siblings !== right.siblings) return left.siblings < right.siblings;
  return left.allocated < right.allocated;
}
