/** What the scheduler remembers: each node's load, counted pod by pod as they come and go. What never changes is frozen. */
import type { Node } from '../kubernetes/api/node.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import { countPod, makeNodeInfo, type NodeInfo, setNode } from '../kubernetes/scheduler/node-info.ts';
import { podDemand, type PodDemand } from '../kubernetes/scheduler/pod-demand.ts';
import { controllerOf } from './ownership.ts';

interface Placed {
  readonly node: string;
  readonly demand: PodDemand;
  /** The uid of the pod's controller, unless the pod is on its way out. */
  readonly sibling: string | undefined;
}

/** Upstream: pkg/scheduler/backend/cache (v1.36). */
export class SchedulerCache {
  /** Nodes, and names that pods are bound to and no Node has. */
  private readonly infos = new Map<string, NodeInfo>();
  private readonly present = new Set<string>();
  private readonly placed = new Map<string, Placed>();
  /** How many pods a controller has on each node: by its uid and the node's id. */
  private readonly bySibling = new Map<string, Map<number, number>>();
  private ordered: readonly NodeInfo[] | undefined;
  private made = 0;
  /** Goes up whenever a decision may come out differently than before. */
  version = 0;

  /** The nodes with their loads, by name. */
  get nodes(): readonly NodeInfo[] {
    this.ordered ??= [...this.present].toSorted().flatMap((name) => this.infos.get(name) ?? []);
    return this.ordered;
  }

  /** The node with its load; undefined when there is none of that name. */
  node(name: string): NodeInfo | undefined {
    return this.present.has(name) ? this.infos.get(name) : undefined;
  }

  /** How many pods of the pod's controller each node has, by the node's id. */
  siblingsOf(pod: Pod): ReadonlyMap<number, number> | undefined {
    const uid = controllerOf(pod.metadata)?.uid;
    return uid === undefined ? undefined : this.bySibling.get(uid);
  }

  /** Takes over what a Node object says, or that it is gone. Returns whether a pod might fit now that did not before. */
  setNode(name: string, node: Node | undefined, previous: Node | undefined): boolean {
    if (node !== undefined && previous !== undefined && !isRelevant(node, previous)) return false;
    this.version += 1;
    if (node === undefined) this.present.delete(name);
    else {
      setNode(this.info(name), node);
      this.present.add(name);
    }
    if (node === undefined || previous === undefined) this.ordered = undefined;
    this.tidy(name);
    return node !== undefined;
  }

  /** Takes over a pod as it is now, or that it is gone. Returns the node that has become emptier by it. */
  setPod(key: string, pod: Pod | undefined): string | undefined {
    const before = this.placed.get(key);
    const node = pod === undefined || hasEnded(pod) ? undefined : pod.spec.nodeName;
    if (before === undefined && node === undefined) return undefined;
    const isLeaving = pod?.metadata.deletionTimestamp !== undefined;
    const sibling = pod === undefined || isLeaving ? undefined : controllerOf(pod.metadata)?.uid;
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
    const info = this.info(node);
    countPod(info, demand, by);
    if (sibling !== undefined) this.countSibling(sibling, info.id, by);
    this.tidy(node);
  }

  private countSibling(uid: string, node: number, by: 1 | -1): void {
    const counts = this.bySibling.get(uid) ?? new Map<number, number>();
    const count = (counts.get(node) ?? 0) + by;
    if (count === 0) counts.delete(node);
    else counts.set(node, count);
    if (counts.size === 0) this.bySibling.delete(uid);
    else this.bySibling.set(uid, counts);
  }

  private info(name: string): NodeInfo {
    const known = this.infos.get(name);
    if (known !== undefined) return known;
    const made = makeNodeInfo(++this.made, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec: {},
      status: {},
    });
    this.infos.set(name, made);
    return made;
  }

  /** Forgets what is neither a node nor has pods. */
  private tidy(name: string): void {
    if (!this.present.has(name) && this.infos.get(name)?.pods === 0) this.infos.delete(name);
  }
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
