/** The one Ingress controller: reads Ingresses, tells its address in their status, and chooses pods for requests. */
import { after, micros, START, type SimTime } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Ingress } from '../../kubernetes/api/ingress.ts';
import { byAge, isOwnIngress } from '../../kubernetes/ingress/route.ts';
import type { IngressUpstream } from '../../kubernetes/ingress/upstreams.ts';
import { INGRESS_RELOAD_PERIOD, INGRESS_STATUS_DELAY, WATCH_LATENCY } from '../constants.ts';
import type { Change } from '../change.ts';
import type { Component, Machine, SimulationEvent } from '../machine.ts';

/** The controller's name, and the address that the cloud gave it. */
export const INGRESS_CONTROLLER = { name: 'ingress-nginx', address: '192.0.2.2' };

/**
 * Simplified: [SIM-90] one controller in the manner of ingress-nginx that is there from the start, beside the nodes, and never
 * fails; its own Service and pods are not walked. [SIM-91] It tells its address after two seconds, where the real one takes
 * up to a minute.
 */
export class IngressController implements Component {
  private readonly machine: Machine;
  /** What it has loaded, in order of age. */
  private loaded: readonly Ingress[] = [];
  private lastReload: SimTime | undefined;
  private isReloadDue = false;
  /** Whose turn it is, by backend. */
  private readonly turns = new Map<string, number>();
  /** The cookies that clients were given: by client and Ingress, the endpoint. */
  private readonly cookies = new Map<string, string>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** The Ingresses that it goes by now, in order of age. */
  get ingresses(): readonly Ingress[] {
    return this.loaded;
  }

  onChange({ kind, key, object }: Change): void {
    if (kind !== 'Ingress') return;
    if (object?.kind === 'Ingress' && isOwnIngress(object) && addressOf(object) === undefined) {
      this.machine.schedule(INGRESS_STATUS_DELAY, { component: 'ingressController', type: 'publish', key });
    }
    if (this.isReloadDue) return;
    this.isReloadDue = true;
    const { now } = this.machine;
    const earliest = this.lastReload === undefined ? START : after(this.lastReload, INGRESS_RELOAD_PERIOD);
    const wait = micros(Math.max(WATCH_LATENCY, earliest - now));
    this.machine.schedule(wait, { component: 'ingressController', type: 'reload', key: '' });
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'reload') this.reload();
    else this.publish(key);
  }

  /** The next endpoint for a request of this backend, round robin; with a cookie the one that it names, as long as that is there. */
  choose(
    backend: string,
    upstreams: readonly IngressUpstream[],
    cookie: string | undefined,
  ): IngressUpstream | undefined {
    const kept = cookie === undefined ? undefined : this.cookies.get(cookie);
    const same = upstreams.find(({ address, port }) => `${address}:${String(port)}` === kept);
    if (same !== undefined) return same;
    const turn = this.turns.get(backend) ?? this.machine.random('ingress').below(Math.max(1, upstreams.length));
    this.turns.set(backend, turn + 1);
    const chosen = upstreams[turn % Math.max(1, upstreams.length)];
    if (cookie !== undefined && chosen !== undefined) {
      this.cookies.set(cookie, `${chosen.address}:${String(chosen.port)}`);
    }
    return chosen;
  }

  private reload(): void {
    this.isReloadDue = false;
    this.lastReload = this.machine.now;
    this.loaded = this.machine.api.store.list('Ingress').filter(isOwnIngress).toSorted(byAge);
  }

  private publish(key: string): void {
    const { store } = this.machine.api;
    const ingress = store.get('Ingress', key);
    if (ingress === undefined || !isOwnIngress(ingress) || addressOf(ingress) !== undefined) return;
    store.put({ ...ingress, status: { loadBalancer: { ingress: [{ ip: INGRESS_CONTROLLER.address }] } } });
  }
}

/** The address in the Ingress's status, once it has one. */
export function addressOf({ status }: Ingress): string | undefined {
  return status?.loadBalancer?.ingress?.[0]?.ip;
}

/** By which cookie the Ingress keeps a client at its endpoint; undefined where it does not. */
export function cookieOf(ingress: Ingress, client: string): string | undefined {
  const affinity = ingress.metadata.annotations?.['nginx.ingress.kubernetes.io/affinity'];
  return affinity === 'cookie' ? `${client} ${objectKey(ingress.metadata)}` : undefined;
}
