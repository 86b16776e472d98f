/**
 * Gives Services their cluster IPs and node ports, before anything validates them.
 * Upstream: pkg/registry/core/service/storage/alloc.go (v1.36).
 */
import type { JsonObject } from '../../base/json.ts';
import type { Random } from '../../base/random.ts';
import { readNumber, readObject, readObjects, readText, readTexts } from '../../kubernetes/decode/read.ts';
import { type FieldError, forbidden, invalid } from '../../kubernetes/field/field-error.ts';
import { initIPFamilyFields, normalizeClusterIPs } from '../../kubernetes/service/ip-families.ts';
import {
  needsHealthCheckNodePort,
  serviceType,
  shouldAllocateNodePorts,
  specOf,
} from '../../kubernetes/service/service-needs.ts';
import { patchAllocatedValues } from '../../kubernetes/service/service-update.ts';
import { IPAllocator, PortAllocator } from './allocators.ts';
import { type ApiStatus, internalError, invalidStatus } from './status.ts';

/** The Service with what it was given, to be kept or given back; or a refusal, with nothing taken. */
export type Allocation =
  | { readonly type: 'allocated'; readonly service: JsonObject; commit(): void; revert(): void }
  | { readonly type: 'refused'; readonly status: ApiStatus };

/** A refusal on its way out of nested steps. */
class Refusal extends Error {
  readonly status: ApiStatus;

  constructor(status: ApiStatus) {
    super(status.message);
    this.status = status;
  }
}

/** The pools of the cluster. */
export class ServiceAllocators {
  readonly ips: IPAllocator;
  readonly ports: PortAllocator;

  constructor(random: Random, serviceCIDR: string) {
    this.ips = new IPAllocator(random, serviceCIDR);
    this.ports = new PortAllocator(random);
  }

  /** Allocates for a Service: a new one, or one that was `old`. */
  allocate(service: JsonObject, old: JsonObject | undefined): Allocation {
    const transaction = new Transaction(this);
    try {
      const allocated = transaction.run(service, old);
      return {
        type: 'allocated',
        service: allocated,
        commit: () => transaction.commit(),
        revert: () => transaction.revert(),
      };
    } catch (error) {
      transaction.revert();
      if (error instanceof Refusal) return { type: 'refused', status: error.status };
      throw error;
    }
  }

  /** Gives back all that a removed Service held. */
  release(service: JsonObject): void {
    for (const ip of readTexts(specOf(service), 'clusterIPs')) if (ip !== 'None') this.ips.release(ip);
    for (const port of nodePortsOf(service)) this.ports.release(port);
    const healthCheck = readNumber(specOf(service), 'healthCheckNodePort');
    if (healthCheck !== 0) this.ports.release(healthCheck);
  }
}

function nodePortsOf(service: JsonObject): readonly number[] {
  return readObjects(specOf(service), 'ports')
    .map((port) => readNumber(port, 'nodePort'))
    .filter((port) => port !== 0);
}

function usesNodePorts(service: JsonObject): boolean {
  return serviceType(service) === 'NodePort' || serviceType(service) === 'LoadBalancer';
}

class Transaction {
  private readonly pools: ServiceAllocators;
  private readonly takenIPs: string[] = [];
  private readonly takenPorts: number[] = [];
  private readonly doneWithIPs: string[] = [];
  private readonly doneWithPorts: number[] = [];
  private name = '';

  constructor(pools: ServiceAllocators) {
    this.pools = pools;
  }

  run(service: JsonObject, old: JsonObject | undefined): JsonObject {
    this.name = readText(readObject(service, 'metadata'), 'name');
    const carried = old === undefined ? service : patchAllocatedValues(service, old);
    const outcome = initIPFamilyFields(normalizeClusterIPs(carried, old), old);
    if (outcome.type === 'invalid') this.refuse(outcome.errors);
    const withIPs = this.clusterIPs(outcome.service, old);
    const withPorts = old === undefined ? this.newNodePorts(withIPs) : this.changedNodePorts(withIPs, old);
    return this.healthCheck(withPorts, old);
  }

  commit(): void {
    for (const ip of this.doneWithIPs) this.pools.ips.release(ip);
    for (const port of this.doneWithPorts) this.pools.ports.release(port);
  }

  revert(): void {
    for (const ip of this.takenIPs) this.pools.ips.release(ip);
    for (const port of this.takenPorts) this.pools.ports.release(port);
  }

  private refuse(errors: readonly FieldError[]): never {
    throw new Refusal(invalidStatus('Service', '', this.name, errors));
  }

