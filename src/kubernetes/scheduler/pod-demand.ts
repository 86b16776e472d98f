/** What a pod asks of a node: cpu, memory, storage, and ports of the machine. */
import type { Protocol } from '../api/meta.ts';
import type { Pod, PodSpec, ResourceList } from '../api/pod.ts';
import { parseQuantity } from '../decode/quantity.ts';

/** Amounts of resources: thousandths of a core, bytes, and whatever else has a name. */
export interface Resources {
  readonly milliCPU: number;
  readonly memory: number;
  readonly ephemeralStorage: number;
  /** Extended resources, such as `nvidia.com/gpu`. */
  readonly scalars: ReadonlyMap<string, number>;
}

/** A port of the machine itself. `ip` 0.0.0.0 stands for all of its addresses. */
export interface HostPort {
  readonly ip: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** What the scheduler reckons with for a pod. */
export interface PodDemand {
  readonly requests: Resources;
  /** Something even for containers that ask for nothing: what nodes are compared by. Memory in KiB. */
  readonly scored: { readonly milliCPU: number; readonly memory: number };
  readonly hostPorts: readonly HostPort[];
  /** The requested memory in KiB, rounded up. */
  readonly memory: number;
  /** Whether it asks for nothing but cpu and memory. */
  readonly isPlain: boolean;
}

/** Upstream: pkg/scheduler/util DefaultMilliCPURequest, DefaultMemoryRequest (v1.36). */
const DEFAULT_MILLI_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

const NO_SCALARS: ReadonlyMap<string, number> = new Map();
const NO_PORTS: readonly HostPort[] = [];

/**
 * The sum of what the pod's containers request.
 * Upstream: component-helpers/resource PodRequests, pkg/scheduler/framework calculateResource (v1.36).
 */
export function podDemand({ spec }: Pod): PodDemand {
  const known = DEMANDS.get(spec.containers);
  const isKnown = known?.overhead === spec.overhead && known?.hostNetwork === spec.hostNetwork;
  if (known !== undefined && isKnown) return known.demand;
  const demand = computeDemand(spec);
  // Ports are told apart by their identity: each pod must have its own.
  if (demand.hostPorts.length === 0) {
    DEMANDS.set(spec.containers, { overhead: spec.overhead, hostNetwork: spec.hostNetwork, demand });
  }
  return demand;
}

interface Known {
  readonly overhead: ResourceList | undefined;
  readonly hostNetwork: boolean | undefined;
  readonly demand: PodDemand;
}

/** By the list of containers, which never changes and which the pods of one template share. */
const DEMANDS = new WeakMap<PodSpec['containers'], Known>();

function computeDemand(spec: PodSpec): PodDemand {
  let [milliCPU, memory, ephemeralStorage] = [0, 0, 0];
  let [scoredMilliCPU, scoredMemory] = [0, 0];
  let scalars: Map<string, number> | undefined;
  for (const requests of [...spec.containers.map(({ resources }) => resources?.requests ?? {}), spec.overhead]) {
    if (requests === undefined) continue;
    const resources = toResources(requests);
    milliCPU += resources.milliCPU;
    memory += resources.memory;
    ephemeralStorage += resources.ephemeralStorage;
    const isContainer = requests !== spec.overhead;
    scoredMilliCPU += isContainer && requests['cpu'] === undefined ? DEFAULT_MILLI_CPU : resources.milliCPU;
    scoredMemory += isContainer && requests['memory'] === undefined ? DEFAULT_MEMORY : resources.memory;
    for (const [name, amount] of resources.scalars) {
      scalars ??= new Map();
      scalars.set(name, (scalars.get(name) ?? 0) + amount);
    }
  }
  const hostPorts = hostPortsOf(spec);
  return {
    requests: { milliCPU, memory, ephemeralStorage, scalars: scalars ?? NO_SCALARS },
    scored: { milliCPU: scoredMilliCPU, memory: Math.ceil(scoredMemory / 1024) },
    hostPorts,
    memory: Math.ceil(memory / 1024),
    isPlain: hostPorts.length === 0 && scalars === undefined && ephemeralStorage === 0,
  };
}

/** A list of quantities as numbers; what cannot be read counts as nothing. */
export function toResources(list: ResourceList): Resources {
  let [milliCPU, memory, ephemeralStorage] = [0, 0, 0];
  let scalars: Map<string, number> | undefined;
  for (const [name, quantity] of Object.entries(list)) {
    if (name === 'cpu') milliCPU = amountOf(quantity, 1_000_000n);
    else if (name === 'memory') memory = amountOf(quantity);
    else if (name === 'ephemeral-storage') ephemeralStorage = amountOf(quantity);
    else if (name !== 'pods') (scalars ??= new Map()).set(name, amountOf(quantity));
  }
  return { milliCPU, memory, ephemeralStorage, scalars: scalars ?? NO_SCALARS };
}

/** A quantity in units of so many nano-units, rounded up. */
export function amountOf(quantity: string | number | undefined, unit = 1_000_000_000n): number {
  const nano = quantity === undefined ? undefined : parseQuantity(String(quantity))?.nano;
  return nano === undefined ? 0 : Number((nano + unit - 1n) / unit);
}

/** Upstream: pkg/scheduler/util GetHostPorts (v1.36). */
function hostPortsOf({ containers, hostNetwork }: Pod['spec']): readonly HostPort[] {
  let ports: HostPort[] | undefined;
  for (const container of containers) {
    for (const { hostPort, containerPort, hostIP = '', protocol = 'TCP' } of container.ports ?? []) {
      const port = hostPort ?? (hostNetwork === true ? containerPort : 0);
      if (port > 0) (ports ??= []).push({ ip: hostIP === '' ? '0.0.0.0' : hostIP, protocol, port });
    }
  }
  return ports ?? NO_PORTS;
}

/** Whether the two cannot stand on one machine. Upstream: kube-scheduler/framework HostPortInfo.CheckConflict (v1.36). */
export function isPortConflict(left: HostPort, right: HostPort): boolean {
  return (
    left.port === right.port &&
    left.protocol === right.protocol &&
    (left.ip === right.ip || left.ip === '0.0.0.0' || right.ip === '0.0.0.0')
  );
}
