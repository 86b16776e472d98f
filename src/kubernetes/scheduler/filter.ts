/** Whether a node may take a pod, and if not, why not. */
import type { Taint } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import { matchesNodeAffinity } from './node-affinity.ts';
import type { NodeInfo } from './node-info.ts';
import { isPortConflict, type PodDemand } from './pod-demand.ts';
import { toleratesTaint } from './taints.ts';

/** Why a node does not take a pod. */
export interface Refusal {
  readonly reasons: readonly string[];
  /** Whether the pod could go there if others made way. */
  readonly isResolvable: boolean;
}

/** The taint of a cordoned node. Upstream: pkg/scheduler/framework/plugins/nodeunschedulable (v1.36). */
const CORDONED: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

const IS_CORDONED: Refusal = { reasons: ['node(s) were unschedulable'], isResolvable: false };
const IS_TAINTED: Refusal = { reasons: ['node(s) had untolerated taint(s)'], isResolvable: false };
const NOT_SELECTED: Refusal = {
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
  isResolvable: false,
};
const PORTS_TAKEN: Refusal = {
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  isResolvable: true,
};

/**
 * What the first of the filters that refuses the node says; undefined when all let the pod pass.
 * Upstream: pkg/scheduler default plugins NodeUnschedulable, TaintToleration, NodeAffinity, NodePorts, NodeResourcesFit (v1.36).
 */
export function filterNode(pod: Pod, demand: PodDemand, info: NodeInfo): Refusal | undefined {
  const { tolerations } = pod.spec;
  const { node, blockingTaints } = info.facts;
  if (node.spec.unschedulable === true && toleratesTaint(tolerations, CORDONED) === undefined) return IS_CORDONED;
  if (blockingTaints.length > 0)
    for (const taint of blockingTaints) if (toleratesTaint(tolerations, taint) === undefined) return IS_TAINTED;
  if (!matchesNodeAffinity(pod.spec, node)) return NOT_SELECTED;
  if (demand.hostPorts.length > 0)
    for (const wanted of demand.hostPorts)
      if (info.hostPorts.some((taken) => isPortConflict(wanted, taken))) return PORTS_TAKEN;
  return fitResources(demand, info);
}

/** Upstream: pkg/scheduler/framework/plugins/noderesources/fit.go fitsRequest (v1.36). */
function fitResources({ requests }: PodDemand, info: NodeInfo): Refusal | undefined {
  const { requested, pods } = info;
  const { allocatable, maxPods } = info.facts;
  if (
    pods < maxPods &&
    requests.milliCPU <= allocatable.milliCPU - requested.milliCPU &&
    requests.memory <= allocatable.memory - requested.memory &&
    requests.ephemeralStorage <= allocatable.ephemeralStorage - requested.ephemeralStorage &&
    requests.scalars.size === 0
  )
    return undefined;
  const reasons: string[] = pods >= maxPods ? ['Too many pods'] : [];
  let isResolvable = true;
  const check = (name: string, wanted: number, has: number, taken: number): void => {
    if (wanted === 0 || wanted <= has - taken) return;
    reasons.push(`Insufficient ${name}`);
    if (wanted > has) isResolvable = false;
  };
  check('cpu', requests.milliCPU, allocatable.milliCPU, requested.milliCPU);
  check('memory', requests.memory, allocatable.memory, requested.memory);
  check('ephemeral-storage', requests.ephemeralStorage, allocatable.ephemeralStorage, requested.ephemeralStorage);
  for (const [name, wanted] of requests.scalars)
    check(name, wanted, allocatable.scalars.get(name) ?? 0, requested.scalars.get(name) ?? 0);
  return reasons.length === 0 ? undefined : { reasons, isResolvable };
}
