// What kube-proxy costs: a node's rules in full, one change, one packet, and many nodes that nobody sends to.
import { EventQueue } from '../src/base/event-queue.ts';
import { createRandom, type Random } from '../src/base/random.ts';
import { after, micros, seconds, START, type SimTime } from '../src/base/sim-time.ts';
import type { EndpointSlice } from '../src/kubernetes/api/endpointslice.ts';
import type { Node } from '../src/kubernetes/api/node.ts';
import type { Kind, KubernetesObject } from '../src/kubernetes/api/objects.ts';
import type { Service } from '../src/kubernetes/api/service.ts';
import { buildFullRules, lookUp } from '../src/kubernetes/proxy/modes.ts';
import { createNodeSetting, type NodeRules, type ProxyMode } from '../src/kubernetes/proxy/node-rules.ts';
import type { Packet, PacketContext } from '../src/kubernetes/proxy/packet.ts';
import { readProxyOptions } from '../src/kubernetes/proxy/proxy-input.ts';
import { ApiServer } from '../src/simulation/apiserver/api-server.ts';
import { Hosts } from '../src/simulation/hosts.ts';
import { KubeProxy } from '../src/simulation/kube-proxy/kube-proxy.ts';
import { LogView } from '../src/simulation/kube-proxy/log-view.ts';
import { ServiceLog } from '../src/simulation/kube-proxy/service-log.ts';
import type { Machine, SimulationEvent } from '../src/simulation/machine.ts';
import { Affinity } from '../src/simulation/network/affinity.ts';
import { PodIndex } from '../src/simulation/pod-index.ts';
import { median, medianMs, type Figure } from './figure.ts';

const ENDPOINTS = 5;
const MANY = 10_000;
const MODES: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs'];

/** All figures, each measured when it is asked for. */
export function* proxyFigures(): Generator<Figure> {
  for (const mode of MODES) {
    yield {
      name: `${mode}: all rules of one node, ${MANY} Services x ${ENDPOINTS} endpoints`,
      value: buildMs(mode),
      unit: 'ms',
      bound: { atMost: 1000 },
    };
  }
  for (const mode of MODES) {
    const log = logOf(MANY);
    let change = 0;
    const work = (): void => {
      change += 1;
      const of = change % MANY;
      log.sliceChanged(slice(of, 0), slice(of, change), seconds(change));
      lookUp(rulesOf(mode, log), packet(of), chance());
    };
    yield {
      name: `${mode}: one endpoint's change among ${MANY} Services, and the next packet`,
      value: medianMs(work, 50),
      unit: 'ms',
      bound: { atMost: 2 },
    };
  }
  for (const mode of MODES) yield* lookUpFigures(mode);
  yield manyNodes();
}

/** The processor time that `work` takes, in milliseconds: others use this machine too. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

/** The time of a full build. Each time anew: a node's first one has to hash every name. */
function buildMs(mode: ProxyMode): number {
  const build = (services: number): number => {
    const rules = rulesOf(mode, logOf(services));
    return cpuMs(() => buildFullRules(rules));
  };
  build(MANY / 10);
  return median([build(MANY), build(MANY), build(MANY)]);
}

/** So many of the Services are sent to, and by so many packets in one go. */
const ASKED = 10;
const PACKETS = 20_000;
const ROUNDS = 25;

/**
 * What it costs to look a packet up that others like it came before, by the number of Services that there are beside the
 * few that are sent to; and what the very first packet to a Service costs. Few and many take turns.
 */
function* lookUpFigures(mode: ProxyMode): Generator<Figure> {
  const [few, many] = [new Sender(mode, ASKED), new Sender(mode, MANY)];
  const times = Array.from({ length: ROUNDS }, () => ({ few: few.microseconds(), many: many.microseconds() }));
  const [ofFew, ofMany] = [median(times.map((each) => each.few)), median(times.map((each) => each.many))];
  yield { name: `${mode}: one packet looked up among ${ASKED} Services`, value: ofFew, unit: 'µs' };
  yield {
    name: `${mode}: one packet looked up among ${MANY} Services`,
    value: ofMany,
    unit: 'µs',
    bound: { atMost: 1 },
  };
  yield {
    name: `${mode}: one packet looked up among ${MANY} Services against ${ASKED}`,
    value: ofMany / ofFew,
    unit: 'times',
    bound: { atMost: 1.5 },
  };
  const rules = rulesOf(mode, logOf(MANY));
  const packets = Array.from({ length: MANY }, (_, i) => packet(i));
  const context = chance();
  const firsts = cpuMs(() => {
    for (const each of packets) lookUp(rules, each, context);
  });
  yield { name: `${mode}: the first packet to each of ${MANY} Services`, value: (firsts * 1000) / MANY, unit: 'µs' };
}

/** Sends to a few of the Services, again and again. */
class Sender {
  private readonly rules: NodeRules;
  private readonly packets: readonly Packet[];
  private readonly context = chance();

  constructor(mode: ProxyMode, services: number) {
    this.rules = rulesOf(mode, logOf(services));
    this.packets = Array.from({ length: ASKED }, (_, i) => packet((i * services) / ASKED));
  }

