/**
 * The machine itself: a deterministic discrete-event simulation of a cluster. It is a function of its input: the same
 * documents, seed and commands give the same trace, byte for byte.
 */
import { assertDefined } from '../base/assert.ts';
import { copyGraph, type GraphCopy } from '../base/copy-graph.ts';
import { createRandom, type Random } from '../base/random.ts';
import { EventQueue } from '../base/event-queue.ts';
import { after, micros, START, type SimTime } from '../base/sim-time.ts';
import type { ManifestDocument } from '../kubernetes/api/document.ts';
import type { Kind } from '../kubernetes/api/objects.ts';
import { advise } from './advice/advise.ts';
import type { AppliedDocument } from './applied.ts';
import { ApiServer } from './apiserver/api-server.ts';
import { isStoredObject, type StoreListener, type StoreRevision } from './apiserver/store.ts';
import { CLIENT_TIMEOUT } from './constants.ts';
import { DeploymentController } from './controllers/deployment-controller.ts';
import { EndpointsController } from './controllers/endpoints-controller.ts';
import { EndpointSliceController } from './controllers/endpointslice-controller.ts';
import { EndpointSliceMirroringController } from './controllers/endpointslice-mirroring-controller.ts';
import { NodeLifecycleController } from './controllers/node-lifecycle-controller.ts';
import { ReplicaSetController } from './controllers/replicaset-controller.ts';
import { GarbageCollector } from './controllers/garbage-collector.ts';
import { NamespaceController } from './controllers/namespace-controller.ts';
import { PodGarbageCollector } from './controllers/pod-garbage-collector.ts';
import { TaintEvictionController } from './controllers/taint-eviction-controller.ts';
import { StatefulSetController } from './controllers/statefulset-controller.ts';
import { ServiceController } from './controllers/service-controller.ts';
import { ServiceMemberships } from './controllers/service-memberships.ts';
import { DnsServer } from './coredns/dns-server.ts';
import { EventRecorder, type EventDraft } from './event-recorder.ts';
import { PodIndex } from './pod-index.ts';
import { IngressController } from './ingress/ingress-controller.ts';
import { KubeProxy } from './kube-proxy/kube-proxy.ts';
import { Kubelet } from './kubelet/kubelet.ts';
import { LoadBalancer } from './load-balancer/load-balancer.ts';
import type { Change } from './change.ts';
import type { Component, ComponentName, Machine, SimulationEvent } from './machine.ts';
import { AddressRanges } from './network/address-ranges.ts';
import { AddressBook } from './network/address-book.ts';
import { Affinity } from './network/affinity.ts';
import { Course } from './network/course.ts';
import { EphemeralPorts } from './network/ephemeral-ports.ts';
import { IntendedApps } from './network/intended-app.ts';
import { SliceBook } from './network/slice-book.ts';
import { type RequestLog, Traffic } from './network/traffic.ts';
import type { World } from './network/world.ts';
import { Operator } from './operator.ts';
import { Firewall } from './firewall.ts';
import { Hosts } from './hosts.ts';
import { Scheduler } from './scheduler.ts';
import { findSelections, type SelectionPlace } from './selections.ts';
import type { ReadCommand, SimulationInput } from './session.ts';
import { apiServerEndpoints } from './setup/api-server-endpoints.ts';
import { ClientRoster } from './setup/client-roster.ts';
import { isOwnDocument } from './setup/clients.ts';
import { isClusterDocument, readCluster } from './setup/cluster.ts';
import type {
  ApplyOutput,
  ClusterNetwork,
  Diagnostic,
  ObjectRevision,
  RequestTrace,
  TextVerdict,
  Trace,
  TraceEvent,
} from './trace.ts';

/** The kinds that the trace keeps versions of. */
const TRACED: ReadonlySet<string> = new Set<Kind>([
  'Deployment',
  'EndpointSlice',
  'Event',
  'Ingress',
  'Lease',
  'Namespace',
  'Node',
  'Pod',
  'ReplicaSet',
  'Service',
  'StatefulSet',
]);

