/** Which nodes a cloud load balancer sends to. */
import type { Node } from '../api/node.ts';

const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';
/** Put on a node that the cluster autoscaler is about to take away. */
const TO_BE_DELETED = 'ToBeDeletedByClusterAutoscaler';
/** Upstream: Go's strconv.ParseBool. */
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * Whether the node belongs to the load balancers: readiness and cordon do not matter.
 * Upstream: cloud-provider/controllers/service/controller.go stableNodeSetPredicates (v1.36).
 */
export function isLoadBalancerHost(node: Node): boolean {
  return node.metadata.deletionTimestamp === undefined && !isExcluded(node) && !isToBeDeleted(node);
}

/**
 * Whether a change of the node is a reason to look at the nodes of all load balancers again; the taint alone is none.
 * Upstream: cloud-provider/controllers/service/controller.go shouldSyncUpdatedNode (v1.36).
 */
export function isHostChange(node: Node, previous: Node): boolean {
  return isExcluded(node) !== isExcluded(previous) || node.spec.providerID !== previous.spec.providerID;
}

/**
 * Whether kube-proxy's /healthz wants connections sent to the node: those of a node that goes away are not.
 * Upstream: pkg/proxy/healthcheck/proxy_health.go NodeEligible (v1.36).
 */
export function isEligible(node: Node): boolean {
  return node.metadata.deletionTimestamp === undefined && !isToBeDeleted(node);
}

function isExcluded({ metadata: { labels } }: Node): boolean {
  const label = labels?.[EXCLUDE_LABEL];
  return label !== undefined && !FALSE.has(label);
}

function isToBeDeleted({ spec: { taints } }: Node): boolean {
  return taints?.some(({ key }) => key === TO_BE_DELETED) ?? false;
}