  /** The time that one packet takes. */
  microseconds(): number {
    const { rules, packets, context } = this;
    const ms = cpuMs(() => {
      for (let sent = 0; sent < PACKETS; sent += packets.length) {
        for (const each of packets) lookUp(rules, each, context);
      }
    });
    return (ms * 1000) / PACKETS;
  }
}

const NODES = 5000;
const BURST = 50;

/** A cluster of nothing but nodes and their proxies: in each virtual second so many slices change at once. */
class ProxyMachine implements Machine {
  now: SimTime = START;
  readonly api: ApiServer;
  readonly pods: PodIndex;
  readonly proxy: KubeProxy;
  private readonly queue = new EventQueue<SimulationEvent>();
  private readonly stream = createRandom(1, 'bench');
  private synced = 0;

  constructor() {
    this.api = new ApiServer({ clock: this, random: this.stream, memory: undefined });
    this.pods = new PodIndex(this.api.store);
    this.proxy = new KubeProxy(this, new Hosts(), new Affinity(), {
      mode: 'iptables',
      clusterCIDR: '10.244.0.0/16',
      serviceCIDR: '10.96.0.0/12',
    });
  }

  /** How often a node has synced. */
  get syncs(): number {
    return this.synced;
  }

  change(kind: Kind, object: KubernetesObject, previous?: KubernetesObject): void {
    this.proxy.onChange({ at: this.now, kind, key: object.metadata.name, object, previous });
  }

  advance(until: SimTime): void {
    for (let at = this.queue.nextAt; at !== undefined && at <= until; at = this.queue.nextAt) {
      this.now = at;
      const event = this.queue.pop();
      if (event !== undefined) this.proxy.handle(event);
    }
    this.now = until;
  }

  schedule(delay: SimTime, event: SimulationEvent): void {
    this.queue.push(after(this.now, delay), event);
  }

  record(): void {
    this.synced += 1;
  }

  recordEvent(): void {
    throw new Error('kube-proxy has nothing to tell');
  }

  random(): Random {
    return this.stream;
  }
}

/** What a virtual second with changes costs where no packet visits any node. */
function manyNodes(): Figure {
  const machine = new ProxyMachine();
  for (let i = 0; i < NODES; i++) machine.change('Node', node(i));
  for (let i = 0; i < BURST; i++) machine.change('Service', service(i));
  let second = 0;
  const work = (): void => {
    for (let i = 0; i < BURST; i++) machine.change('EndpointSlice', slice(i, second + 1), slice(i, second));
    second += 1;
    machine.advance(seconds(2 * second));
  };
  work();
  const before = machine.syncs;
  const value = medianMs(work);
  const rounds = second - 1;
  if (machine.syncs - before !== NODES * rounds) throw new Error(`${machine.syncs - before} syncs in ${rounds} rounds`);
  return { name: `${NODES} nodes without packets: ${BURST} slices change, and every node syncs`, value, unit: 'ms' };
}

function node(i: number): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${i}` },
    spec: {},
    status: { addresses: [{ type: 'InternalIP', address: `172.16.${i >> 8}.${i & 255}` }] },
  };
}

function logOf(services: number): ServiceLog {
  const log = new ServiceLog();
  for (let i = 0; i < services; i++) {
    log.serviceChanged(undefined, service(i), micros(i));
    log.sliceChanged(undefined, slice(i, 0), micros(i));
  }
  return log;
}

function rulesOf(mode: ProxyMode, log: ServiceLog): NodeRules {
  const own = { nodeName: 'node-1', nodeIPs: ['192.168.0.11'], clusterCIDR: '10.244.0.0/16' };
  const options = readProxyOptions({ ...own, services: [], slices: [] });
  return {
    setting: createNodeSetting(mode, options, own.nodeIPs, []),
    index: new LogView(log, log.position),
  };
}

function service(i: number): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: `app-${i}` },
    spec: {
      type: 'NodePort',
      clusterIP: clusterIP(i),
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 20_000 + i }],
    },
  };
}

/** `change`: which of the endpoints' addresses is another one. */
function slice(i: number, change: number): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace: 'shop', name: `app-${i}-x`, labels: { 'kubernetes.io/service-name': `app-${i}` } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: Array.from({ length: ENDPOINTS }, (_, n) => ({
      addresses: [`10.${n === change % ENDPOINTS && change > 0 ? 245 : 244}.${i >> 8}.${(i + n) & 255}`],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: `node-${n}`,
    })),
  };
}

function packet(i: number): Packet {
  return {
    protocol: 'TCP',
    sourceAddress: '10.244.1.7',
    sourcePort: 40_000,
    destinationAddress: clusterIP(i),
    destinationPort: 80,
    isFromNode: false,
  };
}

function clusterIP(i: number): string {
  return `10.96.${i >> 8}.${i & 255}`;
}

/** Cheap and even enough for measuring. */
function chance(): PacketContext {
  let state = 1;
  return {
    random: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
    recentlySeen: () => false,
  };
}
