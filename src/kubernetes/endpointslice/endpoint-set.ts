/** Which endpoints count as the same one, and which sets of ports as the same set. */
import type { Endpoint, EndpointPort } from '../api/endpointslice.ts';

/** Endpoints by their keys, in the order in which they came. */
export type EndpointSet = Map<string, Endpoint>;

/**
 * What makes an endpoint the one it is: its addresses, its hostname, and the name of what it stands for.
 * Upstream: staging/src/k8s.io/endpointslice/util hashEndpoint (v1.36).
 */
export function endpointKey({ addresses, hostname = '', targetRef }: Endpoint): string {
  const all = addresses.length === 1 ? (addresses[0] ?? '') : addresses.toSorted().join(',');
  return `${all}|${hostname}|${targetRef?.namespace ?? ''}|${targetRef?.name ?? ''}`;
}

/**
 * Whether two endpoints of one key say the same; hints are looked at elsewhere.
 * Upstream: staging/src/k8s.io/endpointslice/util EndpointsEqualBeyondHash (v1.36).
 */
export function equalBeyondKey(left: Endpoint, right: Endpoint): boolean {
  return (
    left.nodeName === right.nodeName &&
    left.zone === right.zone &&
    left.conditions.ready === right.conditions.ready &&
    left.conditions.serving === right.conditions.serving &&
    left.conditions.terminating === right.conditions.terminating &&
    left.targetRef?.kind === right.targetRef?.kind &&
    left.targetRef?.uid === right.targetRef?.uid
  );
}

/** A text that is the same for the same set of ports, in whatever order. Upstream: util NewPortMapKey (v1.36). */
export function portMapKey(ports: readonly EndpointPort[] = []): string {
  const texts = ports.map(({ name, protocol, port, appProtocol }) => [name, protocol, port, appProtocol].join('/'));
  return texts.length === 1 ? (texts[0] ?? '') : texts.toSorted().join(' ');
}