/** A run that can be carried further: `advance`, then `takeTrace` for what is new. */
export class Simulation implements Machine, RequestLog, StoreListener {
  now: SimTime = START;
  readonly api: ApiServer;
  readonly pods: PodIndex;
  private readonly recorder: EventRecorder;
  private readonly seed: number;
  private readonly queue = new EventQueue<SimulationEvent>();
  private readonly streams = new Map<string, Random>();
  private readonly components: Readonly<Record<ComponentName, Component>>;
  /** Who is told of changes, in this order. */
  private readonly watchers: readonly Pick<Component, 'onChange'>[];
  private readonly network: ClusterNetwork;
  private readonly operator: Operator;
  private readonly traffic: Traffic;
  private readonly roster: ClientRoster;
  private readonly apply: ApplyOutput;
  private applied: readonly AppliedDocument[];
  private readonly diagnostics: readonly Diagnostic[];
  private readonly selections: readonly SelectionPlace[];
  private revisions: ObjectRevision[] = [];
  private events: TraceEvent[] = [];
  private requests: RequestTrace[] = [];

  constructor({ documents, seed, commands, podLimit = Infinity, memory, kubelet: fixed }: SimulationInput) {
    this.seed = seed;
    const cluster = readCluster(documents);
    const { podCIDR, serviceCIDR, kubeProxyMode } = cluster;
    this.network = { kubeProxyMode, podCIDR, serviceCIDR };
    this.api = new ApiServer({ clock: this, random: this.random('api server'), memory, serviceCIDR });
    this.pods = new PodIndex(this.api.store);
    for (const object of apiServerEndpoints()) this.api.store.put(object);
    this.recorder = new EventRecorder(this.api.store);
    const hosts = new Hosts();
    const firewall = new Firewall();
    const addresses = new AddressBook(this.api.store);
    const affinity = new Affinity();
    const memberships = new ServiceMemberships();
    const kubelet = new Kubelet(this, hosts, fixed);
    const kubeProxy = new KubeProxy(this, hosts, affinity, {
      mode: kubeProxyMode,
      clusterCIDR: podCIDR,
      serviceCIDR,
    });
    const loadBalancer = new LoadBalancer(this, hosts, kubeProxy);
    const serviceController = new ServiceController(this, loadBalancer);
    const dns = new DnsServer(this);
    const ingress = new IngressController(this);
    const slices = new SliceBook(this.api.store);
    const world: World = {
      machine: this,
      hosts,
      firewall,
      kubelet,
      addresses,
      slices,
      affinity,
      apps: new IntendedApps(this.api.store),
      proxy: kubeProxy,
      loadBalancer,
      dns,
      ingress,
      ranges: new AddressRanges(podCIDR, serviceCIDR),
      ports: new EphemeralPorts(),
      course: new Course(),
    };
    this.traffic = new Traffic(world, this);
    const nodes = cluster.nodes.map(({ metadata }) => metadata.name);
    this.roster = new ClientRoster(this, kubelet, this.traffic, nodes);
    this.operator = new Operator(
      this,
      { hosts, firewall, affinity, kubelet, kubeProxy, serviceController, roster: this.roster },
      commands,
    );
    this.components = {
      deploymentController: new DeploymentController(this),
      replicaSetController: new ReplicaSetController(this, podLimit),
      endpointsController: new EndpointsController(this, memberships),
      endpointSliceController: new EndpointSliceController(this, memberships),
      endpointSliceMirroringController: new EndpointSliceMirroringController(this),
      nodeLifecycleController: new NodeLifecycleController(this),
      taintEvictionController: new TaintEvictionController(this),
      serviceController,
      statefulSetController: new StatefulSetController(this, podLimit),
      garbageCollector: new GarbageCollector(this),
      namespaceController: new NamespaceController(this),
      podGarbageCollector: new PodGarbageCollector(this),
      scheduler: new Scheduler(this),
      kubelet,
      kubeProxy,
      ingressController: ingress,
      loadBalancer,
      clients: this.traffic,
      operator: this.operator,
    };
    const all = [this.pods, addresses, slices, dns, memberships, ...Object.values(this.components)];
    this.watchers = all.filter((each: Pick<Component, 'onChange'>) => each.onChange !== undefined);
    this.api.store.onChange(this);

    for (const node of cluster.nodes) this.api.store.put(node);
    const isForeign = documents.every((document) => isOwnDocument(document) || isClusterDocument(document));
    const applied = this.api.applyManifest(documents);
    // What never changes again is frozen: copies share it.
    const isSilent = isForeign && documents.length > 0;
    this.apply = Object.freeze(isSilent ? { exit: 0, stdout: '', stderr: '' } : applied.output);
    this.applied = applied.applied;
    const said = [...cluster.diagnostics, ...this.roster.add(documents), ...applied.diagnostics];
    this.selections = Object.freeze(findSelections(documents, applied.results, this.api.store));
    this.diagnostics = Object.freeze(advise(said, documents, this.api.store, podLimit));
  }

