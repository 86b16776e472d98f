/** All that kube-proxies go by, as one log for all of them: each is at a position of its own in it. */
import { after, START, type SimTime } from '../../base/sim-time.ts';
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isToldSlice, isWatchedSlice, serviceNameOf } from '../../kubernetes/proxy/endpoints.ts';
import { toKnownPorts, type KnownPort } from '../../kubernetes/proxy/known-port.ts';
import { indexKeys } from '../../kubernetes/proxy/service-index.ts';
import { toServicePorts, type ServicePortInfo } from '../../kubernetes/proxy/service-port.ts';
import { at, forget, withVersion, type Versions } from './versions.ts';

/** A Service and its slices between two positions. */
interface ServiceState {
  readonly service: Service | undefined;
  /** In the order of their names. */
  readonly slices: readonly EndpointSlice[];
  /** What has been made of them, when somebody asked: the same for whoever asks. */
  readonly made: { ports?: readonly KnownPort[] };
}

/** One port of a Service, whatever its endpoints. */
export interface PortReference {
  /** `namespace/name`. */
  readonly service: string;
  /** Which of its ports. */
  readonly index: number;
}

/** After so many changes what nobody goes by any more is dropped. */
const CHANGES_KEPT = 1024;

const NO_PORTS: readonly KnownPort[] = [];
const NO_STATE: ServiceState = Object.freeze({
  service: undefined,
  slices: Object.freeze([]),
  made: { ports: NO_PORTS },
});

/**
 * The log is not a list of changes to be gone through again, but has for each Service the states that it was in, and since
 * which position: whoever is at a position finds the state of the one Service that a packet is for. A change costs as much
 * as the one Service has slices. States are frozen: checkpoints share them, with the rules that have been made of them.
 */
export class ServiceLog {
  /** How many changes there have been. */
  position = 0;
  private readonly services = new Map<string, Versions<ServiceState>>();
  /** By `indexKeys`: which ports stand there, in no order. */
  private readonly references = new Map<string, Versions<readonly PortReference[]>>();
  private endpointCounts: Versions<number> = withVersion<number>([], 0, 0);
  /** When each change was made, except those up to position `firstTimed`, which all have heard of. */
  private times: SimTime[] = [];
  private firstTimed = 0;
  private sinceForgotten = 0;
  /** Services and keys with more than one version. */
  private readonly grown = new Set<string>();

  /** A Service was written or removed; returns whether that is anything to a kube-proxy. */
  serviceChanged(previous: Service | undefined, object: Service | undefined, now: SimTime): boolean {
    const [before, current] = [infosOf(previous), infosOf(object)];
    if (JSON.stringify(before) === JSON.stringify(current)) return false;
    const key = objectKey((object ?? previous)?.metadata ?? { name: '' });
    const state = this.latest(key);
    this.append(now);
    this.setState(key, { service: object, slices: state.slices, made: {} });
    this.setReferences(key, before, current);
    return true;
  }

  /**
   * A slice was written or removed; returns whether kube-proxies take notice, as they do of whatever has changed in one.
   * One that now names another Service, or none, stays with the old one as it was. Simplified: also after a restart.
   * Upstream: pkg/proxy/endpointslicecache.go updatePending, esDataChanged (v1.36).
   */
  sliceChanged(previous: EndpointSlice | undefined, object: EndpointSlice | undefined, now: SimTime): boolean {
    const isWritten = object !== undefined && isToldSlice(object);
    const slice = isWritten ? object : previous;
    if (slice === undefined || !isWatchedSlice(slice)) return false;
    const key = serviceNameOf(slice);
    const state = this.latest(key);
    const held = state.slices.find(({ metadata }) => metadata.name === slice.metadata.name);
    if (held === undefined && !isWritten) return false;
    const others = state.slices.filter((other) => other !== held);
    this.append(now);
    this.setState(key, { service: state.service, slices: isWritten ? [...others, slice] : others, made: {} });
    const count = at(this.endpointCounts, this.position) ?? 0;
    const size = isWritten ? sizeOf(slice) : 0;
    this.endpointCounts = withVersion(this.endpointCounts, this.position, count - sizeOf(held) + size);
    return true;
  }

