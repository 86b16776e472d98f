/** All service ports that a kube-proxy knows, found by what a packet is sent to. */
import { parseIPv4 } from '../net/address.ts';
import type { ProxyEndpoint } from './endpoints.ts';
import type { KnownPort } from './known-port.ts';
import type { PacketProtocol } from './packet.ts';
import { compareServicePortNames } from './service-port-name.ts';
import type { ServicePortInfo } from './service-port.ts';

/** The service ports of one moment. */
export interface ServiceIndex {
  /** Those under an `addressKey`, `nodePortKey` or `virtualIPKey`, in the order of their names. */
  portsAt(key: string): readonly KnownPort[];
  /** All, in the order of their names. */
  allPorts(): readonly KnownPort[];
  /** Those with such an endpoint, in no order; looks through them all. */
  portsWith(isMeant: (endpoint: ProxyEndpoint) => boolean): readonly KnownPort[];
  /** How many endpoints there are in all; kube-proxy shortens its rules where there are many. */
  endpointCount(): number;
}

/** The key of a destination; the address is an unsigned 32-bit number, undefined when not of IPv4. No port stands under one of ICMP. */
export function addressKey(protocol: PacketProtocol, address: number | undefined, port: number): string {
  return `${protocol} ${address ?? ''} ${port}`;
}

/** The key of a port on the node's own addresses: a node port, or one for health checks. */
export function nodePortKey(protocol: PacketProtocol, port: number): string {
  return `${protocol} ${port}`;
}

/** The key of an address that kube-proxy answers for, whatever the port. */
export function virtualIPKey(address: number | undefined): string {
  return `ip ${address ?? ''}`;
}

/** Every key under which the service port is found, each once. */
export function indexKeys(info: ServicePortInfo): readonly string[] {
  const addresses = [info.clusterIP, ...info.externalIPs, ...info.loadBalancerVIPs].map(parseIPv4);
  return [
    ...new Set([
      ...addresses.flatMap((address) => [addressKey(info.protocol, address, info.port), virtualIPKey(address)]),
      ...(info.nodePort === undefined ? [] : [nodePortKey(info.protocol, info.nodePort)]),
      ...(info.healthCheckNodePort === undefined ? [] : [nodePortKey('TCP', info.healthCheckNodePort)]),
    ]),
  ];
}

const NONE: readonly KnownPort[] = [];

/** An index of these ports, made once and for all. */
export class FixedServiceIndex implements ServiceIndex {
  private readonly sorted: readonly KnownPort[];
  private readonly byKey = new Map<string, KnownPort[]>();

  constructor(ports: readonly KnownPort[]) {
    this.sorted = ports.toSorted((a, b) => compareServicePortNames(a.info.name, b.info.name));
    for (const port of this.sorted) {
      for (const key of indexKeys(port.info)) {
        const known = this.byKey.get(key);
        if (known === undefined) this.byKey.set(key, [port]);
        else known.push(port);
      }
    }
  }

  portsAt(key: string): readonly KnownPort[] {
    return this.byKey.get(key) ?? NONE;
  }

  allPorts(): readonly KnownPort[] {
    return this.sorted;
  }

  portsWith(isMeant: (endpoint: ProxyEndpoint) => boolean): readonly KnownPort[] {
    return this.sorted.filter(({ endpoints }) => endpoints.some(isMeant));
  }

  endpointCount(): number {
    return this.sorted.reduce((count, { endpoints }) => count + endpoints.length, 0);
  }
}
