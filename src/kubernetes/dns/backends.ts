/** What stands behind a name: the addresses, ports and aliases from which records of every type are made. */
import type { Endpoint, EndpointPort, EndpointSlice } from '../api/endpointslice.ts';
import type { Service } from '../api/service.ts';
import { addressOfReverseName, parseAddress } from './address.ts';
import { parseClusterName, type NameParts } from './name.ts';
import type { DnsZone } from './zone.ts';

/** One thing that a name leads to. */
export interface Backend {
  /** An IP address, or the host name that the asked name is an alias of. */
  readonly host: string;
  /** -1 when nothing declares a port. */
  readonly port: number;
  /** The name that an SRV record gives to this backend. */
  readonly target: string;
}

/**
 * The backends of `name` below `origin` (the zone's name in the case of the question, with its trailing dot): none for a
 * name that exists without records, undefined for a name that does not exist.
 * Upstream: coredns plugin/kubernetes/kubernetes.go Records, findPods, findServices (1.13)
 */
export function findBackends(zone: DnsZone, name: string, origin: string): readonly Backend[] | undefined {
  const parts = parseClusterName(name.toLowerCase(), origin.toLowerCase());
  if (parts === 'apex') return [];
  if (parts === undefined || isReverseOrigin(origin) || !zone.namespaces.has(parts.namespace)) return undefined;
  if (parts.service === '') return [];
  if (parts.kind === 'pod') return podBackends(parts, origin);
  const key = `${parts.namespace}/${parts.service}`;
  const service = zone.services.get(key);
  if (service === undefined) return undefined;
  const backends = serviceBackends(service, zone.slices.get(key) ?? [], parts, origin);
  return backends.length === 0 ? undefined : backends;
}

/**
 * The names that an address belongs to: of the Service with that cluster IP, else of every ready endpoint with it.
 * Upstream: coredns plugin/kubernetes/reverse.go serviceRecordForIP (1.13)
 */
export function namesOfAddress(zone: DnsZone, address: string): readonly string[] {
  const domain = `${zone.clusterDomain}.`;
  for (const service of zone.services.values()) {
    if (clusterIPsOf(service).includes(address)) return [serviceName(service.metadata, domain)];
  }
  const names = new Set<string>();
  for (const [key, slices] of zone.slices) {
    const [namespace = '', name = ''] = key.split('/');
    for (const endpoint of slices.flatMap(readyEndpoints)) {
      if (!endpoint.addresses.includes(address)) continue;
      names.add(`${endpointHostname(endpoint, address)}.${serviceName({ name, namespace }, domain)}`);
    }
  }
  return [...names];
}

/** The address that a reverse name stands for and the names it has; undefined when it stands for no address. */
export function namesOfReverseName(zone: DnsZone, name: string): readonly string[] | undefined {
  const address = addressOfReverseName(name);
  return address === undefined ? undefined : namesOfAddress(zone, address);
}

/**
 * The Services that the answering server itself stands behind, by name and address, a headless one by those of its
 * endpoints; without any, its own addresses as `ns.dns`.
 * Upstream: coredns plugin/kubernetes/ns.go nsAddrs (1.13)
 */
export function nameServers(zone: DnsZone, origin: string): readonly { readonly name: string; readonly ip: string }[] {
  const servers = zone.serverIPs.flatMap((ip) =>
    Array.from(zone.slices).flatMap(([key, slices]) => {
      const service = zone.services.get(key);
      if (service === undefined) return [];
      const name = serviceName(service.metadata, origin);
      const own = slices
        .map(readyEndpoints)
        .filter((endpoints) => endpoints.some((each) => each.addresses.includes(ip)));
      if (service.spec.clusterIP !== 'None')
        return own.flatMap(() => clusterIPsOf(service).map((clusterIP) => ({ name, ip: clusterIP })));
      return own.flat().flatMap((endpoint) =>
        endpoint.addresses.map((address) => ({
          name: `${endpointHostname(endpoint, address)}.${name}`,
          ip: address,
        })),
      );
    }),
  );
  return servers.length === 0 ? zone.serverIPs.map((ip) => ({ name: `ns.dns.${origin}`, ip })) : servers;
}

