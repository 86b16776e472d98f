/** The clients of a run: those of the first text, and those that come with texts applied later. */
import { after } from '../../base/sim-time.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Kubelet } from '../kubelet/kubelet.ts';
import type { Machine } from '../machine.ts';
import type { Traffic } from '../network/traffic.ts';
import type { ClientInfo, Diagnostic } from '../trace.ts';
import { automaticClients } from './automatic-clients.ts';
import { hasClients, readClients, type Client } from './clients.ts';
import { expectedPods } from './expected-pods.ts';

/** Lets clients send from the moment at which they come. */
export class ClientRoster {
  private readonly machine: Machine;
  private readonly kubelet: Kubelet;
  private readonly traffic: Traffic;
  private readonly nodes: readonly string[];
  /** Whether some text has said who sends: then none are made. */
  private isDeclared = false;
  private known: readonly ClientInfo[] = Object.freeze([]);

  constructor(machine: Machine, kubelet: Kubelet, traffic: Traffic, nodes: readonly string[]) {
    this.machine = machine;
    this.kubelet = kubelet;
    this.traffic = traffic;
    this.nodes = Object.freeze([...nodes]);
  }

  /** All that have come so far. */
  get clients(): readonly ClientInfo[] {
    return this.known;
  }

  /**
   * Lets the Clients of the documents begin, once their objects have been applied; as long as there are none at all, one is
   * made for each Service. Simplified: [SIM-72] a Client that is there already goes on as it was, whatever a later text says.
   */
  add(documents: readonly ManifestDocument[]): readonly Diagnostic[] {
    const declared = readClients(documents, this.nodes);
    for (const client of declared.clients) this.begin(client);
    this.isDeclared ||= hasClients(documents);
    if (!this.isDeclared) {
      const { store } = this.machine.api;
      const made = automaticClients(store.list('Service'), this.nodes, expectedPods(store), store.list('Ingress'));
      for (const client of made) this.begin(client);
    }
    return declared.diagnostics;
  }

  private begin(client: Client): void {
    const { name, from, streams, isAutomatic } = client;
    if (this.known.some((each) => each.name === name)) return;
    const address = from.type === 'pod' ? this.kubelet.addressFor(from.node) : undefined;
    const { now } = this.machine;
    const delayed = streams.map((stream) => ({ ...stream, startsAt: after(now, stream.startsAt) }));
    this.traffic.add({ ...client, streams: delayed }, address);
    const info: ClientInfo = { name, from, urls: streams.map(({ url }) => url), automatic: isAutomatic };
    this.known = Object.freeze([...this.known, info]);
  }
}
