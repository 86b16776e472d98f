/** From pods to the subsets of an Endpoints object. */
import type { Pod } from '../api/pod.ts';
import { isPodReady } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import {
  addressFamilies,
  endpointHostname,
  findPort,
  podAddresses,
  podReference,
  shouldPodBeInEndpoints,
} from '../endpointslice/endpoint.ts';
import { matchesServiceSelector } from '../labels/selector.ts';
import type { EndpointAddress, EndpointsPort, EndpointSubset } from './endpoints.ts';
import { orderPorts } from './port-order.ts';

interface Place {
  readonly address: EndpointAddress;
  ready: boolean;
}

/** The addresses that serve a port, by what tells them apart; without a port for a headless Service that has none. */
interface PortGroup {
  readonly port: EndpointsPort | undefined;
  readonly places: Map<string, Place>;
}

/**
 * The subsets of a Service's Endpoints: ports that are served by the very same addresses share a subset. Terminating
 * pods are left out unless not-ready addresses are published; of a pod that lacks a port's name that port is.
 * Upstream: pkg/controller/endpoint syncService, pkg/api/v1/endpoints RepackSubsets (v1.36).
 * Simplified: subsets stand in the order of their first ports; upstream orders them by a hash over the pods' uids,
 * which are random.
 */
export function endpointSubsets(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const groups = new Map<string, PortGroup>();
  const publishNotReady = service.spec.publishNotReadyAddresses === true;
  for (const pod of pods) {
    if (!matchesServiceSelector(service.spec.selector, pod.metadata.labels)) continue;
    if (!shouldPodBeInEndpoints(pod, publishNotReady)) continue;
    const address = podToAddress(service, pod);
    if (address === undefined) continue;
    for (const port of portsOf(service, pod)) {
      addPlace(groups, port, { address, ready: publishNotReady || isPodReady(pod) });
    }
  }
  return repack([...groups.values()]);
}

/** Upstream: pkg/controller/endpoint podToEndpointAddressForService (v1.36): of the Service's first family only. */
function podToAddress(service: Service, pod: Pod): EndpointAddress | undefined {
  const [family = 'IPv4'] = addressFamilies(service);
  const [ip] = podAddresses(pod, family);
  const hostname = endpointHostname(pod, service);
  if (ip === undefined) return undefined;
  return {
    ip,
    ...(hostname === undefined ? {} : { hostname }),
    nodeName: pod.spec.nodeName ?? '',
    targetRef: podReference(pod),
  };
}

function portsOf(service: Service, pod: Pod): readonly (EndpointsPort | undefined)[] {
  const { ports = [], clusterIP } = service.spec;
  if (ports.length === 0) return clusterIP === 'None' ? [undefined] : [];
  return ports.flatMap((servicePort) => {
    const { name = '', protocol, appProtocol } = servicePort;
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    return [
      {
        ...(name === '' ? {} : { name }),
        port,
        protocol,
        ...(appProtocol === undefined ? {} : { appProtocol }),
      },
    ];
  });
}

/** Not ready trumps ready where a pod is met twice. */
function addPlace(groups: Map<string, PortGroup>, port: EndpointsPort | undefined, place: Place): void {
  const key = port === undefined ? '' : JSON.stringify([port.port, port.name, port.protocol, port.appProtocol]);
  const group = groups.get(key) ?? { port, places: new Map<string, Place>() };
  groups.set(key, group);
  const at = `${place.address.ip} ${place.address.targetRef?.uid ?? ''}`;
  const known = group.places.get(at);
  if (known === undefined) group.places.set(at, { ...place });
  else known.ready &&= place.ready;
}

function repack(groups: readonly PortGroup[]): readonly EndpointSubset[] {
  const byPlaces = new Map<string, { readonly places: readonly Place[]; readonly ports: EndpointsPort[] }>();
  for (const { port, places } of groups) {
    const sorted = [...places].toSorted(([left], [right]) => compare(left, right));
    const key = sorted.map(([at, { ready }]) => `${at} ${ready}`).join(',');
    const subset = byPlaces.get(key) ?? { places: sorted.map(([, place]) => place), ports: [] };
    byPlaces.set(key, subset);
    if (port !== undefined) subset.ports.push(port);
  }
  const subsets = [...byPlaces.values()].map(({ places, ports }) => toSubset(places, orderPorts(ports)));
  return subsets.toSorted((left, right) => (left.ports?.[0]?.port ?? 0) - (right.ports?.[0]?.port ?? 0));
}

function toSubset(places: readonly Place[], ports: readonly EndpointsPort[]): EndpointSubset {
  const addresses = places.filter(({ ready }) => ready).map(({ address }) => address);
  const notReadyAddresses = places.filter(({ ready }) => !ready).map(({ address }) => address);
  return {
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
    ...(ports.length === 0 ? {} : { ports }),
  };
}

/** By the bytes of the address, then by uid: a space sorts before every character of either. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
