/** The taints that follow from a node's conditions and from being cordoned. */
import type { Node, Taint } from '../api/node.ts';
import { readyCondition } from './node-conditions.ts';

const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Upstream: pkg/controller/nodelifecycle nodeConditionToTaintKeyStatusMap (v1.36). */
const KEYS: Readonly<Record<string, string>> = {
  'Ready False': NOT_READY,
  'Ready Unknown': UNREACHABLE,
  'MemoryPressure True': 'node.kubernetes.io/memory-pressure',
  'DiskPressure True': 'node.kubernetes.io/disk-pressure',
  'NetworkUnavailable True': 'node.kubernetes.io/network-unavailable',
  'PIDPressure True': 'node.kubernetes.io/pid-pressure',
};
const OWN: ReadonlySet<string> = new Set([...Object.values(KEYS), UNSCHEDULABLE]);

/** Taints to be put on a node and to be taken off it. */
export interface TaintChange {
  readonly add: readonly Taint[];
  readonly remove: readonly Taint[];
}

/**
 * What has to change in the NoSchedule taints so that they say what the node's conditions and its spec say.
 * Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoScheduleTaintingPass (v1.36).
 */
export function noScheduleChange(node: Node): TaintChange {
  const keys = (node.status.conditions ?? []).flatMap(({ type, status }) => KEYS[`${type} ${status}`] ?? []);
  if (node.spec.unschedulable === true) keys.push(UNSCHEDULABLE);
  const present = (node.spec.taints ?? []).filter(({ key, effect }) => effect === 'NoSchedule' && OWN.has(key));
  return {
    add: keys
      .filter((key) => !present.some((taint) => taint.key === key))
      .map((key) => ({ key, effect: 'NoSchedule' as const })),
    remove: present.filter(({ key }) => !keys.includes(key)),
  };
}

/**
 * The NoExecute taint that a node in this condition is to have, and the one that it must not have beside it; undefined for a
 * ready node. Upstream: doNoExecuteTaintingPass (v1.36).
 */
export function noExecuteChange(node: Node): TaintChange | undefined {
  const status = readyCondition(node)?.status;
  if (status !== 'False' && status !== 'Unknown') return undefined;
  const [key, opposite] = status === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
  return { add: [{ key, effect: 'NoExecute' }], remove: [{ key: opposite, effect: 'NoExecute' }] };
}

/** The NoExecute taints that a node which is reachable again loses. Upstream: markNodeAsReachable (v1.36). */
export const REACHABLE_AGAIN: TaintChange = {
  add: [],
  remove: [
    { key: UNREACHABLE, effect: 'NoExecute' },
    { key: NOT_READY, effect: 'NoExecute' },
  ],
};

/** Whether the node has a taint of this key and effect. */
export function hasTaint(node: Node, { key, effect }: Taint): boolean {
  return node.spec.taints?.some((taint) => taint.key === key && taint.effect === effect) ?? false;
}

/** The node with other taints; undefined when it has none to lose and none to get. `now` is RFC 3339 text. */
export function withTaints(node: Node, { add, remove }: TaintChange, now: string): Node | undefined {
  const missing = add.filter((taint) => !hasTaint(node, taint));
  const kept = (node.spec.taints ?? []).filter(
    ({ key, effect }) => !remove.some((taint) => taint.key === key && taint.effect === effect),
  );
  if (missing.length === 0 && kept.length === (node.spec.taints ?? []).length) return undefined;
  const { taints: _before, ...spec } = node.spec;
  const taints = [...kept, ...missing.map((taint) => ({ ...taint, timeAdded: now }))];
  return { ...node, spec: taints.length === 0 ? spec : { ...spec, taints } };
}
