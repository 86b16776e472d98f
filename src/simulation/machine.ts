/** What every component may do: read the clock, wait, talk to the API server, record. */
import type { Random } from '../base/random.ts';
import type { SimTime } from '../base/sim-time.ts';
import type { ApiServer } from './apiserver/api-server.ts';
import type { Change } from './change.ts';
import type { EventDraft } from './event-recorder.ts';
import type { PodIndex } from './pod-index.ts';
import type { TraceEvent } from './trace.ts';

/** The components of the cluster; each has its own file or folder. */
export type ComponentName =
  | 'deploymentController'
  | 'replicaSetController'
  | 'endpointsController'
  | 'endpointSliceController'
  | 'endpointSliceMirroringController'
  | 'nodeLifecycleController'
  | 'taintEvictionController'
  | 'serviceController'
  | 'scheduler'
  | 'kubelet'
  | 'kubeProxy'
  | 'loadBalancer'
  | 'ingressController'
  | 'clients'
  | 'operator'
  | 'statefulSetController'
  | 'garbageCollector'
  | 'namespaceController'
  | 'podGarbageCollector';

/** Something due at a moment: plain data, so that a queue of them can be copied. */
export interface SimulationEvent {
  readonly component: ComponentName;
  readonly type: string;
  /** What it is about: usually an object's key. */
  readonly key: string;
  /** Which part of it, where it has several. */
  readonly index?: number;
}

/** A part of the cluster: told of every change, and woken by its own events. */
export interface Component {
  /** A change was stored. Schedule what follows from it; act only in `handle`. */
  onChange?(change: Change): void;
  handle(event: SimulationEvent): void;
}

/** The world as a component sees it. */
export interface Machine {
  readonly now: SimTime;
  readonly api: ApiServer;
  /** Pods by node and by controller, always up to date. */
  readonly pods: PodIndex;
  schedule(delay: SimTime, event: SimulationEvent): void;
  record(event: TraceEvent): void;
  /** Writes an Event about an object, in Kubernetes' own words. */
  recordEvent(draft: EventDraft): void;
  random(purpose: string): Random;
}
