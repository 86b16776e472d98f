/** From EndpointSlices to the endpoints of each service port, as one node's kube-proxy sees them. */
import type { Endpoint, EndpointConditions, EndpointSlice } from '../api/endpointslice.ts';
import { readIPv4 } from './lenient-address.ts';
import { compareText, servicePortKey } from './service-port-name.ts';

/** Upstream: pkg/proxy/endpoint.go BaseEndpointInfo (v1.36). */
export interface ProxyEndpoint {
  readonly address: string;
  readonly port: number;
  /** `address:port`, by which endpoints are told apart and sorted. */
  readonly text: string;
  /** Where it runs, if anybody said so. */
  readonly nodeName?: string;
  /** Whether it is on this kube-proxy's own node. */
  readonly isLocal: boolean;
  readonly isReady: boolean;
  readonly isServing: boolean;
  readonly isTerminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

/** Endpoints by `servicePortKey`, sorted by their text (10.244.1.10 comes before 10.244.1.9). */
export type EndpointsMap = ReadonlyMap<string, readonly ProxyEndpoint[]>;

/** The label by which a slice names its Service. */
const SERVICE_NAME = 'kubernetes.io/service-name';

/**
 * The endpoints of every service port that the slices name; slices are matched to ports by name and protocol.
 * Only addressType IPv4 counts, and the slices of headless Services never arrive.
 * Upstream: pkg/proxy/endpointslicecache.go endpointInfoByServicePort, addEndpoints (v1.36).
 */
export function buildEndpointsMap(slices: readonly EndpointSlice[], nodeName: string): EndpointsMap {
  const byPort = new Map<string, Map<string, ProxyEndpoint>>();
  for (const slice of slices.filter(isWatchedSlice).toSorted(compareSlices)) {
    const service = {
      namespace: slice.metadata.namespace ?? '',
      name: slice.metadata.labels?.[SERVICE_NAME] ?? '',
    };
    // By port number, so that of two ports with one name the same one wins on every run.
    for (const { name = '', protocol = 'TCP', port = 0 } of (slice.ports ?? []).toSorted(comparePorts)) {
      if (port === 0) continue;
      const key = servicePortKey({ ...service, port: name, protocol });
      const endpoints = byPort.get(key) ?? new Map<string, ProxyEndpoint>();
      byPort.set(key, endpoints);
      addEndpoints(endpoints, slice.endpoints ?? [], port, nodeName);
    }
  }
  return new Map(
    Array.from(byPort, ([key, endpoints]) => [
      key,
      Array.from(endpoints.values()).sort((a, b) => compareText(a.text, b.text)),
    ]),
  );
}

/** Whether kube-proxy goes by the slice at all: it is told of it, and the slice names a Service. */
export function isWatchedSlice(slice: EndpointSlice): boolean {
  return isToldSlice(slice) && (slice.metadata.labels?.[SERVICE_NAME] ?? '') !== '';
}

/** Whether kube-proxy is told of the slice. Upstream: pkg/proxy/config/config.go and cmd/kube-proxy/app/server.go, the informers' label selectors (v1.36). */
export function isToldSlice({ addressType, metadata: { labels = {} } }: EndpointSlice): boolean {
  return (
    addressType === 'IPv4' &&
    labels['service.kubernetes.io/headless'] === undefined &&
    labels['service.kubernetes.io/service-proxy-name'] === undefined
  );
}

/** The `namespace/name` of the slice's Service. */
export function serviceNameOf({ metadata }: EndpointSlice): string {
  return `${metadata.namespace ?? ''}/${metadata.labels?.[SERVICE_NAME] ?? ''}`;
}

/** Whether it is the one at this address and port, and runs on this node. */
export function isEndpoint(endpoint: ProxyEndpoint, nodeName: string, address: string, port: number): boolean {
  return endpoint.nodeName === nodeName && endpoint.port === port && endpoint.address === address;
}

function compareSlices(a: EndpointSlice, b: EndpointSlice): number {
  return compareText(a.metadata.name, b.metadata.name);
}

function comparePorts(a: { readonly port?: number }, b: { readonly port?: number }): number {
  return (a.port ?? 0) - (b.port ?? 0);
}

/**
 * Of two endpoints with one address and port the later one stays, unless it is terminating: its pod may be gone, and
 * another may have got its address. Upstream: pkg/proxy/endpointslicecache.go addEndpoints (v1.36).
 */
function addEndpoints(
  known: Map<string, ProxyEndpoint>,
  endpoints: readonly Endpoint[],
  port: number,
  nodeName: string,
): void {
  for (const endpoint of endpoints) {
    const address = readIPv4(endpoint.addresses[0] ?? '');
    if (address === undefined) continue;
    const text = `${address}:${port}`;
    const conditions = conditionsOf(endpoint);
    const isTerminating = conditions.terminating ?? false;
    if (known.has(text) && isTerminating) continue;
    known.set(text, {
      address,
      port,
      text,
      ...(endpoint.nodeName === undefined ? {} : { nodeName: endpoint.nodeName }),
      isLocal: nodeName !== '' && endpoint.nodeName === nodeName,
      isReady: conditions.ready ?? true,
      isServing: conditions.serving ?? true,
      isTerminating,
      zoneHints: (endpoint.hints?.forZones ?? []).map((zone) => zone.name),
      nodeHints: (endpoint.hints?.forNodes ?? []).map((node) => node.name),
    });
  }
}

/** Whoever writes a slice by hand may leave them out altogether. */
function conditionsOf({ conditions }: Partial<Endpoint>): EndpointConditions {
  return conditions ?? {};
}
