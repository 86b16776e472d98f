/** From Services to their ports, as kube-proxy sees them: where traffic enters and by which policy it leaves. */
import type { Protocol } from '../api/meta.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service, ServicePort, ServiceSpec } from '../api/service.ts';
import { isIPv6 } from '../net/address.ts';
import type { IPv4Range } from '../net/range.ts';
import { buildEndpointsMap, serviceNameOf, type ProxyEndpoint } from './endpoints.ts';
import { readIPv4, readIPv4CIDR } from './lenient-address.ts';
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
  /** Where there are any: endpoints that the slices list for ports that the Service does not have. Nothing is sent there. */
  readonly unclaimedEndpoints?: readonly ProxyEndpoint[];
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
  const byService = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const name = serviceNameOf(slice);
    const known = byService.get(name);
    if (known === undefined) byService.set(name, [slice]);
    else known.push(slice);
  }
  return services
    .flatMap((service) => portsWithEndpoints(service, byService.get(objectName(service)) ?? [], nodeName))
    .sort((a, b) => compareServicePortNames(a.info.name, b.info.name));
}

/** The ports of one Service with the endpoints that its slices list; nobody's are local when `nodeName` is empty. */
export function portsWithEndpoints(
  service: Service,
  slices: readonly EndpointSlice[],
  nodeName: string,
): readonly ServicePortWithEndpoints[] {
  const infos = toServicePorts(service);
  if (infos.length === 0) return [];
  const byPort = buildEndpointsMap(slices, nodeName);
  const keys = new Set(infos.map(({ name }) => servicePortKey(name)));
  const unclaimed = Array.from(byPort).flatMap(([key, endpoints]) => (keys.has(key) ? [] : endpoints));
  return infos.map((info) => ({
    info,
    endpoints: byPort.get(servicePortKey(info.name)) ?? [],
    ...(unclaimed.length === 0 ? {} : { unclaimedEndpoints: unclaimed }),
  }));
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
  const clusterIP = ipv4ClusterIP(spec);
  if (clusterIP === undefined) return [];
  return (spec.ports ?? []).map((port) => toServicePortInfo(service, port, clusterIP));
}

/** Upstream: pkg/proxy/util/utils.go GetClusterIPByFamily (v1.36). */
function ipv4ClusterIP({ clusterIP = '', clusterIPs = [], ipFamilies = [] }: ServiceSpec): string | undefined {
  if (clusterIP === '') return undefined;
  if (ipFamilies.length > 0) return readIPv4(clusterIPs[ipFamilies.indexOf('IPv4')] ?? '');
  return isIPv6(clusterIP) ? undefined : readIPv4(clusterIP);
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
    externalIPs: (spec.externalIPs ?? []).map(readIPv4).filter((address) => address !== undefined),
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
  return (service.status?.loadBalancer?.ingress ?? [])
    .filter(({ ipMode }) => ipMode !== 'Proxy')
    .map(({ ip = '' }) => readIPv4(ip))
    .filter((address) => address !== undefined);
}

/** A range of every address is as good as none. */
function sourceRanges(texts: readonly string[]): readonly IPv4Range[] {
  const ranges = texts.map(readIPv4CIDR).filter((range) => range !== undefined);
  return ranges.some((range) => range.mask === 0) ? [] : ranges;
}

function objectName({ metadata }: Service): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function positive(port: number | undefined): number | undefined {
  return port === undefined || port === 0 ? undefined : port;
}
