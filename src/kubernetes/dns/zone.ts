/** What CoreDNS knows: Services, EndpointSlices and namespaces from its watches, and the outside names it can ask for. */
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service } from '../api/service.ts';
import type { RecordType } from './message.ts';
import { toFqdn } from './message.ts';

/** A record of the world outside; `ttl` in seconds, 120 when absent. */
export interface UpstreamRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly data: string;
  readonly ttl?: number;
}

/** Outside records by lower-case name with its trailing dot. */
export type Upstream = ReadonlyMap<string, readonly UpstreamRecord[]>;

/**
 * The view that answers are made from. The maps are only looked up, never copied: a caller that keeps them up to date
 * as objects change may hand over its own and need not build anew.
 */
export interface DnsZone {
  /** Without a trailing dot, such as `cluster.local`. */
  readonly clusterDomain: string;
  /** Seconds; the Corefile's `ttl`. */
  readonly ttl: number;
  /** The serial number in SOA records. CoreDNS uses the time of the last change it saw. */
  readonly serial: number;
  /** Whether the first listing has arrived; before that an unknown name is a server failure. */
  readonly isSynced: boolean;
  /** Addresses of the pod that answers; through them it finds the Service that it stands behind. */
  readonly serverIPs: readonly string[];
  /** By `namespace/name`. */
  readonly services: ReadonlyMap<string, Service>;
  /** By `namespace/name` of the Service that the slice belongs to. */
  readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly namespaces: ReadonlySet<string>;
  /** Undefined when no outside server can be reached. */
  readonly upstream: Upstream | undefined;
}

/** What a zone is built from; the rest has kubeadm's values. */
export interface DnsZoneSource {
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly namespaces: readonly string[];
  /** Absent: outside names exist nowhere (NXDOMAIN). */
  readonly upstream?: readonly UpstreamRecord[];
  readonly serverIPs?: readonly string[];
  readonly clusterDomain?: string;
  readonly ttl?: number;
  readonly serial?: number;
}

/** A synced zone over these objects, with kubeadm's domain and TTL unless told otherwise. */
export function buildDnsZone(source: DnsZoneSource): DnsZone {
  return {
    clusterDomain: source.clusterDomain ?? 'cluster.local',
    ttl: source.ttl ?? 30,
    serial: source.serial ?? 1,
    isSynced: true,
    serverIPs: source.serverIPs ?? [],
    services: new Map(source.services.map((service) => [objectKey(service), service])),
    slices: groupBy(source.slices, serviceKeyOfSlice),
    namespaces: new Set(source.namespaces),
    upstream: buildUpstream(source.upstream ?? []),
  };
}

/** Outside records, ready to be looked up. */
export function buildUpstream(records: readonly UpstreamRecord[]): Upstream {
  return groupBy(records, (record) => toFqdn(record.name).toLowerCase());
}

/** The key that a slice is found under, or undefined when it belongs to no Service. */
export function serviceKeyOfSlice(slice: EndpointSlice): string | undefined {
  const service = slice.metadata.labels?.['kubernetes.io/service-name'];
  return service === undefined ? undefined : `${slice.metadata.namespace ?? 'default'}/${service}`;
}

function objectKey(object: Service): string {
  return `${object.metadata.namespace ?? 'default'}/${object.metadata.name}`;
}

/** The values by key, in their order; those without a key are left out. */
function groupBy<T>(values: readonly T[], keyOf: (value: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const grouped = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key === undefined) continue;
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [value]);
    else group.push(value);
  }
  return grouped;
}