  /** Carries the run on to `until`: everything due by then has happened. */
  advance(until: SimTime): void {
    while (this.step(until)) {
      // One thing after the other.
    }
    this.now = micros(Math.max(this.now, until));
  }

  /** Ends a run: no new requests, but those under way come to their end. */
  drain(): void {
    this.traffic.close();
    const latest = after(this.now, micros(3 * CLIENT_TIMEOUT));
    while (this.traffic.pending > 0 && this.step(latest)) {
      // One thing after the other.
    }
  }

  /** How many records wait to be taken: a measure of the trace's size. */
  get recorded(): number {
    return this.revisions.length + this.events.length + this.requests.length;
  }

  /** What has been recorded since the last call. */
  takeTrace(): Trace {
    const { revisions, events, requests, apply, applied, diagnostics, selections } = this;
    const { clients } = this.roster;
    this.applied = [];
    this.revisions = [];
    this.events = [];
    this.requests = [];
    const { network } = this;
    return { until: this.now, apply, applied, diagnostics, clients, network, selections, revisions, events, requests };
  }

  /**
   * A checkpoint: a copy that goes on by itself and from here on as this one does, with the number of objects that it took.
   * It has no records: what waits to be taken stays here.
   */
  copy(): GraphCopy<Simulation> {
    const instead = new Map<object, object>(
      [this.applied, this.revisions, this.events, this.requests].map((records) => [records, []]),
    );
    return copyGraph<Simulation>(this, { isShared: isStoredObject, instead });
  }

  /** A copy to which other commands come from now on: those of the log that are later than now. */
  fork(commands: readonly ReadCommand[]): Simulation {
    const { copy } = this.copy();
    copy.operator.replaceFuture(commands);
    return copy;
  }

  /**
   * What `kubectl apply` of the documents would come to now, with all that there is to say of them. It leaves its marks on
   * the cluster: ask a copy.
   */
  judge(documents: readonly ManifestDocument[], podLimit: number): TextVerdict {
    const { output, applied, diagnostics, results } = this.api.applyManifest(documents);
    const said = [...this.roster.add(documents), ...diagnostics];
    return {
      apply: output,
      applied,
      diagnostics: advise(said, documents, this.api.store, podLimit),
      selections: findSelections(documents, results, this.api.store),
    };
  }

  schedule(delay: SimTime, event: SimulationEvent): void {
    this.queue.push(after(this.now, delay), event);
  }

  record(event: TraceEvent): void {
    this.events.push(event);
    this.traffic.onEvent(event);
  }

  recordRequest(request: RequestTrace): void {
    this.requests.push(request);
  }

  recordEvent(draft: EventDraft): void {
    this.recorder.record(draft, this.now);
  }

  random(purpose: string): Random {
    const known = this.streams.get(purpose);
    if (known !== undefined) return known;
    const made = createRandom(this.seed, purpose);
    this.streams.set(purpose, made);
    return made;
  }

  /**
   * Does what is due next, if that is no later than `until`: a command before anything else, so that it makes no difference
   * when the log got it. Returns whether there was something to do.
   */
  private step(until: SimTime): boolean {
    const { operator, queue } = this;
    const [command, at] = [operator.nextAt, queue.nextAt];
    if (command !== undefined && (at === undefined || command <= at)) {
      if (command > until) return false;
      this.now = command;
      operator.carryOutNext();
      return true;
    }
    if (at === undefined || at > until) return false;
    const event = assertDefined(queue.pop(), 'what was due is gone');
    this.now = at;
    this.components[event.component].handle(event);
    return true;
  }

  storeChanged(revision: StoreRevision): void {
    if (!TRACED.has(revision.kind)) return;
    // TRACED holds names of kinds only, and the store files every object under its own kind.
    const change = revision as Change;
    const { at, kind, key, object } = change;
    this.revisions.push(object === undefined ? { at, kind, key } : { at, kind, key, object });
    // Events are for people: no component goes by them, and there are more of them than of anything else.
    if (kind === 'Event') return;
    for (const watcher of this.watchers) watcher.onChange?.(change);
  }
}

/** A simulation of this input at its start: the manifest is applied, nothing has happened yet. */
export function createSimulation(input: SimulationInput): Simulation {
  return new Simulation(input);
}
