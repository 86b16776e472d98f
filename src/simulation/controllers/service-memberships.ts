/** Which pods belong to which Services: kept by label, so that a change looks only at those that may be concerned. */
import type { StringMap } from '../../kubernetes/api/meta.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isPodTerminal } from '../../kubernetes/endpointslice/endpoint.ts';
import { sameMap } from '../../kubernetes/endpointslice/slice-labels.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import type { Change } from '../machine.ts';

/** A pod before or after a change: absent when it is new, or gone. */
type MaybePod = Pod | undefined;

/** An index of Services and pods that the endpoint controllers share; it must be told of a change before they are. */
export class ServiceMemberships {
  /** Services, each under one pair of its selector: that under which fewest stand already. */
  private readonly services = new Map<string, Map<string, Service>>();
  private readonly shelfOfService = new Map<string, string>();
  /** Pods under each of their labels. */
  private readonly pods = new Map<string, Map<string, Pod>>();

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'Service') {
      unfile(this.services, this.shelfOfService.get(key) ?? '', key);
      this.shelfOfService.delete(key);
      const shelf = object?.kind === 'Service' ? smallest(this.services, selectorShelves(object)) : undefined;
      if (shelf === undefined || object?.kind !== 'Service') return;
      this.shelfOfService.set(key, shelf);
      file(this.services, shelf, key, object);
    } else if (kind === 'Pod') {
      if (previous?.kind === 'Pod') for (const shelf of labelShelves(previous)) unfile(this.pods, shelf, key);
      if (object?.kind === 'Pod') for (const shelf of labelShelves(object)) file(this.pods, shelf, key, object);
    }
  }

  /** The pods that the Service selects, by name. */
  podsOf(service: Service): readonly Pod[] {
    const shelf = smallest(this.pods, selectorShelves(service));
    return [...(this.pods.get(shelf ?? '')?.values() ?? [])]
      .filter((pod) => matchesServiceSelector(service.spec.selector, pod.metadata.labels))
      .toSorted((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  }

  /** The keys of the Services that select the pod, sorted. */
  servicesOf(pod: Pod): readonly string[] {
    const keys: string[] = [];
    for (const shelf of labelShelves(pod)) {
      for (const [key, service] of this.services.get(shelf) ?? []) {
        if (matchesServiceSelector(service.spec.selector, pod.metadata.labels)) keys.push(key);
      }
    }
    return keys.toSorted();
  }

  /**
   * The keys of the Services whose endpoints a change of a pod may touch, sorted.
   * Upstream: staging/src/k8s.io/endpointslice/util GetServicesToUpdateOnPodChange (v1.36).
   */
  servicesToUpdate(before: MaybePod, after: MaybePod): readonly string[] {
    if (before === undefined || after === undefined) return [before, after].flatMap((pod) => this.servicesOrNone(pod));
    const isChanged = endpointChanged(before, after);
    const isRelabelled = !sameMap(before.metadata.labels, after.metadata.labels) || hostnameChanged(before, after);
    if (!isChanged && !isRelabelled) return [];
    const now = this.servicesOf(after);
    if (!isRelabelled) return now;
    const then = this.servicesOf(before);
    if (!isChanged && !hostnameChanged(before, after)) {
      return [...now.filter((key) => !then.includes(key)), ...then.filter((key) => !now.includes(key))].toSorted();
    }
    return [...new Set([...now, ...then])].toSorted();
  }

  private servicesOrNone(pod: MaybePod): readonly string[] {
    return pod === undefined ? [] : this.servicesOf(pod);
  }
}

/** Upstream: podEndpointsChanged (v1.36): what the endpoint says of the pod, readiness and address above all. */
function endpointChanged(before: Pod, after: Pod): boolean {
  return (
    (before.metadata.deletionTimestamp === undefined) !== (after.metadata.deletionTimestamp === undefined) ||
    isPodReady(before) !== isPodReady(after) ||
    isPodTerminal(before) !== isPodTerminal(after) ||
    before.spec.nodeName !== after.spec.nodeName ||
    before.status.podIP !== after.status.podIP ||
    JSON.stringify(before.status.podIPs) !== JSON.stringify(after.status.podIPs) ||
    before.metadata.uid !== after.metadata.uid
  );
}

function hostnameChanged(before: Pod, after: Pod): boolean {
  return before.spec.hostname !== after.spec.hostname || before.spec.subdomain !== after.spec.subdomain;
}

function selectorShelves({ metadata, spec: { selector = {} } }: Service): readonly string[] {
  return shelves(metadata.namespace, selector);
}

function labelShelves({ metadata }: Pod): readonly string[] {
  return shelves(metadata.namespace, metadata.labels ?? {});
}

function shelves(namespace = 'default', pairs: StringMap): readonly string[] {
  return Object.entries(pairs).map(([key, value]) => `${namespace} ${key}=${value}`);
}

/** The shelf with the fewest items; undefined when there are no shelves to choose from. */
function smallest(
  index: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
  choice: readonly string[],
): string | undefined {
  const sizeOf = (shelf: string): number => index.get(shelf)?.size ?? 0;
  return choice.toSorted((left, right) => sizeOf(left) - sizeOf(right))[0];
}

function file<T>(index: Map<string, Map<string, T>>, shelf: string, key: string, item: T): void {
  const items = index.get(shelf) ?? new Map<string, T>();
  index.set(shelf, items);
  items.set(key, item);
}

function unfile<T>(index: Map<string, Map<string, T>>, shelf: string, key: string): void {
  const items = index.get(shelf);
  items?.delete(key);
  if (items?.size === 0) index.delete(shelf);
}
