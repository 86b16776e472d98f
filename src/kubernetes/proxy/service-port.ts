/** From Services to their ports, as kube-proxy sees them: where traffic enters and by which policy it leaves. */
import type { Protocol } from '../api/meta.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service, ServicePort } from '../api/service.ts';
import { isIPv4 } from '../net/address.ts';
import { parseIPv4CIDR, type IPv4Range } from '../net/range.ts';
import { buildEndpointsMap, type ProxyEndpoint } from './endpoints.ts';
import { compareServicePortNames, servicePortKey, type ServicePortName } from './service-port-name.ts';

/** Upstream: pkg/proxy/serviceport.go BaseServicePortInfo (v1.36), for IPv4. */
export interface ServicePortInfo {
  readonly name: ServicePortName;
  readonly clusterIP: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly nodePort?: number;
  readonly externalIPs: readonly string[];
  /** Load balancer addresses that packets reach unchanged (ipMode VIP). */
  readonly loadBalancerVIPs: readonly string[];
  /** Empty when every source is allowed. */
  readonly loadBalancerSourceRanges: readonly IPv4Range[];
  readonly healthCheckNodePort?: number;
  readonly isExternalPolicyLocal: boolean;
  readonly isInternalPolicyLocal: boolean;
  /** How long a client stays with its endpoint; undefined without session affinity. */
  readonly stickyMaxAgeSeconds?: number;
}

/** A service port with every endpoint that its slices list, whatever their condition. */
export interface ServicePortWithEndpoints {
  readonly info: ServicePortInfo;
  readonly endpoints: readonly ProxyEndpoint[];
}

/**
 * All service ports that kube-proxy serves, sorted by name then protocol, with their endpoints. Headless and
 * ExternalName Services, those left to another proxy, and those without an IPv4 clusterIP are skipped.
 */
export function buildServicePorts(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  nodeName: string,
): readonly ServicePortWithEndpoints[] {
  const endpoints = buildEndpointsMap(slices, nodeName);
  return services
    .flatMap(toServicePorts)
    .sort((a, b) => compareServicePortNames(a.name, b.name))
    .map((info) => ({ info, endpoints: endpoints.get(servicePortKey(info.name)) ?? [] }));
}

/** Whether it can be reached by anything but its clusterIP. Upstream: pkg/proxy/serviceport.go (v1.36). */
export function isExternallyAccessible(info: ServicePortInfo): boolean {
  return info.nodePort !== undefined || info.loadBalancerVIPs.length > 0 || info.externalIPs.length > 0;
}

/**
 * Whether any of its traffic goes by the Cluster policy. External traffic always may: what comes from inside the
 * cluster takes the short cut past externalTrafficPolicy Local. Upstream: pkg/proxy/serviceport.go (v1.36).
 */
export function usesClusterEndpoints(info: ServicePortInfo): boolean {
  return !info.isInternalPolicyLocal || isExternallyAccessible(info);
}

/** Whether any of its traffic goes by the Local policy. Upstream: pkg/proxy/serviceport.go (v1.36). */
export function usesLocalEndpoints(info: ServicePortInfo): boolean {
  return info.isInternalPolicyLocal || (info.isExternalPolicyLocal && isExternallyAccessible(info));
}

/**
 * The ports of one Service, none when kube-proxy has nothing to do with it.
 * Upstream: pkg/proxy/servicechangetracker.go serviceToServiceMap, pkg/proxy/util ShouldSkipService (v1.36).
 */
export function toServicePorts(service: Service): readonly ServicePortInfo[] {
  const { spec, metadata } = service;
  if (spec.type === 'ExternalName' || spec.clusterIP === 'None') return [];
  if (metadata.labels?.['service.kubernetes.io/service-proxy-name'] !== undefined) return [];
  if (metadata.labels?.['service.kubernetes.io/headless'] !== undefined) return [];
  const clusterIP = [...(spec.clusterIPs ?? []), ...(spec.clusterIP === undefined ? [] : [spec.clusterIP])].find(
    isIPv4,
  );
  if (clusterIP === undefined) return [];
  return (spec.ports ?? []).map((port) => toServicePortInfo(service, port, clusterIP));
}

/** Upstream: pkg/proxy/serviceport.go newBaseServiceInfo (v1.36). */
function toServicePortInfo(service: Service, port: ServicePort, clusterIP: string): ServicePortInfo {
  const { spec, metadata } = service;
  const isExternalPolicyLocal = acceptsExternalTraffic(service) && spec.externalTrafficPolicy === 'Local';
  const healthCheckNodePort =
    spec.type === 'LoadBalancer' && isExternalPolicyLocal ? positive(spec.healthCheckNodePort) : undefined;
  const nodePort = positive(port.nodePort);
  return {
    name: {
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      port: port.name ?? '',
      protocol: port.protocol,
    },
    clusterIP,
    port: port.port,
    protocol: port.protocol,
    ...(nodePort === undefined ? {} : { nodePort }),
    externalIPs: (spec.externalIPs ?? []).filter(isIPv4),
    loadBalancerVIPs: loadBalancerVIPs(service),
    loadBalancerSourceRanges: sourceRanges(spec.loadBalancerSourceRanges ?? []),
    ...(healthCheckNodePort === undefined ? {} : { healthCheckNodePort }),
    isExternalPolicyLocal,
    isInternalPolicyLocal: spec.internalTrafficPolicy === 'Local',
    ...(spec.sessionAffinity === 'ClientIP'
      ? { stickyMaxAgeSeconds: spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800 }
      : {}),
  };
}

/** Upstream: pkg/api/v1/service/util.go ExternallyAccessible (v1.36). */
function acceptsExternalTraffic({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' || spec.type === 'NodePort' || (spec.externalIPs ?? []).length > 0;
}

function loadBalancerVIPs(service: Service): readonly string[] {
  return (service.status?.loadBalancer?.ingress ?? []).flatMap(({ ip, ipMode }) =>
    ip !== undefined && isIPv4(ip) && ipMode !== 'Proxy' ? [ip] : [],
  );
}

/** Validation lets a range have spaces around it. A range of every address is as good as none. */
function sourceRanges(texts: readonly string[]): readonly IPv4Range[] {
  const ranges = texts.flatMap((text) => {
    const range = parseIPv4CIDR(text.trim());
    return range === undefined ? [] : [range];
  });
  return ranges.some((range) => range.mask === 0) ? [] : ranges;
}

function positive(port: number | undefined): number | undefined {
  return port === undefined || port === 0 ? undefined : port;
}
