/** What the scheduler knows of a node: what it has, and what its pods have taken of that. */
import type { Node, Taint } from '../api/node.ts';
import { amountOf, type HostPort, type PodDemand, type Resources, toResources } from './pod-demand.ts';
import { blockingTaints, softTaints } from './taints.ts';

/** What the Node object says. */
export interface NodeFacts {
  readonly node: Node;
  /** The most pods that it takes. */
  readonly maxPods: number;
  readonly allocatable: Resources;
  readonly blockingTaints: readonly Taint[];
  readonly softTaints: readonly Taint[];
}

interface Amounts {
  milliCPU: number;
  memory: number;
  ephemeralStorage: number;
  readonly scalars: Map<string, number>;
}

/**
 * A node with its load, counted as pods come and go. Upstream: kube-scheduler/framework NodeInfo (v1.36).
 * What a search looks at for each of thousands of nodes stands in small whole numbers in the object itself.
 */
export interface NodeInfo {
  readonly id: number;
  facts: NodeFacts;
  /** Whether nothing but want of resources keeps a pod away. */
  isOpen: boolean;
  freePods: number;
  freeMilliCPU: number;
  /** Memory in KiB, rounded down. */
  freeMemory: number;
  /** What the pods have taken, for comparing nodes, and of how much: thousandths of a core, KiB. */
  scoredMilliCPU: number;
  scoredMemory: number;
  milliCPU: number;
  memory: number;
  readonly requested: Amounts;
  hostPorts: readonly HostPort[];
  pods: number;
}

const KIBIBYTE = 1024;

/** A node without pods. The id tells it from all others. */
export function makeNodeInfo(id: number, node: Node): NodeInfo {
  const info: NodeInfo = {
    id,
    facts: nodeFacts(node),
    isOpen: false,
    freePods: 0,
    freeMilliCPU: 0,
    freeMemory: 0,
    scoredMilliCPU: 0,
    scoredMemory: 0,
    milliCPU: 0,
    memory: 0,
    requested: { milliCPU: 0, memory: 0, ephemeralStorage: 0, scalars: new Map() },
    hostPorts: [],
    pods: 0,
  };
  refresh(info);
  return info;
}

/** Takes over what the Node object says now. */
export function setNode(info: NodeInfo, node: Node): void {
  info.facts = nodeFacts(node);
  refresh(info);
}

/** Counts a pod that has come (1) or gone (-1). */
export function countPod(info: NodeInfo, { requests, scored, hostPorts }: PodDemand, by: 1 | -1): void {
  const { requested } = info;
  info.pods += by;
  requested.milliCPU += by * requests.milliCPU;
  requested.memory += by * requests.memory;
  requested.ephemeralStorage += by * requests.ephemeralStorage;
  info.scoredMilliCPU += by * scored.milliCPU;
  info.scoredMemory += by * scored.memory;
  for (const [name, amount] of requests.scalars)
    requested.scalars.set(name, (requested.scalars.get(name) ?? 0) + by * amount);
  if (hostPorts.length > 0)
    info.hostPorts =
      by > 0 ? [...info.hostPorts, ...hostPorts] : info.hostPorts.filter((port) => !hostPorts.includes(port));
  refresh(info);
}

/** Reads the Node object. A node that says nothing of its resources has none. */
function nodeFacts(node: Node): NodeFacts {
  const list = node.status.allocatable ?? {};
  return Object.freeze({
    node,
    maxPods: amountOf(list['pods']),
    allocatable: toResources(list),
    blockingTaints: blockingTaints(node),
    softTaints: softTaints(node),
  });
}

function refresh(info: NodeInfo): void {
  const { node, maxPods, allocatable, ...taints } = info.facts;
  const isCordoned = node.spec.unschedulable === true;
  info.isOpen = !isCordoned && taints.blockingTaints.length + taints.softTaints.length === 0;
  info.freePods = maxPods - info.pods;
  info.freeMilliCPU = allocatable.milliCPU - info.requested.milliCPU;
  info.freeMemory = Math.floor((allocatable.memory - info.requested.memory) / KIBIBYTE);
  info.milliCPU = Math.max(1, allocatable.milliCPU);
  info.memory = Math.max(1, Math.floor(allocatable.memory / KIBIBYTE));
}
