/** Scores cases of endpoints.json: the real controllers' EndpointSlices and Endpoints against those of ours. */
import { PodIndex } from '../src/simulation/pod-index.ts';
import { EventQueue } from '../src/base/event-queue.ts';
import { createRandom } from '../src/base/random.ts';
import { after, type SimTime, START } from '../src/base/sim-time.ts';
import { objectKey } from '../src/kubernetes/api/objects.ts';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { ApiServer } from '../src/simulation/apiserver/api-server.ts';
import { EndpointsController } from '../src/simulation/controllers/endpoints-controller.ts';
import { EndpointSliceController } from '../src/simulation/controllers/endpointslice-controller.ts';
import { EndpointSliceMirroringController } from '../src/simulation/controllers/endpointslice-mirroring-controller.ts';
import { ServiceMemberships } from '../src/simulation/controllers/service-memberships.ts';
import type { Change } from '../src/simulation/change.ts';
import type { Component, Machine, SimulationEvent } from '../src/simulation/machine.ts';
import { differences } from './differences.ts';
import {
  type EndpointsCase,
  type RecordedEndpoints,
  type RecordedSlice,
  shownEndpoints,
  shownSlice,
  toNode,
  toPod,
  toStoredEndpoints,
  toStoredSlice,
} from './endpoints-form.ts';

/** Above this many endpoints the real controller spreads them over its slices at random. */
const MAX_IN_ORDER = 100;

/** The kinds that the controllers are told of. */
const WATCHED: ReadonlySet<string> = new Set(['Service', 'Pod', 'Node', 'EndpointSlice']);

interface EndpointsFile {
  readonly nodes: readonly { readonly name: string; readonly zone?: string }[];
  readonly cases: readonly EndpointsCase[];
}

/** Undefined when our controllers write what was recorded, otherwise what differs. */
export function scoreEndpointsCase(file: unknown, testCase: unknown): string | undefined {
  const recording = file as EndpointsFile; // The recordings' form is described in the README.
  const recorded = testCase as EndpointsCase; // Likewise.
  const cluster = new EndpointsCluster();
  cluster.play(recording, recorded, before(recording, recorded));
  const found = [
    ...differences('slices', normalSlices(recorded.slices), normalSlices(cluster.slices())),
    ...differences('endpointsObject', recorded.endpointsObject.map(normalEndpoints), cluster.endpoints()),
  ];
  return found.length === 0 ? undefined : found.join('\n');
}

/** The recorded case that a step goes on from: the step before it, or the case without that ending. */
function before({ cases }: EndpointsFile, { id }: EndpointsCase): EndpointsCase | undefined {
  const [, base, step] = /^(.*)-step(\d+)$/.exec(id) ?? [];
  if (base === undefined) return undefined;
  const former = cases.find((other) => other.id === `${base}-step${Number(step) - 1}`);
  return former ?? cases.find((other) => other.id === base);
}

/** An API server with the endpoint controllers and nothing else. */
class EndpointsCluster implements Machine {
  now: SimTime = START;
  readonly api: ApiServer;
  readonly pods: PodIndex;
  private readonly queue = new EventQueue<SimulationEvent>();
  private readonly streams = createRandom(1, 'conformance');

  constructor() {
    this.api = new ApiServer({ clock: this, random: this.streams });
    this.pods = new PodIndex(this.api.store);
  }

  recordEvent(): void {
    // The recorded answers are EndpointSlices and Endpoints alone.
  }

  /** The state of the case, and what follows from it: a step begins at the slices that were recorded before it. */
  play(file: EndpointsFile, recorded: EndpointsCase, former: EndpointsCase | undefined): void {
    const { store } = this.api;
    const made = former === undefined ? [] : this.api.applyManifest(parseManifest(former.manifests)).results;
    if (former !== undefined) this.seed(former);
    const components = this.start();
    for (const node of file.nodes) store.put(toNode(node));
    for (const pod of recorded.pods) store.put(toPod(pod));
    const { results } = this.api.applyManifest(parseManifest(recorded.manifests));
    for (const { resource, key } of made) {
      const isKept = results.some((result) => result.resource?.kind === resource?.kind && result.key === key);
      if (!isKept && resource !== undefined && key !== undefined) this.api.deleteObject(resource.kind, key);
    }
    for (let event = this.next(); event !== undefined; event = this.next()) {
      components[event.component]?.handle(event);
    }
  }

  /** What the controllers had written by then; what the manifests made by hand is there already. */
  private seed({ slices, endpointsObject }: EndpointsCase): void {
    const { store } = this.api;
    for (const recorded of endpointsObject) {
      const endpoints = toStoredEndpoints(recorded);
      if (store.get('Endpoints', objectKey(endpoints.metadata)) === undefined) store.put(endpoints);
    }
    for (const [index, recorded] of slices.entries()) {
      const slice = toStoredSlice(recorded, index, store);
      if (store.get('EndpointSlice', objectKey(slice.metadata)) === undefined) store.put(slice);
    }
  }

