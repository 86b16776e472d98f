/** How badly a zone is hit, by which the node lifecycle controller decides how fast it empties nodes there. */
import type { Node } from '../api/node.ts';

/** The state of one zone. */
export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Upstream: pkg/controller/nodelifecycle/config/v1alpha1 UnhealthyZoneThreshold (v1.36). */
const UNHEALTHY_ZONE_THRESHOLD = 0.55;
/** With more nodes than these a partly disrupted zone evicts slowly, with fewer not at all. Upstream: LargeClusterSizeThreshold (v1.36). */
const LARGE_CLUSTER_SIZE = 50;
/** Nodes per second. Upstream: NodeEvictionRate, SecondaryNodeEvictionRate (v1.36). */
const EVICTION_RATE = 0.1;
const SECONDARY_EVICTION_RATE = 0.01;

/**
 * The state of a zone of so many nodes, some of which are not ready.
 * Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go ComputeZoneState (v1.36).
 */
export function computeZoneState(nodes: number, notReady: number): ZoneState {
  if (notReady > 0 && notReady === nodes) return 'FullDisruption';
  return notReady > 2 && notReady / nodes >= UNHEALTHY_ZONE_THRESHOLD ? 'PartialDisruption' : 'Normal';
}

/**
 * How many nodes a second are emptied in a zone in this state; a zone that is down altogether is emptied at the usual rate as
 * long as another one is not.
 * Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go setLimiterInZone, ReducedQPSFunc, HealthyQPSFunc (v1.36).
 */
export function evictionRate(state: ZoneState, nodes: number): number {
  if (state !== 'PartialDisruption') return EVICTION_RATE;
  return nodes > LARGE_CLUSTER_SIZE ? SECONDARY_EVICTION_RATE : 0;
}

/** The name of the node's zone. Upstream: k8s.io/component-helpers/node/topology GetZoneKey (v1.36). */
export function zoneOf({ metadata: { labels } }: Node): string {
  return `${labels?.['topology.kubernetes.io/region'] ?? ''}:${labels?.['topology.kubernetes.io/zone'] ?? ''}`;
}
