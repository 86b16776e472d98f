/** The conditions of a node: as its kubelet reports them, and as the controller writes them when it is silent. */
import type { Condition } from '../api/meta.ts';
import type { Node } from '../api/node.ts';

/** What a kubelet reports when all is well. Upstream: pkg/kubelet/nodestatus/setters.go (v1.36). */
const HEALTHY: readonly Condition[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

/** In the order in which the controller looks at them. Upstream: tryUpdateNodeHealth nodeConditionTypes (v1.36). */
const WATCHED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** The conditions of a node whose kubelet first reports at `now`, RFC 3339 text, that all is well. */
export function healthyConditions(now: string): readonly Condition[] {
  return HEALTHY.map((condition) => ({ ...condition, lastHeartbeatTime: now, lastTransitionTime: now }));
}

/**
 * The conditions of a node whose kubelet has been silent for too long.
 * Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth (v1.36).
 */
export function unknownConditions({ metadata, status }: Node, now: string): readonly Condition[] {
  const known = (status.conditions ?? []).map((condition): Condition => {
    if (!WATCHED.includes(condition.type) || condition.status === 'Unknown') return condition;
    return {
      ...condition,
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: now,
    };
  });
  const missing = WATCHED.filter((type) => !known.some((condition) => condition.type === type));
  const never = missing.map((type): Condition => {
    const lastHeartbeatTime = metadata.creationTimestamp ?? now;
    return {
      type,
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
      lastHeartbeatTime,
      lastTransitionTime: now,
    };
  });
  return [...known, ...never];
}

/** The node's Ready condition, if it has one. */
export function readyCondition(node: Node): Condition | undefined {
  return node.status.conditions?.find(({ type }) => type === 'Ready');
}
