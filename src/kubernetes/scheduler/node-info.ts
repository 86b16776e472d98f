/** What the scheduler knows of a node: what it has, and what its pods have taken of that. */
import type { Node, Taint } from '../api/node.ts';
import { amountOf, type HostPort, type Resources, toResources } from './pod-demand.ts';
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

/** A node with its load. Upstream: kube-scheduler/framework NodeInfo (v1.36). */
export interface NodeInfo {
  readonly facts: NodeFacts;
  readonly pods: number;
  readonly requested: Resources;
  /** What the pods have taken, for comparing nodes. */
  readonly scored: { readonly milliCPU: number; readonly memory: number };
  readonly hostPorts: readonly HostPort[];
}

/** Reads the Node object. A node that says nothing of its resources has none. */
export function nodeFacts(node: Node): NodeFacts {
  const list = node.status.allocatable ?? {};
  return {
    node,
    maxPods: amountOf(list['pods']),
    allocatable: toResources(list),
    blockingTaints: blockingTaints(node),
    softTaints: softTaints(node),
  };
}
