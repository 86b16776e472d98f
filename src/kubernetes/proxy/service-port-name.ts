/** How kube-proxy names one port of one Service. */
import type { Protocol } from '../api/meta.ts';

/** Upstream: pkg/proxy/types.go ServicePortName (v1.36). `port` is the port's name, empty where it has none. */
export interface ServicePortName {
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
  readonly protocol: Protocol;
}

/**
 * `namespace/name`, with `:port` where the port has a name. Not unique: the protocol is not in it.
 * Upstream: pkg/proxy/types.go ServicePortName.String (v1.36).
 */
export function formatServicePortName(name: ServicePortName): string {
  return name.port === '' ? `${name.namespace}/${name.name}` : `${name.namespace}/${name.name}:${name.port}`;
}

/** A key that is unique among all ports of all Services. */
export function servicePortKey(name: ServicePortName): string {
  return `${formatServicePortName(name)} ${name.protocol}`;
}

/** By `namespace/name:port`, then by protocol. Real kube-proxy walks them in random order. */
export function compareServicePortNames(a: ServicePortName, b: ServicePortName): number {
  return compareText(formatServicePortName(a), formatServicePortName(b)) || compareText(a.protocol, b.protocol);
}

/** The order of Go's strings, for texts of ASCII. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
