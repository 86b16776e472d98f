/** What the places of the text that select pods select at one moment. */
import type { StringMap } from '../kubernetes/api/meta.ts';
import { isPodReady, type Pod } from '../kubernetes/api/pod.ts';
import type { Service } from '../kubernetes/api/service.ts';
import { matchesServiceSelector } from '../kubernetes/labels/selector.ts';
import type { SelectionPlace } from '../simulation/selections.ts';
import { compare, podWord } from './box-status.ts';
import type { Snapshot } from './snapshot.ts';

/** A pod that a selector matches. */
export interface MatchedPod {
  readonly name: string;
  /** What kubectl would call its state: `Running`, `ContainerCreating`, `Terminating`… */
  readonly state: string;
  /** Whether Kubernetes holds it for ready, and it is there to stay. */
  readonly isReady: boolean;
}

/** What is selected: a selector's pods, or the names of the Services that select some labels; each in order of name. */
export type Selected =
  | { readonly type: 'pods'; readonly pods: readonly MatchedPod[]; readonly ready: number }
  | { readonly type: 'services'; readonly services: readonly string[] };

/** A moment's pods and selecting Services by `namespace key=value`: of any label, and of the selector's first pair. */
interface Index {
  readonly pods: ReadonlyMap<string, readonly Pod[]>;
  readonly services: ReadonlyMap<string, readonly Service[]>;
}

const indexes = new WeakMap<Snapshot, Index>();

/**
 * What the place selects in the snapshot. The place's own selector or labels count, also where an older version of the
 * object is stored. Upstream: pods that have ended are no endpoints, pkg/controller/util/endpoint ShouldPodBeInEndpoints (v1.36).
 */
export function selectedAt(snapshot: Snapshot, place: SelectionPlace): Selected {
  const { pods, services } = indexOf(snapshot);
  if (place.type === 'selector') {
    const candidates = pods.get(firstPair(place.namespace, place.selector) ?? '') ?? [];
    const matched = candidates.filter(({ metadata }) => matchesServiceSelector(place.selector, metadata.labels));
    const shown = matched.map(toMatchedPod).toSorted((a, b) => compare(a.name, b.name));
    return { type: 'pods', pods: shown, ready: shown.filter(({ isReady }) => isReady).length };
  }
  const candidates = Object.entries(place.labels).flatMap(
    ([key, value]) => services.get(pairName(place.namespace, key, value)) ?? [],
  );
  const selecting = candidates.filter(({ spec }) => matchesServiceSelector(spec.selector, place.labels));
  return { type: 'services', services: selecting.map(({ metadata }) => metadata.name).toSorted(compare) };
}

function toMatchedPod(pod: Pod): MatchedPod {
  const isReady = isPodReady(pod) && pod.metadata.deletionTimestamp === undefined;
  return { name: pod.metadata.name, state: podWord(pod), isReady };
}

function indexOf(snapshot: Snapshot): Index {
  let index = indexes.get(snapshot);
  if (index === undefined) {
    const { Pod: pods, Service: services } = snapshot.objects;
    index = { pods: podsByLabel(pods.values()), services: servicesByFirstPair(services.values()) };
    indexes.set(snapshot, index);
  }
  return index;
}

function podsByLabel(pods: Iterable<Pod>): Index['pods'] {
  const index = new Map<string, Pod[]>();
  for (const pod of pods) {
    const { phase } = pod.status;
    if (phase === 'Succeeded' || phase === 'Failed') continue;
    for (const [key, value] of Object.entries(pod.metadata.labels ?? {})) {
      add(index, pairName(namespaceOf(pod), key, value), pod);
    }
  }
  return index;
}

function servicesByFirstPair(services: Iterable<Service>): Index['services'] {
  const index = new Map<string, Service[]>();
  for (const service of services) {
    if (service.spec.type === 'ExternalName') continue;
    const pair = firstPair(namespaceOf(service), service.spec.selector ?? {});
    if (pair !== undefined) add(index, pair, service);
  }
  return index;
}

function add<T>(index: Map<string, T[]>, name: string, entry: T): void {
  const known = index.get(name);
  if (known === undefined) index.set(name, [entry]);
  else known.push(entry);
}

function namespaceOf({ metadata }: Pod | Service): string {
  return metadata.namespace ?? 'default';
}

function firstPair(namespace: string, pairs: StringMap): string | undefined {
  const [first] = Object.entries(pairs);
  return first && pairName(namespace, first[0], first[1]);
}

function pairName(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}