  /** Our slices, in the recorded form. */
  slices(): readonly RecordedSlice[] {
    return this.api.store
      .list('EndpointSlice')
      .filter(({ metadata }) => metadata.name !== 'kubernetes')
      .map(shownSlice);
  }

  /** Our Endpoints, in the recorded form. */
  endpoints(): readonly RecordedEndpoints[] {
    return this.api.store
      .list('Endpoints')
      .filter(({ metadata }) => metadata.name !== 'kubernetes')
      .map((object) => normalEndpoints(shownEndpoints(object)));
  }

  schedule(delay: SimTime, event: SimulationEvent): void {
    this.queue.push(after(this.now, delay), event);
  }

  record(): void {
    // Nobody reads what these controllers have to tell.
  }

  random(): typeof this.streams {
    return this.streams;
  }

  private start(): Readonly<Record<string, Component>> {
    const memberships = new ServiceMemberships();
    const components: Readonly<Record<string, Component>> = {
      endpointsController: new EndpointsController(this, memberships),
      endpointSliceController: new EndpointSliceController(this, memberships),
      endpointSliceMirroringController: new EndpointSliceMirroringController(this),
    };
    const tell = (change: Change): void => {
      for (const watcher of [memberships, ...Object.values(components)]) watcher.onChange?.(change);
    };
    const { store } = this.api;
    // A controller that starts is told of everything that is there.
    for (const kind of ['Service', 'EndpointSlice'] as const) {
      for (const object of store.list(kind)) {
        tell({ at: this.now, kind, key: objectKey(object.metadata), object, previous: undefined });
      }
    }
    // The set holds names of kinds only, and the store files every object under its own kind.
    store.onChange({
      storeChanged: (revision) => WATCHED.has(revision.kind) && tell(revision as Change),
    });
    return components;
  }

  private next(): SimulationEvent | undefined {
    const { nextAt } = this.queue;
    if (nextAt === undefined) return undefined;
    this.now = nextAt;
    return this.queue.pop();
  }
}

/**
 * Slices in an order that both sides share, their endpoints by what they stand for. Of a set of ports with more than
 * a hundred endpoints only the sizes count, and which endpoints there are in all.
 */
function normalSlices(slices: readonly RecordedSlice[]): readonly unknown[] {
  const sorted = slices.map((slice) => ({ ...slice, endpoints: inOrder(slice.endpoints) }));
  const groups = new Map<string, RecordedSlice[]>();
  for (const slice of sorted) {
    const { endpoints: _endpoints, ...head } = slice;
    const key = JSON.stringify([head.service, head.name, head.addressType, head.labels, head.ports]);
    groups.set(key, [...(groups.get(key) ?? []), slice]);
  }
  return [...groups]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, group]): readonly unknown[] => {
      const all = group.flatMap(({ endpoints }) => endpoints);
      const bySize = group.toSorted((left, right) => right.endpoints.length - left.endpoints.length);
      if (all.length <= MAX_IN_ORDER) return bySize;
      const sizes = bySize.map(({ endpoints }) => endpoints.length);
      return [{ ...bySize[0], sizes, endpoints: inOrder(all) }];
    });
}

function inOrder(endpoints: RecordedSlice['endpoints']): RecordedSlice['endpoints'] {
  const keyOf = (endpoint: RecordedSlice['endpoints'][number]): string =>
    `${endpoint.targetRef?.name ?? ''} ${endpoint.addresses.join(',')}`;
  return endpoints.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/** Subsets stand in the order of a hash over random uids, and so do addresses that are alike: neither is compared. */
function normalEndpoints(endpoints: RecordedEndpoints): RecordedEndpoints {
  const subsets = endpoints.subsets.map((subset) => ({
    ...subset,
    ...(subset.addresses === undefined ? {} : { addresses: alikeByName(subset.addresses) }),
    ...(subset.notReadyAddresses === undefined ? {} : { notReadyAddresses: alikeByName(subset.notReadyAddresses) }),
  }));
  return {
    ...endpoints,
    subsets: subsets.toSorted((left, right) => (JSON.stringify(left.ports) < JSON.stringify(right.ports) ? -1 : 1)),
  };
}

type Addresses = NonNullable<RecordedEndpoints['subsets'][number]['addresses']>;

function alikeByName(addresses: Addresses): Addresses {
  return addresses.toSorted((left, right) =>
    left.ip === right.ip && (left.targetRef?.name ?? '') > (right.targetRef?.name ?? '') ? 1 : 0,
  );
}
