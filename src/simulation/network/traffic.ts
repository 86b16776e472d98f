/** The clients at work: each sends its streams of requests, and every request ends once. */
import { assertDefined } from '../../base/assert.ts';
import { micros } from '../../base/sim-time.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';
import type { Client } from '../setup/clients.ts';
import type { RequestTrace } from '../trace.ts';
import { isKeptByClient, openConnection, reuseConnection, type Connection } from './connection.ts';
import type { RequestOrigin } from './request-origin.ts';
import { beginRequest } from './request.ts';
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
}

/** Sends requests by the clients' clocks and records each when it has ended. */
export class Traffic implements Component {
  private readonly world: World;
  private readonly machine: Machine;
  private readonly log: RequestLog;
  private readonly senders = new Map<string, Sender>();
  private readonly underWay = new Map<string, Begun>();
  /** Open connections by client and stream. */
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

  handle({ type, key }: SimulationEvent): void {
    if (type === 'finish') this.finish(key);
    else if (!this.isClosing) this.send(key);
  }

  private send(key: string): void {
    const [name = '', position = '0'] = key.split(' ');
    const index = Number(position);
    const { client, address, sent } = assertDefined(this.senders.get(name), `unknown client ${name}`);
    const stream = assertDefined(client.streams[index], `client ${name} has no stream ${index}`);
    sent[index] = (sent[index] ?? 0) + 1;
    const { from } = client;
    // A client on a machine without power is silent.
    if (from.type === 'internet' || this.world.hosts.isOn(from.node)) {
      const id = `r${++this.begun}`;
      const begun = this.begin(key, stream.keepAlive, {
        id,
        client: name,
        from,
        address,
        url: stream.url,
        target: stream.target,
      });
      this.underWay.set(id, { ...begun, stream: key });
      const wait = micros(begun.trace.finishedAt - this.machine.now);
      this.machine.schedule(wait, { component: 'clients', type: 'finish', key: id });
    }
    if ((sent[index] ?? 0) < stream.count) {
      this.machine.schedule(stream.every, { component: 'clients', type: 'send', key });
    }
  }

  private begin(key: string, keepAlive: boolean, origin: RequestOrigin): RequestUnderWay {
    const { world } = this;
    const kept = keepAlive ? this.connections.get(key) : undefined;
    const open = kept !== undefined && isKeptByClient(world, origin.from, kept) ? kept : undefined;
    const begun = open === undefined ? beginRequest(world, origin) : reuseConnection(world, origin, open);
    if (begun.pod === undefined) this.connections.delete(key);
    else if (keepAlive && open === undefined) {
      this.connections.set(key, openConnection(world, origin.from, begun.trace, begun.pod));
    }
    return begun;
  }

  private finish(id: string): void {
    const begun = assertDefined(this.underWay.get(id), `request ${id} ends twice`);
    const finished = finishRequest(this.world, begun);
    // What broke a request broke its connection: the client opens a new one.
    if (finished !== begun.trace) this.connections.delete(begun.stream);
    if (finished.finishedAt > this.machine.now) {
      // Its pod's machine has died meanwhile: the client waits on, and nothing can come back any more.
      this.underWay.set(id, { trace: finished, pod: undefined, stream: begun.stream });
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
