/** Which pods belong to which Services: kept by label, so that a change looks only at those that may be concerned. */
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isPodTerminal } from '../../kubernetes/endpointslice/endpoint.ts';
import { sameMap } from '../../kubernetes/endpointslice/slice-labels.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import type { Change } from '../change.ts';
import { LabelIndex } from './label-index.ts';

/** A pod before or after a change: absent when it is new, or gone. */
type MaybePod = Pod | undefined;

/** What `servicesToUpdate` was asked last: both controllers ask the same of each change. */
interface Answer {
  readonly before: MaybePod;
  readonly after: MaybePod;
  readonly services: readonly string[];
}

/** An index of Services and pods that the endpoint controllers share; it must be told of a change before they are. */
export class ServiceMemberships {
  private readonly services = new Map<string, Service>();
  /** Services, each under one pair of its selector: that under which fewest stood when it came. */
  private readonly bySelector = new LabelIndex();
  private readonly pairOf = new Map<string, readonly [string, string]>();
  private readonly pods = new Map<string, Pod>();
  /** Pods under each of their labels. */
  private readonly byLabel = new LabelIndex();
  private last: Answer | undefined;
  /** What `podsOf` was asked last, of the same Service by both controllers. */
  private lastPods: { readonly service: Service; readonly pods: readonly Pod[] } | undefined;

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'Service' || kind === 'Pod') this.lastPods = undefined;
    if (kind === 'Service') {
      this.last = undefined;
      if (previous?.kind === 'Service') this.unfileService(key, previous);
      if (object?.kind === 'Service') this.fileService(key, object);
    } else if (kind === 'Pod') {
      const before = previous?.kind === 'Pod' ? previous : undefined;
      const after = object?.kind === 'Pod' ? object : undefined;
      if (after === undefined) this.pods.delete(key);
      else this.pods.set(key, after);
      if (before?.metadata.labels !== after?.metadata.labels) this.refile(key, before, after);
    }
  }

  /** The pods that the Service selects, by name. */
  podsOf(service: Service): readonly Pod[] {
    if (this.lastPods?.service !== service) this.lastPods = { service, pods: this.findPods(service) };
    return this.lastPods.pods;
  }

  private findPods({ metadata: { namespace = 'default' }, spec: { selector = {} } }: Service): readonly Pod[] {
    const pair = this.byLabel.rarest(namespace, selector);
    if (pair === undefined) return [];
    const found: Pod[] = [];
    for (const key of this.byLabel.under(namespace, ...pair)) {
      const pod = this.pods.get(key);
      if (pod !== undefined && matchesServiceSelector(selector, pod.metadata.labels)) found.push(pod);
    }
    return found.length < 2 ? found : found.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  }

  /** The keys of the Services that select the pod, sorted. */
  servicesOf({ metadata: { namespace = 'default', labels = {} } }: Pod): readonly string[] {
    const keys: string[] = [];
    for (const label in labels) {
      for (const key of this.bySelector.under(namespace, label, labels[label])) {
        if (matchesServiceSelector(this.services.get(key)?.spec.selector, labels)) keys.push(key);
      }
    }
    return keys.sort();
  }

  /**
   * The keys of the Services whose endpoints a change of a pod may touch, sorted.
   * Upstream: staging/src/k8s.io/endpointslice/util GetServicesToUpdateOnPodChange (v1.36).
   */
  servicesToUpdate(before: MaybePod, after: MaybePod): readonly string[] {
    if (this.last === undefined || this.last.before !== before || this.last.after !== after) {
      this.last = { before, after, services: this.findServices(before, after) };
    }
    return this.last.services;
  }

  private findServices(before: MaybePod, after: MaybePod): readonly string[] {
    if (before === undefined || after === undefined) {
      const pod = before ?? after;
      return pod === undefined ? [] : this.servicesOf(pod);
    }
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

  private fileService(key: string, service: Service): void {
    const { namespace = 'default' } = service.metadata;
    this.services.set(key, service);
    const pair = this.bySelector.rarest(namespace, service.spec.selector ?? {});
    if (pair === undefined) return;
    this.pairOf.set(key, pair);
    this.bySelector.add(namespace, ...pair, key);
  }

  private unfileService(key: string, { metadata: { namespace = 'default' } }: Service): void {
    const pair = this.pairOf.get(key);
    this.services.delete(key);
    this.pairOf.delete(key);
    if (pair !== undefined) this.bySelector.remove(namespace, ...pair, key);
  }

  private refile(key: string, before: MaybePod, after: MaybePod): void {
    const { namespace = 'default', labels: old = {} } = before?.metadata ?? {};
    for (const [label, value] of Object.entries(old)) this.byLabel.remove(namespace, label, value, key);
    const { namespace: place = 'default', labels = {} } = after?.metadata ?? {};
    for (const [label, value] of Object.entries(labels)) this.byLabel.add(place, label, value, key);
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
    !sameIPs(before.status.podIPs, after.status.podIPs) ||
    before.metadata.uid !== after.metadata.uid
  );
}

function sameIPs(left: Pod['status']['podIPs'], right: Pod['status']['podIPs']): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function hostnameChanged(before: Pod, after: Pod): boolean {
  return before.spec.hostname !== after.spec.hostname || before.spec.subdomain !== after.spec.subdomain;
}
