/** What kube-proxy tells a load balancer that asks whether this node can answer for a Service. */
import type { ServicePortWithEndpoints } from './service-port.ts';

/** The answer of one healthCheckNodePort. */
export interface ServiceHealth {
  readonly namespace: string;
  readonly name: string;
  readonly healthCheckNodePort: number;
  /** How many endpoints of its slices on this node are ready, each address counted once, whatever their ports. */
  readonly localEndpoints: number;
  /** The HTTP status: 200 with local endpoints, 503 without. */
  readonly status: 200 | 503;
}

/**
 * One answer for each Service with a healthCheckNodePort, in the order of the service ports. Terminating endpoints do
 * not count, though traffic may still fall back to them: the load balancer is to look for another node.
 * Upstream: pkg/proxy/healthcheck/service_health.go, pkg/proxy/endpointschangetracker.go LocalReadyEndpoints (v1.36).
 * Whether kube-proxy itself is healthy, which is asked first, is not this rule's business.
 */
export function serviceHealth(servicePorts: readonly ServicePortWithEndpoints[]): readonly ServiceHealth[] {
  const byService = new Map<string, ServiceHealth>();
  for (const { info } of servicePorts) {
    const { namespace, name } = info.name;
    const key = `${namespace}/${name}`;
    if (info.healthCheckNodePort === undefined || byService.has(key)) continue;
    const localEndpoints = countLocalReady(servicePorts, namespace, name);
    byService.set(key, {
      namespace,
      name,
      healthCheckNodePort: info.healthCheckNodePort,
      localEndpoints,
      status: localEndpoints > 0 ? 200 : 503,
    });
  }
  return Array.from(byService.values());
}

function countLocalReady(servicePorts: readonly ServicePortWithEndpoints[], namespace: string, name: string): number {
  const addresses = servicePorts
    .filter(({ info }) => info.name.namespace === namespace && info.name.name === name)
    .flatMap(({ endpoints, unclaimedEndpoints = [] }) => [...endpoints, ...unclaimedEndpoints])
    .filter((endpoint) => endpoint.isLocal && endpoint.isReady)
    .map((endpoint) => endpoint.address);
  return new Set(addresses).size;
}
