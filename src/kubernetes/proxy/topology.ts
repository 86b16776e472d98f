/** Which endpoints of a service port this node may send traffic to. */
import type { ProxyEndpoint } from './endpoints.ts';
import { compareText } from './service-port-name.ts';

/** Where this node stands. */
export interface ProxyTopology {
  readonly nodeName: string;
  /** The node's topology.kubernetes.io/zone label. */
  readonly zone?: string;
}

/** Which policies the service port's traffic goes by. */
export interface EndpointUse {
  readonly usesClusterEndpoints: boolean;
  readonly usesLocalEndpoints: boolean;
}

/** The endpoints by policy. */
export interface CategorizedEndpoints {
  /** For traffic under the Cluster policy; empty when none goes by it. */
  readonly clusterEndpoints: readonly ProxyEndpoint[];
  /** For traffic under the Local policy; empty when none goes by it. */
  readonly localEndpoints: readonly ProxyEndpoint[];
  /** The union of both, sorted by `address:port`. */
  readonly allReachableEndpoints: readonly ProxyEndpoint[];
  /** Whether there is a usable endpoint anywhere in the cluster, within reach of this node's policy or not. */
  readonly hasAnyEndpoints: boolean;
}

/**
 * Sorts the endpoints by traffic policy. Each policy falls back to serving terminating endpoints on its own when it
 * finds none ready; hints narrow the Cluster policy alone.
 * Upstream: pkg/proxy/topology.go CategorizeEndpoints (v1.36).
 */
export function categorizeEndpoints(
  endpoints: readonly ProxyEndpoint[],
  use: EndpointUse,
  topology: ProxyTopology,
): CategorizedEndpoints {
  const clusterEndpoints = use.usesClusterEndpoints ? usableForCluster(endpoints, topology) : [];
  if (!use.usesLocalEndpoints) {
    return {
      clusterEndpoints,
      localEndpoints: [],
      allReachableEndpoints: clusterEndpoints,
      hasAnyEndpoints: clusterEndpoints.length > 0,
    };
  }
  const localEndpoints = readyOrServingTerminating(endpoints.filter((endpoint) => endpoint.isLocal));
  return {
    clusterEndpoints,
    localEndpoints,
    allReachableEndpoints: union(clusterEndpoints, localEndpoints),
    hasAnyEndpoints: readyOrServingTerminating(endpoints).length > 0,
  };
}

function usableForCluster(endpoints: readonly ProxyEndpoint[], topology: ProxyTopology): readonly ProxyEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.isReady);
  return ready.length > 0 ? preferredByHints(ready, topology) : readyOrServingTerminating(endpoints);
}

function readyOrServingTerminating(endpoints: readonly ProxyEndpoint[]): readonly ProxyEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.isReady);
  if (ready.length > 0) return ready;
  return endpoints.filter((endpoint) => endpoint.isServing && endpoint.isTerminating);
}

/**
 * Hints count only when every ready endpoint has them, and when one of them names this node (or else this zone): a
 * preference never leaves a node without endpoints. Upstream: pkg/proxy/topology.go topologyModeFromHints (v1.36).
 */
function preferredByHints(ready: readonly ProxyEndpoint[], topology: ProxyTopology): readonly ProxyEndpoint[] {
  const { nodeName, zone } = topology;
  if (ready.every((endpoint) => endpoint.nodeHints.length > 0)) {
    const sameNode = ready.filter((endpoint) => endpoint.nodeHints.includes(nodeName));
    if (sameNode.length > 0) return sameNode;
  }
  if (zone !== undefined && ready.every((endpoint) => endpoint.zoneHints.length > 0)) {
    const sameZone = ready.filter((endpoint) => endpoint.zoneHints.includes(zone));
    if (sameZone.length > 0) return sameZone;
  }
  return ready;
}

function union(a: readonly ProxyEndpoint[], b: readonly ProxyEndpoint[]): readonly ProxyEndpoint[] {
  const byText = new Map([...a, ...b].map((endpoint) => [endpoint.text, endpoint]));
  return Array.from(byText.values()).sort((x, y) => compareText(x.text, y.text));
}