  /** The last position of which one knows who hears of each change only `delay` later, and who was at `from` before. */
  positionSeen(from: number, now: SimTime, delay: SimTime): number {
    let [low, high] = [Math.max(from, this.firstTimed), this.position];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (after(this.timeOf(middle), delay) <= now) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** When the change was made that led to the position; of one that all have heard of long ago, the start. */
  timeOf(position: number): SimTime {
    return this.times[position - this.firstTimed - 1] ?? START;
  }

  /** The ports of a Service at a position. */
  portsOf(service: string, position: number): readonly KnownPort[] {
    const state = at(this.services.get(service) ?? [], position);
    if (state === undefined) return NO_PORTS;
    state.made.ports ??= freezeAll(state.service === undefined ? [] : toKnownPorts(state.service, state.slices));
    return state.made.ports;
  }

  /** The ports that stand under a key at a position, in no order. */
  referencesAt(key: string, position: number): readonly PortReference[] {
    return at(this.references.get(key) ?? [], position) ?? [];
  }

  /** The Services that there have been, as far as anybody may still go by them. */
  serviceKeys(): readonly string[] {
    return [...this.services.keys()];
  }

  /** How many endpoints all slices have together at a position, one that several slices have counted each time. */
  endpointCountAt(position: number): number {
    return at(this.endpointCounts, position) ?? 0;
  }

  /** Whether so much has changed that it is time to forget what nobody goes by. */
  get isLong(): boolean {
    return this.sinceForgotten > CHANGES_KEPT;
  }

  /** Drops what is to be seen neither from any of these positions nor from `onward` or a later one, of which all have heard. */
  keepOnly(positions: Iterable<number>, onward: number): void {
    const kept = { at: [...new Set(positions)].sort((a, b) => a - b), onward };
    for (const key of this.grown) {
      const isService = key.startsWith('service ');
      const name = isService ? key.slice('service '.length) : key;
      const isShort = isService ? forget(this.services, name, kept) : forget(this.references, name, kept);
      if (isShort) this.grown.delete(key);
    }
    const counts = new Map([['', this.endpointCounts]]);
    forget(counts, '', kept);
    this.endpointCounts = counts.get('') ?? this.endpointCounts;
    this.times = this.times.slice(onward - this.firstTimed);
    this.firstTimed = onward;
    this.sinceForgotten = 0;
  }

  private append(now: SimTime): void {
    this.position += 1;
    this.sinceForgotten += 1;
    this.times.push(now);
  }

  private latest(key: string): ServiceState {
    return at(this.services.get(key) ?? [], this.position) ?? NO_STATE;
  }

  private setState(key: string, state: ServiceState): void {
    const known = this.services.get(key);
    const isGone = state.service === undefined && state.slices.length === 0;
    if (known !== undefined || isGone) this.grown.add(`service ${key}`);
    Object.freeze(state.slices);
    this.services.set(key, withVersion(known ?? [], this.position, isGone ? undefined : Object.freeze(state)));
  }

  private setReferences(
    service: string,
    before: readonly ServicePortInfo[],
    current: readonly ServicePortInfo[],
  ): void {
    const wanted = new Map<string, PortReference[]>();
    for (const info of before) for (const key of indexKeys(info)) wanted.set(key, []);
    for (const [index, info] of current.entries()) {
      const reference = Object.freeze({ service, index });
      for (const key of indexKeys(info)) wanted.set(key, [...(wanted.get(key) ?? []), reference]);
    }
    for (const [key, own] of wanted) {
      const known = this.references.get(key) ?? [];
      const others = (at(known, this.position) ?? []).filter((reference) => reference.service !== service);
      const all = [...others, ...own];
      if (known.length > 0) this.grown.add(key);
      this.references.set(key, withVersion(known, this.position, all.length === 0 ? undefined : Object.freeze(all)));
    }
  }
}

function infosOf(service: Service | undefined): readonly ServicePortInfo[] {
  return service === undefined ? [] : toServicePorts(service);
}

function sizeOf(slice: EndpointSlice | undefined): number {
  return (slice?.endpoints?.length ?? 0) * (slice?.ports?.length ?? 0);
}

function freezeAll(ports: readonly KnownPort[]): readonly KnownPort[] {
  for (const port of ports) Object.freeze(port);
  return Object.freeze(ports);
}
