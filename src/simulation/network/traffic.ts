/** The clients at work: each sends its streams of requests, and every request ends once. */
import { assertDefined } from '../../base/assert.ts';
import { micros } from '../../base/sim-time.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import type { Client } from '../setup/clients.ts';
import type { RequestTrace } from '../trace.ts';
import { isKeptByClient, keepOpen, reuseConnection, type Connection } from './connection.ts';
import type { RequestOrigin } from './request-origin.ts';
import { beginRequest, retryRequest } from './request.ts';
import { forgetStaleEntry } from './stale-entry.ts';
import { finishRequest, type RequestUnderWay } from './under-way.ts';
import type { World } from './world.ts';

interface Sender {
  readonly client: Client;
  readonly address: string;
  readonly sent: number[];
}

/** Where a request goes when it has ended. */
export interface RequestLog {
  recordRequest(request: RequestTrace): void;
}

/** A request under way and the stream that it belongs to. */
interface Begun extends RequestUnderWay {
  readonly stream: string;
  readonly keepAlive: boolean;
}

/** Sends requests by the clients' clocks and records each when it has ended. */
export class Traffic implements Component {
  private readonly world: World;
  private readonly machine: Machine;
  private readonly log: RequestLog;
  private readonly senders = new Map<string, Sender>();
  private readonly underWay = new Map<string, Begun>();
  /** Open connections, and UDP sockets, by client and stream: one each at most. */
  private readonly connections = new Map<string, Connection>();
  private begun = 0;
  private isClosing = false;

  constructor(world: World, log: RequestLog) {
    this.world = world;
    this.machine = world.machine;
    this.log = log;
  }

  /** How many requests have begun and not ended. */
  get pending(): number {
    return this.underWay.size;
  }

  /** Lets the client send; `podAddress` is its own when it runs in a pod. */
  add(client: Client, podAddress: string | undefined): void {
    const address = podAddress ?? this.ownAddress(client);
    this.senders.set(client.name, { client, address, sent: client.streams.map(() => 0) });
    for (const [index, stream] of client.streams.entries()) {
      const wait = micros(Math.max(0, stream.startsAt - this.machine.now));
      this.machine.schedule(wait, { component: 'clients', type: 'send', key: `${client.name} ${index}` });
    }
  }

  /** From now on no request begins; those under way may end. */
  close(): void {
    this.isClosing = true;
  }

  /** The node's kube-proxy has rewritten its rules: it drops the entries of UDP flows to endpoints that are gone. */
  proxySynced(node: string): void {
    for (const { memory } of this.connections.values()) {
      if (memory.protocol === 'UDP') forgetStaleEntry(this.world, node, memory);
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'finish') this.finish(key);
    else if (type === 'retry') this.retry(key);
    else if (!this.isClosing) this.send(key);
  }

  private send(key: string): void {
    const space = key.indexOf(' ');
    const name = key.slice(0, space);
    const index = Number(key.slice(space + 1));
    const { client, address, sent } = assertDefined(this.senders.get(name), `unknown client ${name}`);
    const stream = assertDefined(client.streams[index], `client ${name} has no stream ${index}`);
    const count = (sent[index] ?? 0) + 1;
    sent[index] = count;
    if (this.isAwake(client)) {
      const { from } = client;
      const { url, target, keepAlive } = stream;
      const id = `r${++this.begun}`;
      this.carryOn(key, keepAlive, this.begin(key, keepAlive, { id, client: name, from, address, url, target }));
    }
    if (count < stream.count) this.machine.schedule(stream.every, { component: 'clients', type: 'send', key });
  }

  private begin(key: string, keepAlive: boolean, origin: RequestOrigin): RequestUnderWay {
    const { world } = this;
    const kept = keepAlive ? this.connections.get(key) : undefined;
    return kept !== undefined && isKeptByClient(world, origin.from, kept)
      ? reuseConnection(world, origin, kept)
      : beginRequest(world, origin);
  }

  /** Waits for what comes next: the end, or another SYN before it. */
  private carryOn(stream: string, keepAlive: boolean, begun: RequestUnderWay): void {
    const { id } = begun.origin;
    if (keepAlive) {
      const kept = keepOpen(this.world, begun);
      if (kept === undefined) this.connections.delete(stream);
      else this.connections.set(stream, kept);
    }
    this.underWay.set(id, { ...begun, stream, keepAlive });
    const { retryAt } = begun;
    const wait = micros((retryAt ?? begun.trace.finishedAt) - this.machine.now);
    const type = retryAt === undefined ? 'finish' : 'retry';
    this.machine.schedule(wait, { component: 'clients', type, key: id });
  }

  private retry(id: string): void {
    const { stream, keepAlive, ...begun } = assertDefined(this.underWay.get(id), `request ${id} is over`);
    const again = this.isAwake(begun.origin) ? retryRequest(this.world, begun) : { ...begun, retryAt: undefined };
    this.carryOn(stream, keepAlive, again);
  }

  /** A client on a machine without power is silent. */
  private isAwake({ from }: Pick<Client, 'from'>): boolean {
    return from.type === 'internet' || this.world.hosts.isOn(from.node);
  }

  private finish(id: string): void {
    const begun = assertDefined(this.underWay.get(id), `request ${id} ends twice`);
    const finished = finishRequest(this.world, begun);
    // What broke a request broke its connection: the client opens a new one.
    if (finished !== begun.trace) this.connections.delete(begun.stream);
    if (finished.finishedAt > this.machine.now) {
      // Its pod's machine has died meanwhile: the client waits on, and nothing can come back any more.
      this.underWay.set(id, { ...begun, trace: finished, pod: undefined });
      const wait = micros(finished.finishedAt - this.machine.now);
      this.machine.schedule(wait, { component: 'clients', type: 'finish', key: id });
      return;
    }
    this.underWay.delete(id);
    this.log.recordRequest(finished);
  }

  private ownAddress({ from, name }: Client): string {
    if (from.type === 'internet') return from.ip;
    const node = this.machine.api.store.get('Node', from.node);
    return assertDefined(node && internalIP(node), `client ${name} has no address`);
  }
}
