/** What the scheduler remembers: each node's load, counted pod by pod as they come and go. What never changes is frozen. */
import type { Node } from '../kubernetes/api/node.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import { type NodeFacts, nodeFacts, type NodeInfo } from '../kubernetes/scheduler/node-info.ts';
import { type HostPort, podDemand, type PodDemand } from '../kubernetes/scheduler/pod-demand.ts';
import { controllerOf } from './ownership.ts';

interface Amounts {
  milliCPU: number;
  memory: number;
  ephemeralStorage: number;
  readonly scalars: Map<string, number>;
}

/** A node's load; without `facts` while pods name a node that is not there. */
interface Tally {
  facts: NodeFacts | undefined;
  pods: number;
  readonly requested: Amounts;
  readonly scored: { milliCPU: number; memory: number };
  hostPorts: readonly HostPort[];
}

interface Placed {
  readonly node: string;
  readonly demand: PodDemand;
  /** The uid of the pod's controller, unless the pod is on its way out. */
  readonly sibling: string | undefined;
}

/** Upstream: pkg/scheduler/backend/cache (v1.36). */
export class SchedulerCache {
  private readonly tallies = new Map<string, Tally>();
  private readonly placed = new Map<string, Placed>();
  /** Pods per node, by the uid of their controller. */
  private readonly bySibling = new Map<string, Map<string, number>>();
  private ordered: readonly NodeInfo[] | undefined;
  /** Goes up whenever a decision may come out differently than before. */
  version = 0;

  /** The nodes with their loads, by name. */
  get nodes(): readonly NodeInfo[] {
    this.ordered ??= [...this.tallies.values()]
      .filter(isNode)
      .toSorted((left, right) => (left.facts.node.metadata.name < right.facts.node.metadata.name ? -1 : 1));
    return this.ordered;
  }

  /** The node with its load; undefined when there is none of that name. */
  node(name: string): NodeInfo | undefined {
    const tally = this.tallies.get(name);
    return tally !== undefined && isNode(tally) ? tally : undefined;
  }

  /** How many pods of the pod's controller each node has. */
  siblingsOf(pod: Pod): ReadonlyMap<string, number> | undefined {
    const uid = controllerOf(pod.metadata)?.uid;
    return uid === undefined ? undefined : this.bySibling.get(uid);
  }

  /** Takes over what a Node object says, or that it is gone. Returns whether a pod might fit now that did not before. */
  setNode(name: string, node: Node | undefined, previous: Node | undefined): boolean {
    const isChanged = node === undefined || previous === undefined || isRelevant(node, previous);
    if (!isChanged) return false;
    this.version += 1;
    const tally = this.tally(name);
    tally.facts = node === undefined ? undefined : Object.freeze(nodeFacts(node));
    this.ordered = node !== undefined && previous !== undefined ? this.ordered : undefined;
    this.tidy(name, tally);
    return node !== undefined;
  }

  /** Takes over a pod as it is now, or that it is gone. Returns the node that has become emptier by it. */
  setPod(key: string, pod: Pod | undefined): string | undefined {
    const before = this.placed.get(key);
    const node = pod === undefined || hasEnded(pod) ? undefined : pod.spec.nodeName;
    if (before === undefined && node === undefined) return undefined;
    const sibling = pod?.metadata.deletionTimestamp === undefined ? pod && controllerOf(pod.metadata)?.uid : undefined;
    if (before?.node === node && before?.sibling === sibling) return undefined;
    this.version += 1;
    if (before !== undefined) {
      this.count(before, -1);
      this.placed.delete(key);
    }
    if (pod === undefined || node === undefined) return before?.node;
    const placed = Object.freeze({ node, sibling, demand: before?.demand ?? podDemand(pod) });
    this.placed.set(key, placed);
    this.count(placed, 1);
    return undefined;
  }

  private count({ node, demand, sibling }: Placed, by: 1 | -1): void {
    const tally = this.tally(node);
    const { requests, scored, hostPorts } = demand;
    tally.pods += by;
    tally.requested.milliCPU += by * requests.milliCPU;
    tally.requested.memory += by * requests.memory;
    tally.requested.ephemeralStorage += by * requests.ephemeralStorage;
    tally.scored.milliCPU += by * scored.milliCPU;
    tally.scored.memory += by * scored.memory;
    for (const [name, amount] of requests.scalars)
      tally.requested.scalars.set(name, (tally.requested.scalars.get(name) ?? 0) + by * amount);
    if (hostPorts.length > 0)
      tally.hostPorts =
        by > 0 ? [...tally.hostPorts, ...hostPorts] : tally.hostPorts.filter((port) => !hostPorts.includes(port));
    if (sibling !== undefined) this.countSibling(sibling, node, by);
    this.tidy(node, tally);
  }

  private countSibling(uid: string, node: string, by: 1 | -1): void {
    const counts = this.bySibling.get(uid) ?? new Map<string, number>();
    const count = (counts.get(node) ?? 0) + by;
    if (count === 0) counts.delete(node);
    else counts.set(node, count);
    if (counts.size === 0) this.bySibling.delete(uid);
    else this.bySibling.set(uid, counts);
  }

  /** Forgets what is neither a node nor has pods. */
  private tidy(name: string, { facts, pods }: Tally): void {
    if (facts === undefined && pods === 0) this.tallies.delete(name);
  }

  private tally(name: string): Tally {
    const known = this.tallies.get(name);
    if (known !== undefined) return known;
    const made: Tally = {
      facts: undefined,
      pods: 0,
      requested: { milliCPU: 0, memory: 0, ephemeralStorage: 0, scalars: new Map() },
      scored: { milliCPU: 0, memory: 0 },
      hostPorts: [],
    };
    this.tallies.set(name, made);
    return made;
  }
}

function isNode(tally: Tally): tally is Tally & { facts: NodeFacts } {
  return tally.facts !== undefined;
}

/** Whether the scheduler looks at anything that has changed; heartbeats it does not look at. */
function isRelevant(node: Node, previous: Node): boolean {
  return (
    node.spec !== previous.spec ||
    node.metadata.labels !== previous.metadata.labels ||
    node.status.allocatable !== previous.status.allocatable
  );
}

function hasEnded({ status: { phase } }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