  private clusterIPs(service: JsonObject, old: JsonObject | undefined): JsonObject {
    if (old !== undefined && serviceType(old) !== 'ExternalName') {
      const before = readTexts(specOf(old), 'clusterIPs');
      if (serviceType(service) === 'ExternalName' && before[0] !== 'None') this.doneWithIPs.push(...before);
      return service;
    }
    const spec = specOf(service);
    const ips = readTexts(spec, 'clusterIPs');
    if (serviceType(service) === 'ExternalName' || ips[0] === 'None') return service;
    const wanted = ips[0];
    if (wanted === undefined || wanted === '') {
      const ip = this.pools.ips.allocateNext();
      if (ip === undefined) throw new Refusal(internalError('failed to allocate a serviceIP: range is full'));
      this.takenIPs.push(ip);
      return { ...service, spec: { ...spec, clusterIP: ip, clusterIPs: [ip] } };
    }
    const problem = this.pools.ips.allocate(wanted);
    if (problem !== undefined) {
      this.refuse([invalid('spec.clusterIPs', ips, `failed to allocate IP ${wanted}: ${problem}`)]);
    }
    this.takenIPs.push(wanted);
    return { ...service, spec: { ...spec, clusterIP: wanted } };
  }

  private takePort(port: number, index: number): void {
    const problem = this.pools.ports.allocate(port);
    if (problem !== undefined) this.refuse([invalid(`spec.ports[${index}].nodePort`, port, problem)]);
    this.takenPorts.push(port);
  }

  private takeAnyPort(): number {
    const port = this.pools.ports.allocateNext();
    if (port === undefined) throw new Refusal(internalError('failed to allocate a nodePort: range is full'));
    this.takenPorts.push(port);
    return port;
  }

  /** Upstream: initNodePorts: entries with one port number share one node port. */
  private newNodePorts(service: JsonObject): JsonObject {
    if (!usesNodePorts(service)) return service;
    const spec = specOf(service);
    const ports = readObjects(spec, 'ports');
    const given = new Map<number, number>();
    const filled = ports.map((port, index) => {
      const nodePort = readNumber(port, 'nodePort');
      if (nodePort === 0 && !shouldAllocateNodePorts(service)) return port;
      const number = readNumber(port, 'port');
      const shared = given.get(number);
      if (shared !== undefined) {
        if (nodePort !== 0 && nodePort !== shared) this.takePort(nodePort, index);
        return nodePort === 0 ? { ...port, nodePort: shared } : port;
      }
      const requested = ports
        .filter((other) => readNumber(other, 'port') === number)
        .map((other) => readNumber(other, 'nodePort'))
        .find((other) => other !== 0);
      if (requested !== undefined) this.takePort(requested, index);
      const chosen = requested ?? this.takeAnyPort();
      given.set(number, chosen);
      return { ...port, nodePort: chosen };
    });
    return { ...service, spec: { ...spec, ports: filled } };
  }

  /** Upstream: updateNodePorts. */
  private changedNodePorts(service: JsonObject, old: JsonObject): JsonObject {
    const before = usesNodePorts(old) ? nodePortsOf(old) : [];
    if (!usesNodePorts(service)) {
      this.doneWithPorts.push(...before);
      return service;
    }
    const spec = specOf(service);
    const taken = new Set(before);
    const seen = new Set<string>();
    const filled = readObjects(spec, 'ports').map((port, index) => {
      const nodePort = readNumber(port, 'nodePort');
      if (nodePort === 0 && !shouldAllocateNodePorts(service)) return port;
      if (nodePort !== 0 && !taken.has(nodePort)) this.takePort(nodePort, index);
      const chosen = nodePort === 0 ? this.takeAnyPort() : nodePort;
      taken.add(chosen);
      const key = `${readText(port, 'protocol')} ${chosen}`;
      if (seen.has(key)) {
        const shown = `{${readText(port, 'protocol')} ${chosen}}`;
        throw new Refusal(plainError(`duplicate nodePort: ${shown}`));
      }
      seen.add(key);
      return { ...port, nodePort: chosen };
    });
    const kept = new Set(filled.map((port) => readNumber(port, 'nodePort')));
    this.doneWithPorts.push(...before.filter((port) => !kept.has(port)));
    return { ...service, spec: { ...spec, ports: filled } };
  }

  /** Upstream: allocHealthCheckNodePort, updateHealthCheckNodePort. */
  private healthCheck(service: JsonObject, old: JsonObject | undefined): JsonObject {
    const spec = specOf(service);
    const wanted = readNumber(spec, 'healthCheckNodePort');
    const before = old === undefined ? 0 : readNumber(specOf(old), 'healthCheckNodePort');
    const neededBefore = old !== undefined && needsHealthCheckNodePort(old);
    if (!needsHealthCheckNodePort(service)) {
      if (neededBefore && before !== 0) this.doneWithPorts.push(before);
      return service;
    }
    if (neededBefore) {
      if (wanted !== before) this.refuse([forbidden('spec.healthCheckNodePort', 'field is immutable')]);
      return service;
    }
    if (wanted === 0) return { ...service, spec: { ...spec, healthCheckNodePort: this.takeAnyPort() } };
    const problem = this.pools.ports.allocate(wanted);
    if (problem !== undefined) {
      throw new Refusal(internalError(`failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`));
    }
    this.takenPorts.push(wanted);
    return service;
  }
}

/** An error that carries no status of its own. */
function plainError(message: string): ApiStatus {
  return { code: 500, reason: '', message, causes: [], details: { kind: '', name: '' } };
}
