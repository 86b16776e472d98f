/** The clients at work: each sends its streams of requests, and every request ends once. */
import { assert, assertDefined } from '../../base/assert.ts';
import { micros } from '../../base/sim-time.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import type { Client } from '../setup/clients.ts';
import type { RequestTrace, TraceEvent } from '../trace.ts';
import { isKeptByClient, keepOpen, reuseConnection, type Connection } from './connection.ts';
import { plansOf } from './plans.ts';
import type { RequestOrigin } from './request-origin.ts';
import { beginRequest, retryRequest } from './request.ts';
import { forgetStaleEntry } from './stale-entry.ts';
import { SentRequest, Stream } from './stream.ts';
import { finishRequest, type RequestUnderWay } from './under-way.ts';
import type { World } from './world.ts';

/** Where a request goes when it has ended. */
export interface RequestLog {
  recordRequest(request: RequestTrace): void;
}

/** Kinds of objects that a request can meet. */
const MET: ReadonlySet<string> = new Set(['EndpointSlice', 'Ingress', 'Namespace', 'Node', 'Pod', 'Service']);

/** Sends requests by the clients' clocks and records each when it has ended. */
export class Traffic implements Component {
  private readonly world: World;
  private readonly machine: Machine;
  private readonly log: RequestLog;
  /** Open connections, and UDP sockets, by stream: one each at most. */
  private readonly connections = new Map<string, Connection>();
  private streams = 0;
  private begun = 0;
  private ended = 0;
  /** How often anything has changed that a request can meet. */
  private changes = 0;
  private isClosing = false;

  constructor(world: World, log: RequestLog) {
    this.world = world;
    this.machine = world.machine;
    this.log = log;
  }

  /** How many requests have begun and not ended. */
  get pending(): number {
    return this.begun - this.ended;
  }

  /** Lets the client send; `podAddress` is its own when it runs in a pod. */
  add(client: Client, podAddress: string | undefined): void {
    const address = podAddress ?? this.ownAddress(client);
    for (const [index, spec] of client.streams.entries()) {
      const wait = micros(Math.max(0, spec.startsAt - this.machine.now));
      this.machine.schedule(wait, new Stream(client, address, spec, index, this.streams++));
    }
  }

  /** From now on no request begins; those under way may end. */
  close(): void {
    this.isClosing = true;
  }

  onChange({ kind, object, previous }: Change): void {
    if (!MET.has(kind)) return;
    const [now, before] = [
      object?.kind === 'Node' ? object : undefined,
      previous?.kind === 'Node' ? previous : undefined,
    ];
    // What else a Node says is nothing to a packet.
    if (now !== undefined && before !== undefined && internalIP(now) === internalIP(before)) return;
    this.changes += 1;
  }

  /** Something has been recorded that may concern requests. */
  onEvent(event: TraceEvent): void {
    if (event.type === 'proxySynced') this.proxySynced(event.node);
    if (event.type === 'firewallChanged') this.changes += 1;
    if (event.type === 'proxySynced' || event.type === 'hostChanged' || event.type === 'healthChanged')
      this.changes += 1;
  }

  handle(event: SimulationEvent): void {
    if (event instanceof SentRequest) {
      if (event.type === 'finish') this.finish(event);
      else this.retry(event);
    } else if (event instanceof Stream && !this.isClosing) this.send(event);
  }

  /** The node's kube-proxy has rewritten its rules: it drops the entries of UDP flows to endpoints that are gone. */
  private proxySynced(node: string): void {
    for (const { memory } of this.connections.values()) {
      if (memory.protocol === 'UDP') forgetStaleEntry(this.world, node, memory);
    }
  }

  private send(stream: Stream): void {
    const { spec, source } = stream;
    stream.sent += 1;
    if (this.isAwake(source)) {
      const id = `r${++this.begun}`;
      if (spec.keepAlive) this.carryOn(stream, this.begin(stream.key, { id, ...source }));
      else this.wait(plansOf(this.world).send(stream, this.changes, id));
    }
    if (stream.sent < spec.count) this.machine.schedule(spec.every, stream);
  }

  private begin(key: string, origin: RequestOrigin): RequestUnderWay {
    const { world } = this;
    const kept = this.connections.get(key);
    return kept !== undefined && isKeptByClient(world, origin.from, kept)
      ? reuseConnection(world, origin, kept)
      : beginRequest(world, origin);
  }

  private carryOn(stream: Stream, begun: RequestUnderWay): void {
    if (stream.spec.keepAlive) {
      const kept = keepOpen(this.world, begun);
      if (kept === undefined) this.connections.delete(stream.key);
      else this.connections.set(stream.key, kept);
    }
    const { trace, pod } = begun;
    this.wait(new SentRequest(stream, trace, pod, -1, begun));
  }

  /** Waits for what comes next: the end, or another SYN before it. */
  private wait(request: SentRequest): void {
    const at = request.begun?.retryAt ?? request.trace.finishedAt;
    this.machine.schedule(micros(at - this.machine.now), request);
  }

  private retry({ stream, trace, begun }: SentRequest): void {
    const first = assertDefined(begun, `request ${trace.id} has sent no SYN`);
    const again = this.isAwake(first.origin) ? retryRequest(this.world, first) : { ...first, retryAt: undefined };
    this.carryOn(stream, again);
  }

  /** A client on a machine without power is silent. */
  private isAwake({ from }: Pick<Client, 'from'>): boolean {
    return from.type === 'internet' || this.world.hosts.isOn(from.node);
  }

  private finish({ stream, trace, pod, settledAt }: SentRequest): void {
    const isAsSent = settledAt === this.changes;
    const finished = isAsSent ? trace : finishRequest(this.world, stream.source.from, trace, pod);
    // What broke a request broke its connection: the client opens a new one.
    if (finished !== trace) this.connections.delete(stream.key);
    if (finished.finishedAt > this.machine.now) {
      // Its pod's machine has died meanwhile: the client waits on, and nothing can come back any more.
      this.wait(new SentRequest(stream, finished, undefined, -1, undefined));
      return;
    }
    this.ended += 1;
    assert(this.ended <= this.begun, 'a request has ended twice');
    this.log.recordRequest(finished);
  }

  private ownAddress({ from, name }: Client): string {
    if (from.type === 'internet') return from.ip;
    const node = this.machine.api.store.get('Node', from.node);
    return assertDefined(node && internalIP(node), `client ${name} has no address`);
  }
}
