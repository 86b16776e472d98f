/** How a node shows that it lives: its Lease every ten seconds, its status when it changes or every five minutes. */
import type { Condition } from '../../kubernetes/api/meta.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { LEASE_DURATION_SECONDS, NODE_STATUS_REPORT } from '../constants.ts';
import { toMicroTimestamp, toTimestamp } from '../apiserver/timestamp.ts';
import type { KubeletCore, NodeState } from './core.ts';

type Finding = readonly [type: string, status: 'True' | 'False', reason: string, message: string];

/** Upstream: pkg/kubelet/nodestatus/setters.go (v1.36). Simplified: [SIM-62] no node is ever short of memory, disk or processes. */
const HEALTHY: readonly Finding[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
];
const READY: Finding = ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'];
const SHUTTING_DOWN: Finding = ['Ready', 'False', 'KubeletNotReady', 'node is shutting down'];

/** Renews the node's Lease and tells its status where there is something to tell; a node that is cut off can do neither. */
export function beat(core: KubeletCore, node: NodeState): void {
  if (!core.hosts.isReachable(node.name)) return;
  renewLease(core, node.name);
  postStatus(core, node);
}

function renewLease({ machine }: KubeletCore, name: string): void {
  const { store } = machine.api;
  store.put({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...store.get('Lease', `kube-node-lease/${name}`)?.metadata, name, namespace: 'kube-node-lease' },
    spec: {
      holderIdentity: name,
      leaseDurationSeconds: LEASE_DURATION_SECONDS,
      renewTime: toMicroTimestamp(machine.now),
    },
  });
}

/** Upstream: pkg/kubelet/kubelet_node_status.go tryUpdateNodeStatus (v1.36). */
export function postStatus({ machine, hosts, fixed }: KubeletCore, node: NodeState): void {
  const stored = machine.api.store.get('Node', node.name);
  if (stored === undefined || !hosts.isReachable(node.name)) return;
  const findings = [...HEALTHY, node.isShuttingDown ? SHUTTING_DOWN : READY];
  const isDue = machine.now - node.reportedAt >= NODE_STATUS_REPORT;
  if (!isDue && findings.every((finding) => isTold(stored, finding))) return;
  node.reportedAt = machine.now;
  const wasReady = conditionOf(stored, 'Ready')?.status;
  const others = (stored.status.conditions ?? []).filter(({ type }) => findings.every(([own]) => own !== type));
  const now = toTimestamp(machine.now);
  const own = findings.map(([type, status, reason, message]): Condition => {
    const before = conditionOf(stored, type);
    const since = before?.status === status ? (before.lastTransitionTime ?? now) : now;
    return { type, status, reason, message, lastHeartbeatTime: now, lastTransitionTime: since };
  });
  machine.api.store.put({ ...stored, status: { ...stored.status, conditions: [...others, ...own] } });
  const isReady = !node.isShuttingDown;
  if (fixed !== undefined || wasReady === undefined || (wasReady === 'True') === isReady) return;
  const reason = isReady ? 'NodeReady' : 'NodeNotReady';
  const message = `Node ${node.name} status is now: ${reason}`;
  machine.recordEvent({ source: 'kubelet', host: node.name, regarding: stored, type: 'Normal', reason, message });
}

function isTold(node: Node, [type, status, reason, message]: Finding): boolean {
  const told = conditionOf(node, type);
  return told?.status === status && told.reason === reason && told.message === message;
}

function conditionOf(node: Node, type: string): Condition | undefined {
  return node.status.conditions?.find((condition) => condition.type === type);
}