/** Whether the zone is one of those for reverse lookups. */
export function isReverseOrigin(origin: string): boolean {
  return /^(in-addr|ip6)\.arpa\.$/i.test(origin);
}

/** `pods insecure`: any dashed address in a namespace that exists, whether such a Pod exists or not. */
function podBackends(parts: NameParts, origin: string): readonly Backend[] | undefined {
  const dashed = parts.service;
  const isIPv4 = dashed.split('-').length === 4 && !dashed.includes('--');
  const address = parseAddress(dashed.replaceAll('-', isIPv4 ? '.' : ':'));
  if (address === undefined) return undefined;
  return [{ host: address.text, port: 0, target: `${dashed}.${parts.namespace}.pod.${origin}` }];
}

function serviceBackends(
  service: Service,
  slices: readonly EndpointSlice[],
  parts: NameParts,
  origin: string,
): readonly Backend[] {
  const target = serviceName(service.metadata, origin);
  const { type, externalName = '' } = service.spec;
  if (type === 'ExternalName') {
    // An alias has neither endpoints nor ports of its own, and an address written as a name is no alias.
    const isPart = parts.endpoint !== '' || parts.port !== '' || parts.protocol !== '';
    if (isPart || parseAddress(externalName) !== undefined) return [];
    return [{ host: externalName, port: 0, target }];
  }
  if (parts.endpoint !== '' || service.spec.clusterIP === 'None') return endpointBackends(slices, parts, target);
  return (service.spec.ports ?? [])
    .filter((port) => matches(parts.port, port.name) && matches(parts.protocol, port.protocol))
    .flatMap((port) => clusterIPsOf(service).map((host) => ({ host, port: port.port, target })));
}

function endpointBackends(
  slices: readonly EndpointSlice[],
  parts: NameParts,
  serviceTarget: string,
): readonly Backend[] {
  const backends: Backend[] = [];
  for (const slice of slices) {
    const declared: readonly EndpointPort[] = slice.ports ?? [];
    const ports = (declared.length === 0 ? [{ port: -1 }] : declared).filter(
      (port: EndpointPort) => matches(parts.port, port.name) && matches(parts.protocol, port.protocol),
    );
    for (const endpoint of readyEndpoints(slice)) {
      for (const host of endpoint.addresses) {
        const hostname = endpointHostname(endpoint, host);
        if (!matches(parts.endpoint, hostname)) continue;
        const target = `${hostname}.${serviceTarget}`;
        for (const { port = -1 } of ports) backends.push({ host, port, target });
      }
    }
  }
  return backends;
}

/** Serving but terminating endpoints are not ready, and so have no names. */
function readyEndpoints(slice: EndpointSlice): readonly Endpoint[] {
  return (slice.endpoints ?? []).filter(isReady);
}

/** Whoever writes a slice by hand may leave the conditions out altogether. */
function isReady({ conditions }: Partial<Endpoint>): boolean {
  return conditions?.ready ?? true;
}

/** Upstream: coredns plugin/kubernetes/kubernetes.go endpointHostname (1.13) */
function endpointHostname(endpoint: Endpoint, address: string): string {
  if (endpoint.hostname !== undefined && endpoint.hostname !== '') return endpoint.hostname;
  if (address.includes('.')) return address.replaceAll('.', '-');
  const dashed = address.replaceAll(':', '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}

/** An empty wish matches everything. */
function matches(wanted: string, actual: string | undefined): boolean {
  return wanted === '' || wanted.toLowerCase() === (actual ?? '').toLowerCase();
}

function clusterIPsOf(service: Service): readonly string[] {
  const { clusterIP, clusterIPs } = service.spec;
  return (clusterIPs ?? (clusterIP === undefined ? [] : [clusterIP])).filter((ip) => ip !== 'None' && ip !== '');
}

function serviceName(service: { readonly name: string; readonly namespace?: string }, origin: string): string {
  return `${service.name}.${service.namespace ?? 'default'}.svc.${origin}`;
}
