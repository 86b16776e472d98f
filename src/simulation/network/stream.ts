/** The events of the clients: a stream that is to send, and a request that is to end. */
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { SimulationEvent } from '../machine.ts';
import type { Client, RequestStream } from '../setup/clients.ts';
import type { RequestTrace } from '../trace.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { RequestUnderWay } from './under-way.ts';

/** A stream at work, and the event at which it sends its next request: one object for all of them. */
export class Stream implements SimulationEvent {
  readonly component = 'clients';
  readonly type = 'send';
  /** The client's name and the place of the stream among its streams. */
  readonly key: string;
  /** How many streams came before it, whoever's. */
  readonly number: number;
  readonly source: Omit<RequestOrigin, 'id'>;
  readonly spec: RequestStream;
  /** How many requests it has sent. */
  sent = 0;

  constructor(client: Client, address: string, spec: RequestStream, index: number, number: number) {
    const { name, from } = client;
    const { url, target } = spec;
    this.key = `${name} ${index}`;
    this.number = number;
    this.source = { client: name, from, address, url, target };
    this.spec = spec;
  }
}

/** What is known of a request that has been sent. */
interface Sent {
  readonly stream: Stream;
  readonly trace: RequestTrace;
  /** The pod that works on the answer. */
  readonly pod: Pod | undefined;
  /** How much had changed when it became known that it ends as its trace says unless something changes; -1: that is not known. */
  readonly settledAt: number;
  /** All else, where the request may be sent again or its connection kept. */
  readonly begun: RequestUnderWay | undefined;
}

/** A request under way, and the event at which it ends or its client tries again. */
export class SentRequest implements SimulationEvent, Sent {
  readonly component = 'clients';
  readonly type: 'finish' | 'retry';
  readonly key = '';
  readonly stream: Stream;
  readonly trace: RequestTrace;
  readonly pod: Pod | undefined;
  readonly settledAt: number;
  readonly begun: RequestUnderWay | undefined;

  constructor(
    stream: Stream,
    trace: RequestTrace,
    pod: Pod | undefined,
    settledAt: number,
    begun: RequestUnderWay | undefined,
  ) {
    this.type = begun?.retryAt === undefined ? 'finish' : 'retry';
    this.stream = stream;
    this.trace = trace;
    this.pod = pod;
    this.settledAt = settledAt;
    this.begun = begun;
  }
}
