/** How badly a zone is hit, by which the node lifecycle controller decides whether pods are evicted there. */
import { isNodeReady, type Node } from '../api/node.ts';

/** The state of one zone. */
export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Upstream: pkg/controller/nodelifecycle/config/v1alpha1 UnhealthyZoneThreshold (v1.36). */
const UNHEALTHY_ZONE_THRESHOLD = 0.55;
/** With more nodes than these a partly disrupted zone evicts slowly, with fewer not at all. Upstream: LargeClusterSizeThreshold (v1.36). */
const LARGE_CLUSTER_SIZE = 50;

/**
 * The state of a zone with these nodes.
 * Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go ComputeZoneState (v1.36).
 */
export function computeZoneState(nodes: readonly Node[]): ZoneState {
  const notReady = nodes.filter((node) => !isNodeReady(node)).length;
  if (notReady > 0 && notReady === nodes.length) return 'FullDisruption';
  return notReady > 2 && notReady / nodes.length >= UNHEALTHY_ZONE_THRESHOLD ? 'PartialDisruption' : 'Normal';
}

/**
 * The nodes from which pods may be evicted now. None when every zone is down, for then the fault is likely the controller's own; none
 * of a small zone that has lost most of its nodes.
 * Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go handleDisruption, ReducedQPSFunc (v1.36).
 */
export function evictableNodes(nodes: readonly Node[]): readonly Node[] {
  const zones = new Map<string, Node[]>();
  for (const node of nodes) {
    const zone = zones.get(zoneKey(node)) ?? [];
    zones.set(zoneKey(node), [...zone, node]);
  }
  const states = new Map([...zones].map(([key, members]) => [key, computeZoneState(members)]));
  if ([...states.values()].every((state) => state === 'FullDisruption')) return [];
  return nodes.filter((node) => {
    const key = zoneKey(node);
    return states.get(key) !== 'PartialDisruption' || (zones.get(key) ?? []).length > LARGE_CLUSTER_SIZE;
  });
}

/** Upstream: k8s.io/component-helpers/node/topology GetZoneKey (v1.36). */
function zoneKey({ metadata: { labels } }: Node): string {
  return `${labels?.['topology.kubernetes.io/region'] ?? ''}:${labels?.['topology.kubernetes.io/zone'] ?? ''}`;
}
