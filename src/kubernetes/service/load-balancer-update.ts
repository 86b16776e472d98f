/** What of a Service concerns its load balancer. */
import type { Service } from '../api/service.ts';

type Printable = string | number | readonly string[] | undefined;

/** Keeps the Service until its load balancer is gone. */
export const LOAD_BALANCER_FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

/** An Event that the service controller writes about a change. */
export interface LoadBalancerNews {
  readonly reason: string;
  readonly message: string;
}

/** Whether the default controller makes a load balancer for it. Upstream: service controller's wantsLoadBalancer (v1.36). */
export function wantsLoadBalancer({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;
}

/** Whether a load balancer has to be removed. Upstream: service controller's needsCleanup (v1.36). */
export function needsCleanup({ metadata, spec }: Service): boolean {
  if (metadata.finalizers?.includes(LOAD_BALANCER_FINALIZER) !== true) return false;
  return metadata.deletionTimestamp !== undefined || spec.type !== 'LoadBalancer';
}

/**
 * What the change of a Service means for its load balancer: undefined, nothing; else it has to be looked at, and the news are
 * what is to be said of it.
 * Upstream: cloud-provider/controllers/service/controller.go needsUpdate (v1.36).
 */
export function loadBalancerUpdate(before: Service, now: Service): readonly LoadBalancerNews[] | undefined {
  const [wanted, wants] = [wantsLoadBalancer(before), wantsLoadBalancer(now)];
  if (!wanted && !wants) return undefined;
  const [was, is] = [before.spec, now.spec];
  const said = (reason: string, old: Printable, fresh: Printable): readonly LoadBalancerNews[] => [
    { reason, message: `${toGo(old)} -> ${toGo(fresh)}` },
  ];
  if (wanted !== wants) return said('Type', was.type, is.type);
  const differs = (left: unknown, right: unknown): boolean => JSON.stringify(left) !== JSON.stringify(right);
  if (differs(was.loadBalancerSourceRanges, is.loadBalancerSourceRanges))
    return said('LoadBalancerSourceRanges', was.loadBalancerSourceRanges ?? [], is.loadBalancerSourceRanges ?? []);
  const isOtherwise = (['ports', 'sessionAffinity', 'sessionAffinityConfig'] as const).some((field) =>
    differs(was[field], is[field]),
  );
  if (isOtherwise) return [];
  if (differs(was.loadBalancerIP, is.loadBalancerIP))
    return said('LoadbalancerIP', was.loadBalancerIP, is.loadBalancerIP);
  const [oldIPs, newIPs] = [was.externalIPs ?? [], is.externalIPs ?? []];
  if (oldIPs.length !== newIPs.length)
    return [{ reason: 'ExternalIP', message: `Count: ${oldIPs.length} -> ${newIPs.length}` }];
  const added = newIPs.find((ip, index) => ip !== oldIPs[index]);
  if (added !== undefined) return [{ reason: 'ExternalIP', message: `Added: ${added}` }];
  if (differs(before.metadata.annotations, now.metadata.annotations)) return [];
  if (was.externalTrafficPolicy !== is.externalTrafficPolicy)
    return said('ExternalTrafficPolicy', was.externalTrafficPolicy, is.externalTrafficPolicy);
  if (was.healthCheckNodePort !== is.healthCheckNodePort)
    return said('HealthCheckNodePort', was.healthCheckNodePort ?? 0, is.healthCheckNodePort ?? 0);
  return undefined;
}

/** A value as Go's `%v` prints it. */
function toGo(value: Printable): string {
  return typeof value === 'object' ? `[${value.join(' ')}]` : String(value ?? '');
}
